"""Loss given default: what charge-offs recover, month by month, and what is lost in the end."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from pipelines.offers.terms import Economics
from pipelines.portfolio.loss.default_counts import Flags, Floats, Ints
from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text

LEAST_CHARGE_OFFS = 30
LEAST_MONTHS = 12
Z_95 = 1.959964


@dataclass(frozen=True)
class Lgd:
    """A loss given default as a share of the exposure, and where it comes from.

    An observed one has its 95 % interval and the number of charge-offs behind it; the policy's is
    an assumption and has neither.
    """

    source: Literal["policy", "observed"]
    value: float
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True)
class RecoveryMonth:
    """Share of charge-offs recovered up to a month, undiscounted, with its 95 % bounds.

    `charge_offs` counts the loans old enough to show the month; `discounted` is the same share
    worth at charge-off.
    """

    months_since: int
    charge_offs: int
    recovered: float
    low: float
    high: float
    discounted: float


@dataclass(frozen=True)
class Workout:
    """What became of the charge-offs up to `as_of`, in cents, and the LGD that follows.

    `observed` is None where the recovery curve reaches less than twelve months with 30 charge-offs.
    Expected loss uses `in_use`, the policy's: prices and decisions rest on it, and one book must
    not lose by one figure and lend by another. What was observed is shown beside it.
    """

    as_of: date
    charge_offs: int
    charged_off_cents: int
    recovered_cents: int
    discount_rate: float
    curve: tuple[RecoveryMonth, ...]
    policy: Lgd
    observed: Lgd | None

    @property
    def in_use(self) -> Lgd:
        """The LGD that expected loss is reckoned with."""
        return self.policy


def workout(reader: Reader, economics: Economics, as_of: date) -> Workout:
    """The recoveries of all charge-offs up to the month-end `as_of`, discounted at funding cost."""
    rows = reader.arrow(sql_text(__file__, "sql/workout.sql"), {"as_of": as_of})
    columns = {name: rows[name].to_numpy().astype(np.int64) for name in rows.column_names}
    owed, seen, recovered = _by_loan(columns)
    rate = economics.funding_rate
    return Workout(
        as_of=as_of,
        charge_offs=len(owed),
        charged_off_cents=int(owed.sum()),
        recovered_cents=int(recovered.sum()),
        discount_rate=rate,
        curve=recovery_curve(owed, seen, recovered, rate),
        policy=Lgd("policy", economics.lgd, None, None, 0),
        observed=observed_lgd(owed, seen, recovered, rate),
    )


def recovery_curve(
    owed: Ints, seen: Ints, recovered: Ints, rate: float
) -> tuple[RecoveryMonth, ...]:
    """Cumulative recoveries by months since charge-off, as far as 30 charge-offs are seen.

    `owed` and `seen` (months since charge-off) are by loan, `recovered` by loan and month. Additive
    chain ladder: each month's recoveries over the charge-offs old enough to show it, summed, so
    that young charge-offs count where they are seen. A multiplicative one fails here, as nothing
    is recovered in the first months. Bounds from the linearised variance over loans.
    """
    at_risk = _months_seen(seen, recovered)
    plain, error = _cumulative(owed, at_risk, recovered, np.ones(at_risk.shape[1]))
    worth, _ = _cumulative(owed, at_risk, recovered, _discount(rate, at_risk.shape[1]))
    low, high = np.maximum(plain - Z_95 * error, 0.0), plain + Z_95 * error
    columns = (at_risk.sum(axis=0), plain, low, high, worth)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return tuple(RecoveryMonth(month, *row) for month, row in enumerate(rows))


def observed_lgd(owed: Ints, seen: Ints, recovered: Ints, rate: float) -> Lgd | None:
    """1 less the discounted recoveries of `recovery_curve`; None where it is too short."""
    at_risk = _months_seen(seen, recovered)
    months = at_risk.shape[1]
    if months <= LEAST_MONTHS:
        return None
    worth, error = _cumulative(owed, at_risk, recovered, _discount(rate, months))
    value, reach = 1 - float(worth[-1]), Z_95 * float(error[-1])
    return Lgd("observed", value, max(value - reach, 0.0), min(value + reach, 1.0), len(owed))


def _months_seen(seen: Ints, recovered: Ints) -> Flags:
    """Whether each loan is old enough to show each month, for the months that 30 loans show."""
    at_risk = seen[:, None] >= np.arange(recovered.shape[1])
    return at_risk[:, : int((at_risk.sum(axis=0) >= LEAST_CHARGE_OFFS).sum())]


def _cumulative(
    owed: Ints, at_risk: Flags, recovered: Ints, weights: Floats
) -> tuple[Floats, Floats]:
    """The cumulative share by month and its standard error, each month times its weight."""
    months = len(weights)
    seen_cents = np.where(at_risk, owed[:, None], 0).astype(float)
    total = seen_cents.sum(axis=0)
    share = recovered[:, :months].sum(axis=0) / total
    parts = weights / total * (recovered[:, :months] - share * seen_cents)
    influence = np.cumsum(parts, axis=1)
    return np.cumsum(weights * share), np.sqrt((influence**2).sum(axis=0))


def _discount(rate: float, months: int) -> Floats:
    return (1 + rate) ** (-np.arange(months) / 12)


def _by_loan(columns: dict[str, Ints]) -> tuple[Ints, Ints, Ints]:
    """Charged-off cents and months seen by loan, and recoveries by loan and month."""
    loans = int(columns["loan"].max(initial=-1)) + 1
    months = int(columns["months_seen"].max(initial=-1)) + 1
    owed, seen = np.zeros(loans, dtype=np.int64), np.zeros(loans, dtype=np.int64)
    recovered = np.zeros((loans, months), dtype=np.int64)
    np.add.at(owed, columns["loan"], columns["charged_off_cents"])
    seen[columns["loan"]] = columns["months_seen"]
    place = columns["loan"], columns["months_since"]
    np.add.at(recovered, place, columns["recovered_cents"])
    return owed, seen, recovered
