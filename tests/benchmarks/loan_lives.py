"""How the loans of the large book go: paid, late, paid off early, undone, lost, recovered."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Ints = NDArray[np.int64]

TERM, NEVER = 6, 7
FEE_POINTS = np.array(
    [[125, 125, 25, 25, 25, 25], [200, 200, 50, 50, 50, 50], [275, 275, 75, 75, 75, 75]]
)
DEFAULT_TIMING = (0.20, 0.20, 0.20, 0.18, 0.14, 0.08)
PAYMENT, REFUND, CHARGE_OFF, RECOVERY = range(4)


@dataclass(frozen=True)
class Lives:
    """Loans (a frame) and what becomes of each, loans × 6 where an instalment is meant.

    Instalments before `first_missed` are paid `delay` days late; the loan is paid off with number
    `last`; one that is `undone` is refunded the day after it was funded.
    """

    loans: pd.DataFrame
    due_day: Ints
    principal_due: Ints
    fee_due: Ints
    first_missed: Ints
    last: Ints
    delay: Ints
    undone: NDArray[np.bool_]


def draw_lives(
    rng: np.random.Generator, loans: pd.DataFrame, probability: NDArray[np.float64], first: date
) -> Lives:
    """Draw who defaults (with `probability`), when, and how the others pay."""
    count = len(loans)
    cents = loans["principal_cents"].to_numpy()
    number = np.arange(TERM + 1)
    due_by = (2 * number * cents[:, None] + TERM) // (2 * TERM)
    defaults = rng.random(count) < probability
    missed = rng.choice(np.arange(1, NEVER), count, p=DEFAULT_TIMING)
    early = rng.random(count) < 0.08
    return Lives(
        loans=loans,
        due_day=_due_days(loans["day"].to_numpy(), first),
        principal_due=np.diff(due_by, axis=1),
        fee_due=(2 * cents[:, None] * FEE_POINTS[loans["tier"]] + 10_000) // 20_000,
        first_missed=np.where(defaults, missed, NEVER),
        last=np.where(early, rng.integers(1, TERM, count), TERM),
        delay=_draw_delays(rng, count),
        undone=~defaults & (rng.random(count) < 0.01),
    )


def draw_events(rng: np.random.Generator, lives: Lives, last_day: int) -> pd.DataFrame:
    """One row per event known by `last_day`: loan, kind, part, day, known_day, cents."""
    events = pd.concat([_payments(lives), _refunds(lives), *_losses(rng, lives)], ignore_index=True)
    settles = events["kind"].isin([PAYMENT, RECOVERY])
    events["known_day"] = events["day"] + settles.astype(np.int64)
    return events[(events["known_day"] <= last_day) & (events["cents"] > 0)]


def _due_days(funded_day: Ints, first: date) -> Ints:
    """The same day one to six months later, or that month's last, in days since `first`."""
    start = np.datetime64(first, "D")
    funded = start + funded_day
    months = funded.astype("datetime64[M]")
    day_of_month = (funded - months.astype("datetime64[D]")).astype(np.int64)
    due_month = months[:, None] + np.arange(1, TERM + 1)
    begins = due_month.astype("datetime64[D]")
    length = ((due_month + 1).astype("datetime64[D]") - begins).astype(np.int64)
    return (begins - start).astype(np.int64) + np.minimum(day_of_month[:, None], length - 1)


def _draw_delays(rng: np.random.Generator, count: int) -> Ints:
    """Most pay on the day; one in eight up to 25 days late, one in fifty more than a month."""
    kind = rng.random((count, TERM))
    days = np.where(kind < 0.125, rng.integers(1, 26, (count, TERM)), 0)
    return np.where(kind > 0.98, rng.integers(31, 60, (count, TERM)), days)


def _payments(lives: Lives) -> pd.DataFrame:
    """Every instalment with its fee; what pays a loan off brings all principal that is left."""
    number = np.arange(1, TERM + 1)
    before = np.cumsum(lives.principal_due, axis=1) - lives.principal_due
    left = lives.loans["principal_cents"].to_numpy()[:, None] - before
    is_last = number == lives.last[:, None]
    cents = np.where(is_last, left, lives.principal_due) + lives.fee_due
    made = (number < lives.first_missed[:, None]) & (number <= lives.last[:, None])
    made &= ~lives.undone[:, None]
    day = np.maximum.accumulate(lives.due_day + lives.delay, axis=1)
    loan, part = np.nonzero(made)
    return _events(PAYMENT, loan, part, day[made], cents[made])


def _refunds(lives: Lives) -> pd.DataFrame:
    loan = np.flatnonzero(lives.undone)
    day = lives.loans["day"].to_numpy()[loan] + 1
    cents = lives.loans["principal_cents"].to_numpy()[loan]
    return _events(REFUND, loan, np.zeros_like(loan), day, cents)


def _losses(rng: np.random.Generator, lives: Lives) -> list[pd.DataFrame]:
    """Charge-off 120 days after the first miss; six in ten bring something back, in two parts."""
    loan = np.flatnonzero(lives.first_missed <= lives.last)
    count, position = len(loan), lives.first_missed[loan] - 1
    paid = (np.cumsum(lives.principal_due, axis=1) - lives.principal_due)[loan, position]
    owed = lives.loans["principal_cents"].to_numpy()[loan] - paid
    day = lives.due_day[loan, position] + 120 + rng.integers(0, 10, count)
    share = rng.beta(1.5, 5.5, count) * (rng.random(count) < 0.6)
    cents = (owed * share / 2).astype(np.int64)
    lags = [rng.integers(60, 200, count), rng.integers(200, 400, count)]
    return [
        _events(CHARGE_OFF, loan, np.zeros_like(loan), day, owed),
        *(
            _events(RECOVERY, loan, np.full(count, part), day + lag, cents)
            for part, lag in enumerate(lags)
        ),
    ]


def _events(kind: int, loan: Ints, part: Ints, day: Ints, cents: Ints) -> pd.DataFrame:
    return pd.DataFrame({"loan": loan, "kind": kind, "part": part, "day": day, "cents": cents})
