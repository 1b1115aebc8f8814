"""Portfolio: the loan-month panel and the book's risk read off it."""

from pipelines.portfolio.concentration import Concentration, Exposure, concentration, herfindahl
from pipelines.portfolio.months import build_loan_months
from pipelines.portfolio.offered import OfferedBook, OfferedCell, offered_book
from pipelines.portfolio.panel import (
    BookMonth,
    StatusMonth,
    book_months,
    net_charge_off_rate,
    status_months,
)
from pipelines.portfolio.rolls import Roll, roll_rates
from pipelines.portfolio.summary import PortfolioSummary, portfolio_summary
from pipelines.portfolio.vintages import VintagePoint, vintages

__all__ = [
    "BookMonth",
    "Concentration",
    "Exposure",
    "OfferedBook",
    "OfferedCell",
    "PortfolioSummary",
    "Roll",
    "StatusMonth",
    "VintagePoint",
    "book_months",
    "build_loan_months",
    "concentration",
    "herfindahl",
    "net_charge_off_rate",
    "offered_book",
    "portfolio_summary",
    "roll_rates",
    "status_months",
    "vintages",
]
