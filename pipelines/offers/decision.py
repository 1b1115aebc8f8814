"""The decision path: eligibility, score, grey band, limit, price; pure, and recorded step by step.

Whatever is not a plain approval carries one to four governed reasons; a price above the cheapest
tier names the adverse drivers it rests on in the step's "dearer_for". A decline that no adverse
driver explains is not made by the machine: it goes to a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipelines.offers.applicant import Applicant
from pipelines.offers.economics import offer_economics
from pipelines.offers.eligibility import failed_rules, rules
from pipelines.offers.limit import Limit, supported_limit
from pipelines.offers.outcome import Decision, Step
from pipelines.offers.quote import Quote, build_quote
from pipelines.offers.terms import Policy, Tier
from pipelines.reasons import Reason, Statement

MOST_REASONS = 4


def decide(
    applicant: Applicant,
    policy: Policy,
    statements: Mapping[str, Statement],
    *,
    amount_cents: int | None,
    funded_on: date,
    currency: str = "USD",
    doubt: str | None = None,
) -> Decision:
    """Decide one application; without an amount, pre-approve it at its limit.

    `doubt` is the reason code for which the grounds themselves cannot be trusted: the application
    then goes to a person, whatever they say. Raises KeyError when `statements` lacks a policy code.
    """
    path = _Path(applicant, policy, statements, amount_cents, funded_on, currency)
    return path.refer(doubt) if doubt else path.walk()


@dataclass(frozen=True)
class _Price:
    """What is offered and what it is expected to lose and earn, in cents."""

    quote: Quote
    loss_cents: int
    profit_cents: int


@dataclass
class _Path:
    """One walk down the decision path, collecting its steps."""

    applicant: Applicant
    policy: Policy
    statements: Mapping[str, Statement]
    amount_cents: int | None
    funded_on: date
    currency: str
    steps: list[Step] = field(default_factory=list)

    def walk(self) -> Decision:
        failed = self._eligibility()
        if failed:
            return self._end("decline", failed)
        doubts = self._history()
        pd = self.applicant.pd
        tier = self._score(pd)
        limit = self._limit()
        drivers = self.applicant.score_reasons
        if pd is not None and pd > self.policy.grey_band_pd and drivers:
            return self._end("decline", drivers)
        if doubts or pd is None or tier is None:
            person = doubts or (self._reason("P07"),)
            return self._end("refer", (*person, *drivers), limit)
        return self._offer(pd, tier, limit)

    def refer(self, doubt: str) -> Decision:
        """End with a person at once, because of what the decision would rest on."""
        self._note("grounds", "in doubt", {"reason": doubt})
        return self._end("refer", (self._reason(doubt),))

    def _eligibility(self) -> tuple[Reason, ...]:
        checks = rules(self.applicant, self.policy.eligibility)
        failed = failed_rules(checks)
        evidence = {check.name: check.evidence() for check in checks}
        self._note("eligibility", "fail" if failed else "pass", evidence)
        return tuple(self._reason(code, *features) for code, features in failed.items())

    def _history(self) -> tuple[Reason, ...]:
        missing = self.applicant.missing
        self._note("history", "missing" if missing else "complete", {"missing": list(missing)})
        return (self._reason("P08", *missing),) if missing else ()

    def _score(self, pd: float | None) -> Tier | None:
        if pd is None:
            self._note("score", "missing", {"pd": None})
            return None
        tier = self.policy.tier_for(pd)
        self._note("score", "pass" if tier else "above the cut-off", {"pd": pd})
        if tier is None:
            outcome = "a person decides" if pd <= self.policy.grey_band_pd else "beyond"
            band = {"pd": pd, "from": self.policy.cut_off, "to": self.policy.grey_band_pd}
            self._note("grey band", outcome, band)
        return tier

    def _limit(self) -> Limit:
        limit = supported_limit(self.applicant, self.policy.limit)
        self._note("limit", limit.bound_by, limit.evidence())
        return limit

    def _offer(self, pd: float, tier: Tier, limit: Limit) -> Decision:
        minimum = self.policy.limit.minimum_cents
        if self.amount_cents is not None and self.amount_cents < minimum:
            return self._end("decline", (self._reason("P05"),))
        wanted = limit.cents if self.amount_cents is None else self.amount_cents
        if limit.cents < minimum:
            return self._end("decline", self._shortfall(limit, max(wanted, minimum)))
        if not self._fits_the_book(min(wanted, limit.cents)):
            return self._end("refer", (self._reason("P09"),), limit)
        if wanted <= limit.cents:
            return self._end("approve", (), limit, self._price(wanted, pd, tier))
        price = self._price(limit.cents, pd, tier)
        return self._end("counter-offer", self._shortfall(limit, wanted), limit, price)

    def _fits_the_book(self, amount_cents: int) -> bool:
        """Whether the amount stays within the limits of the book; true where nobody judges."""
        book, limits = self.applicant.book, self.policy.portfolio
        if book is None:
            return True
        fits = book.open_cents + amount_cents <= limits.open_principal_cents
        if book.industry is not None:
            fits = fits and book.industry_cents + amount_cents <= limits.industry_cents
        evidence = {
            "open_cents": book.open_cents,
            "open_limit_cents": limits.open_principal_cents,
            "industry": book.industry,
            "industry_open_cents": book.industry_cents,
            "industry_limit_cents": limits.industry_cents,
        }
        self._note("portfolio", "within its limits" if fits else "beyond a limit", evidence)
        return fits

    def _shortfall(self, limit: Limit, wanted_cents: int) -> tuple[Reason, ...]:
        """Why the limit does not reach: the sales, the open loans, or both."""
        reasons = []
        if wanted_cents > limit.before_exposure_cents:
            reasons.append(self._reason("P04", "sales_365d_cents", "worst_month_cents"))
        if limit.cents < limit.before_exposure_cents:
            reasons.append(self._reason("P06"))
        return tuple(reasons)

    def _price(self, amount_cents: int, pd: float, tier: Tier) -> _Price:
        quote = build_quote(
            self.policy, amount_cents, tier.name, self.funded_on, currency=self.currency
        )
        expected = offer_economics(quote.schedule, pd, self.policy.economics)
        loss, profit = round(expected.loss_cents), round(expected.profit_cents)
        evidence: dict[str, Any] = {
            "pd_up_to": tier.pd_up_to,
            "apr": quote.apr,
            "finance_charge_cents": quote.finance_charge_cents,
            "expected_loss_cents": loss,
            "expected_profit_cents": profit,
        }
        if tier != self.policy.tiers[0]:
            evidence["dearer_for"] = [reason.code for reason in self.applicant.score_reasons]
        self._note("price", tier.name, evidence)
        return _Price(quote, loss, profit)

    def _end(
        self,
        decision: str,
        reasons: tuple[Reason, ...],
        limit: Limit | None = None,
        price: _Price | None = None,
    ) -> Decision:
        reasons = reasons[:MOST_REASONS]
        self._note("decision", decision, {"reasons": [reason.code for reason in reasons]})
        return Decision(
            application_id=self.applicant.application_id,
            decision=decision,
            requested_cents=self.amount_cents,
            limit_cents=limit.cents if limit else 0,
            tier=price.quote.tier if price else None,
            quote=price.quote if price else None,
            expected_loss_cents=price.loss_cents if price else 0,
            expected_profit_cents=price.profit_cents if price else 0,
            reasons=reasons,
            steps=tuple(self.steps),
            policy_version=self.policy.version,
            currency=self.currency,
        )

    def _reason(self, code: str, *features: str) -> Reason:
        return Reason(code, self.statements[code].statement, features)

    def _note(self, name: str, outcome: str, evidence: Mapping[str, Any]) -> None:
        self.steps.append(Step(name, outcome, evidence))
