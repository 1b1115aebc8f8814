"""Funded loans: instalments and how each borrower means to meet them, to the cent."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.world.applications import Requests
from pipelines.world.conditions import Conditions
from pipelines.world.fraud import BUST_OUT
from pipelines.world.horizon import NEVER, Floats, Horizon, Ints
from pipelines.world.lending import Lending
from pipelines.world.parameters import TIER_RATES_BPS, Parameters
from pipelines.world.risk import Risk

TERM = 6
LONGEST_DELAY = 85


@dataclass(frozen=True)
class Loans:
    """One entry per loan; two-dimensional fields are loans × six instalments.

    `principal_due` and `fee_due` are the scheduled cents, `delay` the days an instalment is paid
    late. `first_missed` is the instalment (1..5) a defaulting loan no longer pays, NEVER for the
    others. After instalment `extra_after` (0 = before the first; NEVER = never) `extra_cents` of
    principal are paid beyond the schedule: by the borrower on that due day, or, where
    `is_refund`, by the supplier on `refund_day`. From then on fewer instalments are owed.
    Who `walks_away` pays no part of the instalment it fails on: a fraudster.
    """

    request: Ints
    principal_cents: Ints
    tier: Ints
    funded_day: Ints
    due_day: Ints
    principal_due: Ints
    fee_due: Ints
    delay: Ints
    first_missed: Ints
    walks_away: NDArray[np.bool_]
    extra_after: Ints
    extra_cents: Ints
    is_refund: NDArray[np.bool_]
    refund_day: Ints


def draw_loans(
    rng: np.random.Generator,
    requests: Requests,
    lending: Lending,
    risk: Risk,
    conditions: Conditions,
    horizon: Horizon,
    world: Parameters,
) -> Loans:
    """Set up the loans of all funded requests, in order of funding.

    A bust-out repays its first draws at once, so as to be trusted with the last.
    """
    funded = np.flatnonzero(lending.funded)
    request = funded[np.argsort(lending.funded_day[funded], kind="stable")]
    principal = lending.principal_cents[request]
    funded_day = lending.funded_day[request]
    defaults = risk.defaults[request]
    number = np.arange(1, TERM + 1)
    principal_due, fee_due = schedule_cents(principal, lending.tier[request])
    due_day = horizon.after_months(funded_day[:, None], number)
    clean = (requests.scheme[request] == BUST_OUT) & ~requests.is_strike[request]
    after, extra, is_refund = _draw_extras(rng, principal_due, ~defaults, clean, world)
    lateness = conditions.lateness[np.minimum(due_day, horizon.days - 1)]
    return Loans(
        request=request,
        principal_cents=principal,
        tier=lending.tier[request],
        funded_day=funded_day,
        due_day=due_day,
        principal_due=principal_due,
        fee_due=fee_due,
        delay=_draw_delays(rng, risk.pd_given_factors[request], lateness, after == NEVER, world),
        first_missed=np.where(defaults, risk.first_missed[request], NEVER),
        walks_away=requests.is_strike[request],
        extra_after=after,
        extra_cents=extra,
        is_refund=is_refund,
        refund_day=_refund_days(rng, funded_day, due_day, after),
    )


def schedule_cents(principal_cents: Ints, tier: Ints) -> tuple[Ints, Ints]:
    """Principal and fee of each instalment, loans × 6, in cents.

    Principal: after k instalments k/6 of it has been due, rounded half up. Fee of month k: rate k
    of the original principal, rounded half up.
    """
    due = np.diff((2 * np.arange(TERM + 1) * principal_cents[:, None] + TERM) // (2 * TERM))
    rates = np.array(TIER_RATES_BPS)[tier]
    return due, (principal_cents[:, None] * rates + 5_000) // 10_000


def _draw_delays(
    rng: np.random.Generator,
    pd: Floats,
    lateness: Floats,
    may_be_late: NDArray[np.bool_],
    world: Parameters,
) -> Ints:
    """Days late, mostly under 30, at most 85: risky borrowers are late more often."""
    shape = (len(pd), TERM)
    usual = np.clip(world.late_share * np.sqrt(pd / 0.06), 0.02, 0.3) * may_be_late
    chance = np.minimum(usual[:, None] * lateness, 0.6)
    depth = rng.random(shape)
    days = np.select(
        [depth < 0.80, depth < 0.95],
        [1 + np.minimum(rng.exponential(9, shape), 28), rng.uniform(30, 60, shape)],
        rng.uniform(60, LONGEST_DELAY, shape),
    )
    return np.where(rng.random(shape) < chance, days, 0).astype(np.int64)


def _draw_extras(
    rng: np.random.Generator,
    principal_due: Ints,
    may_have: NDArray[np.bool_],
    must_prepay: NDArray[np.bool_],
    world: Parameters,
) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Early payoff or a refund of the order: when, how much, and which of the two."""
    n = len(principal_due)
    chance = np.where(may_have, rng.random(n), 1.0)
    chance = np.where(must_prepay & may_have, 0.0, chance)
    steps = (world.prepaid_share, world.refunded_within_48h, world.refunded_later)
    kind = np.searchsorted(np.cumsum([*steps, world.refunded_partly]), chance, side="right")
    after = np.where(kind == 1, 0, rng.integers(1, TERM - 1, n))
    paid = np.concatenate([np.zeros((n, 1), np.int64), np.cumsum(principal_due, axis=1)], axis=1)
    principal = paid[:, -1]
    left = principal - paid[np.arange(n), after]
    part = np.minimum((principal * rng.uniform(0.1, 0.4, n)).astype(np.int64), left)
    extra = np.select([kind <= 2, kind == 3], [left, np.maximum(part, 1)], 0)
    return np.where(kind <= 3, after, NEVER), extra, (kind >= 1) & (kind <= 3)


def _refund_days(rng: np.random.Generator, funded_day: Ints, due_day: Ints, after: Ints) -> Ints:
    """One day after funding for a refund within 48 hours, else 5-24 days after a due date."""
    n = len(funded_day)
    due = due_day[np.arange(n), np.clip(after, 1, TERM) - 1]
    return np.where(after == 0, funded_day + 1, due + rng.integers(5, 25, n))
