"""The portfolio in one record: what is owed, how late it is and what it may lose."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.offers import Policy
from pipelines.portfolio.exposure.concentration import Concentration, concentration
from pipelines.portfolio.loss.open_loans import open_loans
from pipelines.portfolio.offered import OfferedBook, offered_book
from pipelines.portfolio.originations import OriginationMonth, origination_months
from pipelines.portfolio.panel import (
    BookMonth,
    StatusMonth,
    book_months,
    net_charge_off_rate,
    status_months,
)
from pipelines.portfolio.reader import Reader
from pipelines.portfolio.turns import BookTurns, book_turns
from pipelines.store import sql_text

TOP_NAMES = 10


@dataclass(frozen=True)
class PortfolioSummary:
    """The book at its last month-end; money in cents.

    `basis` says what exposure, expected loss and concentration are about: 'loans', or 'offers' in
    a book without loans. Expected loss is that of `open_loans`, summed in whole cents;
    `unscored_cents` is the balance of loans that have no PD and are not in it.
    Rates are fractions, None where there is nothing to measure them on.
    """

    as_of: date | None
    currency: str | None
    basis: str
    outstanding_cents: int
    open_loans: int
    share_30_plus: float | None
    net_charge_off_rate: float | None
    expected_loss_cents: int
    unscored_cents: int
    months: tuple[BookMonth, ...]
    statuses: tuple[StatusMonth, ...]
    originations: tuple[OriginationMonth, ...]
    turns: BookTurns
    concentration: dict[str, Concentration]
    offered: OfferedBook

    def to_json(self) -> dict[str, Any]:
        """Return the summary in the shape of `portfolio --json`; money in cents."""
        return {
            "as_of": self.as_of and self.as_of.isoformat(),
            "currency": self.currency,
            "basis": self.basis,
            "outstanding_cents": self.outstanding_cents,
            "open_loans": self.open_loans,
            "share_30_plus": self.share_30_plus,
            "net_charge_off_rate": self.net_charge_off_rate,
            "expected_loss_cents": self.expected_loss_cents,
            "unscored_cents": self.unscored_cents,
            "status_by_month": [_status_json(status) for status in self.statuses],
            "concentration": {
                name: _concentration_json(found) for name, found in self.concentration.items()
            },
            "offered": {
                "applications": self.offered.applications,
                "approved": self.offered.approved,
                "amount_cents": self.offered.amount_cents,
                "expected_loss_cents": self.offered.expected_loss_cents,
                "expected_profit_cents": self.offered.expected_profit_cents,
            },
        }


def portfolio_summary(reader: Reader, policy: Policy) -> PortfolioSummary:
    """Summarise the published book; an empty book gives zeros, None and empty tuples."""
    book = reader.rows(sql_text(__file__, "sql/book.sql"))
    as_of, currency = book[0] if book else (None, None)
    months = book_months(reader)
    offered, originations = offered_book(reader), origination_months(reader)
    basis = "loans" if months or not offered.cells else "offers"
    loss, unscored = _expected_loss(reader, policy) if months else (offered.expected_loss_cents, 0)
    last = months[-1] if months else None
    return PortfolioSummary(
        as_of=as_of,
        currency=currency,
        basis=basis,
        outstanding_cents=last.balance_cents if last else 0,
        open_loans=last.open_loans if last else 0,
        share_30_plus=last.share_30_plus if last else None,
        net_charge_off_rate=net_charge_off_rate(months),
        expected_loss_cents=loss,
        unscored_cents=unscored,
        months=months,
        statuses=status_months(reader),
        originations=originations,
        turns=book_turns(months, originations),
        concentration=concentration(reader, basis),
        offered=offered,
    )


def _expected_loss(reader: Reader, policy: Policy) -> tuple[int, int]:
    loans = open_loans(reader, policy)
    return (int(loans.allowance_cents.sum()), loans.unscored_cents) if loans else (0, 0)


def _status_json(status: StatusMonth) -> dict[str, Any]:
    return {
        "month_end": status.month_end.isoformat(),
        "status": status.status,
        "loans": status.loans,
        "balance_cents": status.balance_cents,
    }


def _concentration_json(found: Concentration) -> dict[str, Any]:
    return {
        "hhi": found.hhi,
        "largest": [
            {
                "key": exposure.key,
                "label": exposure.label,
                "merchants": exposure.merchants,
                "exposure_cents": exposure.exposure_cents,
                "share": exposure.share,
            }
            for exposure in found.exposures[:TOP_NAMES]
        ],
    }
