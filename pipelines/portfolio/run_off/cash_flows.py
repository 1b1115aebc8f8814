"""The cash that the open loans bring in by month: by contract, and as it is to be expected."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pipelines.offers import Policy
from pipelines.portfolio.loss import OpenLoans, TermStructure, open_loans, term_structure
from pipelines.portfolio.loss.default_counts import Floats, Ints
from pipelines.portfolio.loss.open_loans import last_month_end
from pipelines.portfolio.loss_distribution.book_correlation import book_correlation
from pipelines.portfolio.panel import month_end_after
from pipelines.portfolio.reader import Reader
from pipelines.stats.correlation import conditional_pd
from pipelines.store import sql_text

Flags = NDArray[np.bool_]

BAD_YEAR, GOOD_YEAR = 1.644854, -1.644854
USUAL_CORRELATION = 0.04


@dataclass(frozen=True)
class CashMonth:
    """One month ahead; money in cents. `low` is the cash of a bad year, `high` that of a good one.

    By contract, principal and fees are those of instalments not paid yet. Expected are the same
    less what defaults leave unpaid, with what is paid early and what late payers catch up on.
    """

    month_end: date
    contract_principal_cents: int
    contract_fee_cents: int
    principal_cents: float
    early_cents: float
    fee_cents: float
    low_cents: float
    high_cents: float

    @property
    def expected_cents(self) -> float:
        """Principal on schedule, early principal and fees."""
        return self.principal_cents + self.early_cents + self.fee_cents


@dataclass(frozen=True)
class RunOff:
    """The open loans at a month-end without new lending; money in cents.

    `late_cents` is principal already past due. `early_rate` is the part of what could be that is
    paid early each month. `lost_cents` is the principal that defaults leave unpaid, of which
    `recovery_cents` comes back after these months. `correlation` sets how far a bad year (one in
    twenty) and a good one lie from the expected.
    """

    as_of: date
    balance_cents: int
    late_cents: int
    early_rate: float
    correlation: float
    months: tuple[CashMonth, ...]
    lost_cents: float
    recovery_cents: float

    @property
    def expected_cents(self) -> float:
        """All cash expected in these months."""
        return sum(month.expected_cents for month in self.months)


@dataclass(frozen=True)
class Instalments:
    """What the open loans still have to pay: loans by months ahead, column 0 being late."""

    principal: Floats
    fees: Floats


def run_off(reader: Reader, policy: Policy, *, as_of: date | None = None) -> RunOff | None:
    """The run-off from the month-end `as_of`, the panel's last by default; None without loans.

    A loan on time defaults by its PD, at one of its instalments to come by the book's own timing,
    and pays what falls due before. A late loan pays all of it, at once what is late, or nothing.
    Loans without a PD are taken to default as the book's loans have. Early repayment is that of
    the last twelve months, the same each month. A bad and a good year move every PD as one common
    factor does that is exceeded one year in twenty (Vasicek), by the book's own correlation.
    """
    day = as_of or last_month_end(reader)
    if day is None:
        return None
    structure = term_structure(reader, policy.economics, day)
    found = open_loans(reader, policy, as_of=day, structure=structure)
    if found is None or not len(found):
        return None
    left = instalments_left(reader, found)
    pd = _filled(found.pd, structure)
    early, rho = early_rate(reader, day), _correlation(reader)
    expected = project(left, found, pd, structure, early)
    bad, good = (
        project(left, found, _moved(pd, rho, factor), structure, early).sum(axis=0)
        for factor in (BAD_YEAR, GOOD_YEAR)
    )
    lost = float(found.balance_cents.sum()) - float(expected[:2].sum())
    return RunOff(
        as_of=day,
        balance_cents=int(found.balance_cents.sum()),
        late_cents=int(left.principal[:, 0].sum()),
        early_rate=early,
        correlation=rho,
        months=tuple(
            CashMonth(
                month_end=month_end_after(day, ahead + 1),
                contract_principal_cents=int(left.principal[:, ahead + 1].sum()),
                contract_fee_cents=int(left.fees[:, ahead + 1].sum()),
                principal_cents=float(expected[0, ahead]),
                early_cents=float(expected[1, ahead]),
                fee_cents=float(expected[2, ahead]),
                low_cents=float(bad[ahead]),
                high_cents=float(good[ahead]),
            )
            for ahead in range(expected.shape[1])
        ),
        lost_cents=lost,
        recovery_cents=lost * (1 - policy.economics.lgd),
    )


def instalments_left(reader: Reader, found: OpenLoans) -> Instalments:
    """What is unpaid of each open loan's instalments; at least one month ahead."""
    rows = reader.arrow(sql_text(__file__, "sql/instalments_left.sql"), {"month_end": found.as_of})
    loan = np.searchsorted(found.loan_id.astype(str), rows["loan_id"].to_numpy().astype(str))
    ahead = rows["months_ahead"].to_numpy()
    shape = len(found), int(ahead.max(initial=1)) + 1
    principal, fees = np.zeros(shape), np.zeros(shape)
    principal[loan, ahead] = rows["principal_cents"].to_numpy()
    fees[loan, ahead] = rows["fee_cents"].to_numpy()
    return Instalments(principal, fees)


def early_rate(reader: Reader, as_of: date) -> float:
    """Principal paid early a month, as a share of what could have been, over twelve months."""
    sql = sql_text(__file__, "sql/early_repayment.sql")
    early, could = reader.rows(sql, {"month_end": as_of})[0]
    return float(early) / float(could) if could else 0.0


def project(
    left: Instalments, found: OpenLoans, pd: Floats, structure: TermStructure, early: float
) -> Floats:
    """Expected principal on schedule, principal paid early and fees, by month ahead from 1 on."""
    paying = still_paying(pd, found.months_on_book, found.days_past_due > 0, structure, left)
    due = (left.principal[:, 1:] * paying).sum(axis=0)
    fees = (left.fees[:, 1:] * paying).sum(axis=0)
    kept = (1 - early) ** np.arange(len(due))
    remaining = due[::-1].cumsum()[::-1] - due
    principal, ahead = due * kept, early * kept * remaining
    principal[0] += float((left.principal[:, 0] * (1 - pd)).sum())
    fees = fees * kept
    fees[0] += float((left.fees[:, 0] * (1 - pd)).sum())
    return np.stack([principal, ahead, fees])


def still_paying(
    pd: Floats, months_on_book: Ints, is_late: Flags, structure: TermStructure, left: Instalments
) -> Floats:
    """Probability that each loan pays each instalment to come: that its default has not begun."""
    shares = np.array([month.share for month in structure.months])
    ahead = np.arange(left.principal.shape[1] - 1)
    step = np.minimum(months_on_book[:, None] + ahead[None, :], len(shares) - 1)
    weight = shares[step] * (left.principal[:, 1:] > 0)
    total = weight.sum(axis=1, keepdims=True)
    begun = np.divide(weight.cumsum(axis=1), total, out=np.ones_like(weight), where=total > 0)
    return 1 - pd[:, None] * np.where(is_late[:, None], 1.0, begun)


def _filled(pd: Floats, structure: TermStructure) -> Floats:
    judged = structure.judged_loans
    usual = structure.defaulted_loans / judged if judged else 0.0
    return np.where(np.isnan(pd), usual, pd)


def _moved(pd: Floats, rho: float, factor: float) -> Floats:
    return np.where(pd >= 1, 1.0, conditional_pd(np.minimum(pd, 1 - 1e-12), rho, factor))


def _correlation(reader: Reader) -> float:
    found = book_correlation(reader)
    return found.rho if found else USUAL_CORRELATION
