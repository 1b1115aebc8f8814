"""What a decision is: its steps, its reasons and what it offers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.offers.quote import Quote, major_units
from pipelines.reasons import Reason

NO_PRICE: dict[str, Any] = {
    "schedule": [],
    "finance_charge": 0.0,
    "total": 0.0,
    "apr": None,
    "effective_annual_rate": None,
    "average_month": None,
    "amount": 0.0,
}


@dataclass(frozen=True)
class Step:
    """One step of the path: its outcome and the figures it was judged on."""

    name: str
    outcome: str
    evidence: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        """Return the step for storing or showing."""
        return {"name": self.name, "outcome": self.outcome, "evidence": dict(self.evidence)}


@dataclass(frozen=True)
class Decision:
    """What the policy decides; money in cents.

    `decision` is approve, counter-offer, refer or decline. `limit_cents` is the most the merchant
    may draw now (for a referral an indication, for a decline 0); `quote` prices what is offered
    and is None where nothing is.
    """

    application_id: str
    decision: str
    requested_cents: int | None
    limit_cents: int
    tier: str | None
    quote: Quote | None
    expected_loss_cents: int
    expected_profit_cents: int
    reasons: tuple[Reason, ...]
    steps: tuple[Step, ...]
    policy_version: str
    currency: str

    @property
    def amount_cents(self) -> int:
        """What is offered, 0 where nothing is."""
        return self.quote.amount_cents if self.quote else 0

    @property
    def dearer_for(self) -> tuple[str, ...]:
        """The codes of the drivers for which the price is not the cheapest tier's; else none."""
        prices = (step.evidence for step in self.steps if step.name == "price")
        return tuple(next(prices, {}).get("dearer_for", ()))

    def to_json(self) -> dict[str, Any]:
        """Return the decision in the shape of `offer --json`; money in units of the currency."""
        return {
            "application_id": self.application_id,
            "decision": self.decision,
            "limit": major_units(self.limit_cents),
            "tier": self.tier,
            "monthly_rates": list(self.quote.monthly_rates) if self.quote else [],
            **(self.quote.price_json() if self.quote else NO_PRICE),
            "currency": self.currency,
            "requested": self.requested_cents and major_units(self.requested_cents),
            "expected_loss": major_units(self.expected_loss_cents),
            "expected_profit": major_units(self.expected_profit_cents),
            "policy_version": self.policy_version,
            "reasons": [reason.to_json() for reason in self.reasons],
            "steps": [step.to_json() for step in self.steps],
        }
