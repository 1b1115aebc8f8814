"""The decision itself: a pure function of its grounds, the same when taken and when replayed."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pipelines.checkout.grounds import Grounds, Value
from pipelines.checkout.score_tables import Scored, ScoreTables
from pipelines.errors import Refused
from pipelines.offers import Applicant, Decision, Policy, applicant_from, decide
from pipelines.reasons import Reason, Statement

SHOWN = 8
"""How many contributions a decision keeps; all of them follow from its grounds."""


@dataclass(frozen=True)
class ScorePart:
    """One feature's value (None where missing) and its part of the score in log-odds."""

    feature: str
    value: Value
    contribution: float


@dataclass(frozen=True)
class CheckoutDecision:
    """A decision with its grounds; score (log-odds), PD and largest contributions where scored."""

    grounds: Grounds
    decision: Decision
    pd: float | None
    score: float | None
    contributions: tuple[ScorePart, ...]


def judge(
    grounds: Grounds,
    tables: ScoreTables | None,
    policy: Policy,
    statements: Mapping[str, Statement],
) -> CheckoutDecision:
    """Decide on `grounds`; where they are in doubt nothing is scored and a person decides.

    Raises Refused where `tables` are not of the grounds' model.
    """
    scored = None if grounds.doubt else _scored(grounds, tables)
    reasons = tables.reasons(scored, statements) if scored and tables else ()
    decision = decide(
        _applicant(grounds, scored.pd if scored else None, reasons),
        policy,
        statements,
        amount_cents=grounds.order_amount_cents,
        funded_on=grounds.decided_for,
        currency=grounds.currency,
        doubt=grounds.doubt,
    )
    if scored is None or tables is None:
        return CheckoutDecision(grounds, decision, None, None, ())
    parts = _largest(tables.names, grounds.features, scored)
    return CheckoutDecision(grounds, decision, scored.pd, scored.score, parts)


def _scored(grounds: Grounds, tables: ScoreTables | None) -> Scored:
    if tables is None or tables.model_id != grounds.model_id:
        raise Refused(
            f"decision {grounds.decision_id} rests on model {grounds.model_id}: "
            "load that model to decide it again"
        )
    return tables.scored(grounds.features)


def _applicant(grounds: Grounds, pd: float | None, reasons: tuple[Reason, ...]) -> Applicant:
    return applicant_from(
        grounds.decision_id,
        grounds.features,
        pd=pd,
        score_reasons=reasons,
        open_exposure_cents=grounds.open_exposure_cents,
        book=grounds.book,
    )


def _largest(
    names: tuple[str, ...], values: Mapping[str, Value], scored: Scored
) -> tuple[ScorePart, ...]:
    places = np.argsort(-np.abs(scored.contributions), kind="stable")[:SHOWN]
    parts = scored.contributions.take(places).tolist()
    return tuple(
        ScorePart(names[place], values[names[place]], part)
        for place, part in zip(places.tolist(), parts, strict=True)
    )
