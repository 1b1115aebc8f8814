"""What a decision is answered with: a pure function of the decision and of what was asked."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec

from pipelines.checkout.judge import CheckoutDecision
from pipelines.checkout.messages import (
    DecisionAnswer,
    InstalmentDue,
    Offer,
    OfferTerms,
    ReasonGiven,
    amount_text,
)
from pipelines.offers import Quote
from pipelines.offers.terms import CheckoutRules

ENCODER = msgspec.json.Encoder()


@dataclass(frozen=True)
class Answer:
    """An answer's bytes, its offer's digest (None: nothing is offered) and last moment."""

    body: bytes
    offer_digest: str | None
    valid_until: str


def answer(decided: CheckoutDecision, rules: CheckoutRules, decided_at: datetime) -> Answer:
    """Put a decision into the words and figures that the client gets.

    An offer's digest covers its terms, the decision, the merchant and the currency.
    """
    decision, grounds = decided.decision, decided.grounds
    until = moment_text(decided_at + timedelta(hours=rules.offer_valid_hours))
    offer: Offer | None = None
    if decision.quote is not None:
        terms = _terms(decision.quote, until, rules.refund_window_hours)
        named = (grounds.decision_id, grounds.merchant_id, grounds.currency, terms)
        digest = hashlib.sha256(ENCODER.encode(named)).hexdigest()
        offer = Offer(**msgspec.structs.asdict(terms), offer=digest)
    given = DecisionAnswer(
        decision_id=grounds.decision_id,
        decision=decision.decision,
        merchant_id=grounds.merchant_id,
        requested=amount_text(grounds.order_amount_cents),
        currency=grounds.currency,
        decided_at=moment_text(decided_at),
        offer=offer,
        reasons=[ReasonGiven(code=r.code, statement=r.statement) for r in decision.reasons],
        policy_version=decision.policy_version,
    )
    return Answer(ENCODER.encode(given), offer.offer if offer else None, until)


def evidence(decided: CheckoutDecision) -> str:
    """What followed from the grounds, for who looks into the decision later, as JSON."""
    decision = decided.decision
    plain: dict[str, Any] = {
        "pd": decided.pd,
        "score": decided.score,
        "contributions": decided.contributions,
        "limit_cents": decision.limit_cents,
        "tier": decision.tier,
        "expected_loss_cents": decision.expected_loss_cents,
        "expected_profit_cents": decision.expected_profit_cents,
        "reasons": [reason.to_json() for reason in decision.reasons],
        "steps": [step.to_json() for step in decision.steps],
    }
    return ENCODER.encode(plain).decode()


def moment_text(moment: datetime) -> str:
    """A moment in UTC as the workbench writes it."""
    return moment.isoformat(timespec="microseconds")


def _terms(quote: Quote, valid_until: str, refund_window_hours: int) -> OfferTerms:
    return OfferTerms(
        amount=amount_text(quote.amount_cents),
        tier=quote.tier or "",
        monthly_rates=list(quote.monthly_rates),
        instalments=[
            InstalmentDue(
                number=i.number,
                due_on=i.due_on,
                principal=amount_text(i.principal_cents),
                fee=amount_text(i.fee_cents),
                payment=amount_text(i.payment_cents),
            )
            for i in quote.schedule.instalments
        ],
        finance_charge=amount_text(quote.finance_charge_cents),
        total=amount_text(quote.total_cents),
        apr=round(quote.apr, 4),
        valid_until=valid_until,
        refund_window_hours=refund_window_hours,
    )
