"""What the lender's books show of a loan: payments, order refunds, charge-off, recoveries."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from pipelines.world.conditions import Setting
from pipelines.world.horizon import DAY_SECONDS, NEVER, Ints
from pipelines.world.loans import TERM, Loans
from pipelines.world.parameters import Parameters

KINDS = ("payment", "refund", "charge_off", "recovery")
RECOVERIES = 2


@dataclass(frozen=True)
class LoanEvents:
    """One entry per event; `loan` is the position in Loans, times in seconds from the start."""

    loan: Ints
    occurred: Ints
    known: Ints
    kind: Ints
    cents: Ints

    def where(self, keep: NDArray[np.bool_] | Ints) -> "LoanEvents":
        """The events picked by a mask or by positions."""
        return LoanEvents(**{f.name: getattr(self, f.name)[keep] for f in fields(self)})


@dataclass(frozen=True)
class _Batch:
    """Events of one kind before they are joined: day, cents (0 = none) and hour of the day."""

    kind: int
    loan: Ints
    day: Ints
    cents: Ints
    hour: int


def draw_loan_events(rng: np.random.Generator, loans: Loans, setting: Setting) -> LoanEvents:
    """Draw all events up to the last day, sorted by loan and time.

    Payments are known a day later, as the bank settles them; the lender's own entries at once.
    """
    last_second = setting.horizon.days * DAY_SECONDS
    partial = _draw_partial(rng, loans)
    batches = [
        _payments(loans, partial),
        _refunds(loans),
        *_losses(rng, loans, partial, setting),
    ]
    columns = {name: np.concatenate([getattr(b, name) for b in batches])
               for name in ("loan", "day", "cents")}  # fmt: skip
    kind = np.concatenate([np.full(len(b.loan), b.kind) for b in batches])
    hour = np.concatenate([np.full(len(b.loan), b.hour) for b in batches])
    occurred = columns["day"] * DAY_SECONDS + hour * 3600
    settles = np.where((kind == 0) | (kind == 3), DAY_SECONDS, 0)
    events = LoanEvents(columns["loan"], occurred, occurred + settles, kind, columns["cents"])
    events = events.where((events.cents > 0) & (events.known < last_second))
    return events.where(np.lexsort((events.kind, events.occurred, events.loan)))


def instalments_paid(loans: Loans, partial: Ints) -> Ints:
    """Cents paid for each instalment, loans × 6.

    Each takes its principal, as far as any is left after the extra payment, and its fee if the
    month began with a balance, so a refund of the order leaves the running month's fee; within
    48 hours of funding it leaves none. A defaulting loan pays `partial` cents of the first missed
    instalment, then nothing.
    """
    number = np.arange(1, TERM + 1)
    before = np.cumsum(loans.principal_due, axis=1) - loans.principal_due
    owed = loans.principal_cents[:, None] - before
    running_month = loans.extra_after + (loans.is_refund & (loans.extra_after > 0))
    opening = owed - loans.extra_cents[:, None] * (number > running_month[:, None])
    left = np.maximum(owed - loans.extra_cents[:, None] * (number > loans.extra_after[:, None]), 0)
    paid = np.minimum(loans.principal_due, left) + loans.fee_due * (opening > 0)
    prepaid = (number == loans.extra_after[:, None]) & ~loans.is_refund[:, None]
    paid = paid + prepaid * loans.extra_cents[:, None]
    missed = loans.first_missed[:, None]
    return np.select([number < missed, number == missed], [paid, partial[:, None]], 0)


def _draw_partial(rng: np.random.Generator, loans: Loans) -> Ints:
    """Three in ten defaulting borrowers pay a part of the first instalment they miss; no
    fraudster does."""
    n = len(loans.request)
    share = rng.uniform(0.2, 0.6, n) * (rng.random(n) < 0.3) * ~loans.walks_away
    position = np.clip(loans.first_missed, 1, TERM) - 1
    due = (loans.principal_due + loans.fee_due)[np.arange(n), position]
    return np.where(loans.first_missed < NEVER, (share * due).astype(np.int64), 0)


def _payments(loans: Loans, partial: Ints) -> _Batch:
    """A later instalment is never paid before an earlier one; a partial payment is 10 days late."""
    number = np.arange(1, TERM + 1)
    delay = np.where(number == loans.first_missed[:, None], 10, loans.delay)
    day = np.maximum.accumulate(loans.due_day + delay, axis=1)
    loan = np.repeat(np.arange(len(day)), TERM)
    return _Batch(0, loan, day.ravel(), instalments_paid(loans, partial).ravel(), 9)


def _refunds(loans: Loans) -> _Batch:
    loan = np.flatnonzero(loans.is_refund)
    return _Batch(1, loan, loans.refund_day[loan], loans.extra_cents[loan], 11)


def _losses(
    rng: np.random.Generator, loans: Loans, partial: Ints, setting: Setting
) -> list[_Batch]:
    """Charge-off of the principal left about 120 days past due, and two later recoveries.

    Forbearance, where the preset has any, puts the charge-off off.
    A partial payment counts against the fee first, then the principal.
    """
    loan = np.flatnonzero(loans.first_missed < NEVER)
    n = len(loan)
    position = loans.first_missed[loan] - 1
    paid = (np.cumsum(loans.principal_due, axis=1) - loans.principal_due)[loan, position]
    towards = np.maximum(partial[loan] - loans.fee_due[loan, position], 0)
    owed = loans.principal_cents[loan] - paid - towards
    missed = loans.due_day[loan, position]
    forbearance = setting.conditions.forbearance[np.minimum(missed, setting.horizon.days - 1)]
    waits = setting.parameters.charge_off_days + forbearance.astype(np.int64)
    day = missed + waits + rng.integers(0, 10, n)
    recovered = _draw_recovered(rng, owed, setting.parameters)
    lags = [rng.integers(120, 240, n), rng.integers(240, 400, n)]
    parts = [recovered - recovered // RECOVERIES, recovered // RECOVERIES]
    return [
        _Batch(2, loan, day, owed, 18),
        *(_Batch(3, loan, day + lag, part, 12) for lag, part in zip(lags, parts, strict=True)),
    ]


def _draw_recovered(rng: np.random.Generator, owed: Ints, world: Parameters) -> Ints:
    spread = world.lgd_mean * (1 - world.lgd_mean) / world.lgd_sd**2 - 1
    loss = rng.beta(world.lgd_mean * spread, (1 - world.lgd_mean) * spread, len(owed))
    return ((1 - loss) * owed).astype(np.int64)
