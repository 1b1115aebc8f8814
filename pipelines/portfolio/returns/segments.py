"""What the loans of each segment earned: fees less funding, servicing and losses."""

from dataclasses import dataclass
from datetime import date
from math import sqrt

from pipelines.offers import Policy
from pipelines.portfolio.loss import OpenLoans
from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text

DIMENSIONS = ("grade", "tier", "industry", "region", "vintage", "loan number")
MONTHS_A_YEAR = 12
NORMAL_95 = 1.959964
FEWEST_MERCHANTS = 10


@dataclass(frozen=True)
class SegmentReturn:
    """One segment's loans; money in cents, over their lives or the months asked for.

    `fees_cents` were paid, not only billed. Funding is the policy's yearly rate on the mean of each
    month's opening and closing balance, servicing the policy's share of what was lent.
    `expected_loss_cents` is what the open loans may still lose, 0 where only realised results were
    asked for. What the open loans will still bring in is not counted.
    """

    dimension: str
    segment: str
    loans: int
    merchants: int
    originated_cents: int
    fees_cents: int
    funding_cents: int
    servicing_cents: int
    net_charge_off_cents: int
    expected_loss_cents: int
    balance_months_cents: float
    profit_squares: float
    profit_balances: float
    balance_squares: float

    @property
    def profit_cents(self) -> int:
        """Fees less funding, servicing, net charge-off and expected loss."""
        costs = self.funding_cents + self.servicing_cents
        return self.fees_cents - costs - self.net_charge_off_cents - self.expected_loss_cents

    @property
    def rate(self) -> float | None:
        """Profit a year over the mean balance; None where nothing was ever owed."""
        return self.a_year(self.profit_cents)

    def a_year(self, cents: float) -> float | None:
        """An amount of these months as a yearly share of the mean balance."""
        owed = self.balance_months_cents
        return MONTHS_A_YEAR * cents / owed if owed else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """95 % interval of the return, merchants as the units that vary; None below ten of them.

        The ratio estimator's linearised variance (Cochran 1977, 6.4): n / (n - 1) times the sum
        of squared residuals (profit - return x balance) of merchants, over the squared total.
        """
        if self.merchants < FEWEST_MERCHANTS or self.rate is None:
            return None
        ratio = self.rate / MONTHS_A_YEAR
        squares = self.profit_squares - 2 * ratio * self.profit_balances
        squares += ratio * ratio * self.balance_squares
        spread = sqrt(max(squares, 0.0) * self.merchants / (self.merchants - 1))
        half = NORMAL_95 * MONTHS_A_YEAR * spread / self.balance_months_cents
        return self.rate - half, self.rate + half


def returns_by_segment(
    reader: Reader, policy: Policy, found: OpenLoans | None, *, after: date | None = None
) -> tuple[SegmentReturn, ...]:
    """Every segment of every dimension, and the book as a dimension of its own.

    Over the loans' lives up to now, less what the open loans in `found` are expected to lose; or,
    with `after`, what was realised in the months after that month-end. The segments of each
    dimension add up to the book to the cent. Empty for a book without loans.
    """
    economics = policy.economics
    is_life = after is None and found is not None
    asked = {
        "after": after or date(1, 1, 1),
        "funding_rate": economics.funding_rate,
        "servicing_share": economics.servicing_share,
        "loans": [str(loan) for loan in found.loan_id] if found and is_life else [],
        "losses": [int(cents) for cents in found.allowance_cents] if found and is_life else [],
    }
    rows = reader.rows(sql_text(__file__, "sql/segment_returns.sql"), asked)
    return tuple(SegmentReturn(*row) for row in rows)
