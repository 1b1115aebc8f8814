"""Back-test: what an earlier allowance expected against what those loans have lost since."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
from scipy.optimize import brentq
from scipy.special import ndtr

from pipelines.errors import Refused
from pipelines.offers import Policy
from pipelines.portfolio.loss.default_counts import FIRST_DAYS, Flags, Floats
from pipelines.portfolio.loss.open_loans import OpenLoans, last_month_end, open_loans
from pipelines.portfolio.originations import OriginationMonth, origination_months
from pipelines.portfolio.reader import Reader
from pipelines.stats.correlation import asset_correlation, conditional_pd
from pipelines.store import sql_text

TAILS = (0.025, 0.975)
NODES = 32
MONTHS_BACK = 12
CAME = ("owed_cents", "charged_off_cents", "recovered_cents", "in_default_cents", "open_cents")


@dataclass(frozen=True)
class BackTest:
    """The open loans of `as_of` with a PD, what was expected of them and what came until `through`.

    `loans` were not in default at `as_of`; `expected_defaults` is the sum of their PDs, with the
    95 % range `low` to `high` of chance and of the economy, as far as the book's own vintages show
    how much defaults move together (`correlation`, None for chance alone). Money in cents, over all
    loans with a PD, those already in default among them: the balance owed at default as expected
    and as it came, the allowance, charge-offs and recoveries since, what is still owed in default
    and what is still owed by others. Recoveries to come are not in it, so `lost_cents` is at its
    highest.
    """

    as_of: date
    through: date
    loans: int
    expected_defaults: float
    low: float
    high: float
    correlation: float | None
    defaults: int
    expected_owed_cents: int
    allowance_cents: int
    owed_cents: int
    charged_off_cents: int
    recovered_cents: int
    in_default_cents: int
    open_cents: int

    @property
    def lost_cents(self) -> int:
        """What has been lost by `through`, with nothing more recovered."""
        return self.charged_off_cents - self.recovered_cents + self.in_default_cents

    @property
    def is_inside(self) -> bool:
        """Whether as many loans defaulted as the range allows."""
        return self.low <= self.defaults <= self.high


def back_test(
    reader: Reader, policy: Policy, *, months: int = MONTHS_BACK, through: date | None = None
) -> BackTest | None:
    """Test the allowance `months` before `through`, by default the panel's last month-end.

    Estimates are those of the earlier date; PDs at application are the champion's, so where it
    was trained on later loans the test is kinder than it was at the time. None where the book had
    no scored loan then.
    """
    end = through or last_month_end(reader)
    loans = end and open_loans(reader, policy, as_of=_months_before(end, months))
    if not end or not loans or np.isnan(loans.pd).all():
        return None
    dates = {"as_of": loans.as_of, "through": end}
    came = reader.arrow(sql_text(__file__, "sql/realised.sql"), dates)
    return _against(loans, came, end, vintage_correlation(origination_months(reader)))


def _against(
    loans: OpenLoans, came: pa.Table, through: date, correlation: float | None
) -> BackTest:
    scored = ~np.isnan(loans.pd)
    alive = scored & (loans.days_past_due < FIRST_DAYS[-1])
    pds = loans.pd[alive]
    low, high = default_range(pds, correlation) if len(pds) else (0.0, 0.0)
    owed = (loans.pd * loans.ead_cents)[scored].sum()
    return BackTest(
        as_of=loans.as_of,
        through=through,
        loans=len(pds),
        expected_defaults=float(pds.sum()),
        low=low,
        high=high,
        correlation=correlation,
        defaults=_total(came, "is_default", alive),
        expected_owed_cents=round(float(owed)),
        allowance_cents=int(loans.allowance_cents.sum()),
        **{name: _total(came, name, scored) for name in CAME},
    )


def default_range(pds: Floats, correlation: float | None) -> tuple[float, float]:
    """The 95 % range of the number of defaults: chance given the economy, over all economies.

    Defaults are independent given one standard normal factor (Vasicek 2002), the factor integrated
    by Gauss-Hermite quadrature, the count given it taken as normal.
    """
    factors, weights = np.polynomial.hermite_e.hermegauss(NODES)
    rho = correlation or 0.0
    given = [conditional_pd(pds, rho, factor) for factor in factors]
    means = np.array([pd.sum() for pd in given])
    spreads = np.sqrt([(pd * (1 - pd)).sum() for pd in given]) + 1e-9
    share = weights / weights.sum()

    def below(count: float, tail: float) -> float:
        return float(share @ ndtr((count - means) / spreads)) - tail

    low, high = (float(brentq(below, -1.0, len(pds) + 1.0, args=(tail,))) for tail in TAILS)
    return max(low, 0.0), min(high, float(len(pds)))


def vintage_correlation(months: tuple[OriginationMonth, ...]) -> float | None:
    """Asset correlation of the judged funding months; None where there are fewer than six."""
    judged = [month for month in months if month.is_judged]
    try:
        return asset_correlation(
            [month.defaulted_loans for month in judged], [month.loans for month in judged]
        ).rho
    except Refused:
        return None


def _total(rows: pa.Table, column: str, places: Flags) -> int:
    return int(rows[column].to_numpy()[places].sum())


def _months_before(end: date, months: int) -> date:
    """The month-end so many months before a month-end."""
    first: date = (np.datetime64(end, "M") - months + 1).astype("datetime64[D]").item()
    return first - timedelta(days=1)
