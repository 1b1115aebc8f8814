"""Policy loosening: what requests beyond the cut-off would add to the book, and lose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from pipelines.loans.schedule import months_after
from pipelines.offers import Decision, Policy, applicant_from, decide, open_exposures
from pipelines.offers.applicant import HISTORY
from pipelines.portfolio.stress.scenarios import Loosening
from pipelines.reasons import Statement
from pipelines.store import History, sql_text

LENDING = ("approve", "counter-offer")


@dataclass(frozen=True)
class LentAmount:
    """Some offers: how many, their mean PD (None of none) and their amounts in cents."""

    offers: int
    pd: float | None
    amount_cents: float
    loss_cents: float
    profit_cents: float


@dataclass(frozen=True)
class LooseningResult:
    """What a cut-off raised from `cut_off` to `pd_up_to` would have added since the day `since`.

    `asked` requests lie between the two; `added` are offers to those of them that pass the other
    rules, by the policy's dearest tier, weighted by the share expected to accept at its price;
    `grades` are the same by grade. `in_force` is what the policy in force offers in that time,
    weighted alike. `lent_to` of the added have a loan in this book all the same.
    """

    since: date
    cut_off: float
    pd_up_to: float
    asked: int
    added: LentAmount
    in_force: LentAmount
    grades: tuple[tuple[str, LentAmount], ...]
    lent_to: int

    def to_json(self) -> dict[str, Any]:
        """The record as `stress --json` gives it; money in cents."""
        return {
            "since": self.since.isoformat(),
            "cut_off": self.cut_off,
            "pd_up_to": self.pd_up_to,
            "asked": self.asked,
            "added": vars(self.added),
            "in_force": vars(self.in_force),
            "grades": {grade: vars(amount) for grade, amount in self.grades},
            "lent_to": self.lent_to,
        }


@dataclass(frozen=True)
class _Added:
    grade: str
    pd: float
    was_lent_to: bool
    decision: Decision


def loosened(
    history: History,
    policy: Policy,
    statements: Mapping[str, Statement],
    loosening: Loosening,
) -> LooseningResult:
    """Decide again what the cut-off turned away, with the dearest tier open up to the new PD.

    A PD at or below the cut-off in force adds nothing.
    """
    as_of = history.version().book.as_of
    since = months_after(as_of, -loosening.months)
    asked = history.rows(
        sql_text(__file__, "sql/beyond_cut_off.sql"),
        {"cut_off": policy.cut_off, "pd_up_to": loosening.pd_up_to, "since": since},
    )
    found = tuple(_decided(history, asked, _wider(policy, loosening), statements))
    lent = [item for item in found if item.decision.decision in LENDING]
    return LooseningResult(
        since=since,
        cut_off=policy.cut_off,
        pd_up_to=loosening.pd_up_to,
        asked=len(asked),
        added=_amount(lent, policy),
        in_force=_in_force(history, since, policy),
        grades=tuple(
            (grade, _amount([item for item in lent if item.grade == grade], policy))
            for grade in sorted({item.grade for item in lent})
        ),
        lent_to=sum(item.was_lent_to for item in lent),
    )


def _wider(policy: Policy, loosening: Loosening) -> Policy:
    last = replace(policy.tiers[-1], pd_up_to=max(loosening.pd_up_to, policy.cut_off))
    grey = max(policy.grey_band_pd, last.pd_up_to)
    return replace(policy, tiers=(*policy.tiers[:-1], last), grey_band_pd=grey)


def _decided(
    history: History,
    asked: list[tuple[Any, ...]],
    policy: Policy,
    statements: Mapping[str, Statement],
) -> Iterable[_Added]:
    exposures, currency = open_exposures(history), history.version().book.currency
    for application_id, applied_on, amount, pd, grade, was_lent_to, *figures in asked:
        applicant = applicant_from(
            application_id,
            dict(zip(HISTORY, figures, strict=True)),
            pd=pd,
            score_reasons=(),
            open_exposure_cents=exposures.get(application_id, 0),
        )
        decision = decide(
            applicant,
            policy,
            statements,
            amount_cents=amount,
            funded_on=applied_on,
            currency=currency,
        )
        yield _Added(grade, pd, was_lent_to, decision)


def _amount(added: list[_Added], policy: Policy) -> LentAmount:
    taken = [_taken_up(item.decision, policy) for item in added]
    return LentAmount(
        offers=len(added),
        pd=float(np.mean([item.pd for item in added])) if added else None,
        amount_cents=_sum(taken, [item.decision.amount_cents for item in added]),
        loss_cents=_sum(taken, [item.decision.expected_loss_cents for item in added]),
        profit_cents=_sum(taken, [item.decision.expected_profit_cents for item in added]),
    )


def _sum(taken: list[float], cents: list[int]) -> float:
    return float(np.dot(taken, cents)) if cents else 0.0


def _taken_up(decision: Decision, policy: Policy) -> float:
    """The share of buyers expected to accept, by the policy's take-up at the offer's APR."""
    assert decision.quote is not None
    return _accepts(decision.quote.apr, policy)


def _accepts(apr: float, policy: Policy) -> float:
    return float(np.interp(apr, policy.take_up.aprs, policy.take_up.shares))


def _in_force(history: History, since: date, policy: Policy) -> LentAmount:
    rows = history.rows(sql_text(__file__, "sql/offered_since.sql"), {"since": since})
    taken = [_accepts(apr, policy) for apr, *_ in rows]
    pds = [pd for *_, pd in rows]
    return LentAmount(
        offers=len(rows),
        pd=float(np.mean(pds)) if rows else None,
        amount_cents=_sum(taken, [amount for _, amount, *_ in rows]),
        loss_cents=_sum(taken, [loss for _, _, loss, *_ in rows]),
        profit_cents=_sum(taken, [profit for _, _, _, profit, _ in rows]),
    )
