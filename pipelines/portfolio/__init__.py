"""Portfolio: the loan-month panel and the book's risk read off it."""

from pipelines.portfolio.concentration import Concentration, Exposure, concentration, herfindahl
from pipelines.portfolio.noise import differ
from pipelines.portfolio.offered import OfferedBook, OfferedCell, offered_book
from pipelines.portfolio.originations import OriginationMonth, origination_months
from pipelines.portfolio.panel import (
    BookBreach,
    BookFlow,
    BookMonth,
    LoanMonth,
    StatusMonth,
    book_breaches,
    book_flows,
    book_months,
    build_loan_months,
    net_charge_off_rate,
    panel_as_of,
    recovery_rate,
    restated,
    status_months,
    trailing_net_charge_off,
    utilisation,
)
from pipelines.portfolio.rolls import Roll, roll_rates
from pipelines.portfolio.shifts import LendingShift
from pipelines.portfolio.summary import PortfolioSummary, portfolio_summary
from pipelines.portfolio.turns import (
    BookTurns,
    DelinquencyEpisode,
    VintageContrast,
    book_turns,
)
from pipelines.portfolio.vintages import VintagePoint, vintages

__all__ = [
    "BookBreach",
    "BookFlow",
    "BookMonth",
    "BookTurns",
    "Concentration",
    "DelinquencyEpisode",
    "Exposure",
    "LendingShift",
    "LoanMonth",
    "OfferedBook",
    "OfferedCell",
    "OriginationMonth",
    "PortfolioSummary",
    "Roll",
    "StatusMonth",
    "VintageContrast",
    "VintagePoint",
    "book_breaches",
    "book_flows",
    "book_months",
    "book_turns",
    "build_loan_months",
    "concentration",
    "differ",
    "herfindahl",
    "net_charge_off_rate",
    "offered_book",
    "origination_months",
    "panel_as_of",
    "portfolio_summary",
    "recovery_rate",
    "restated",
    "roll_rates",
    "status_months",
    "trailing_net_charge_off",
    "utilisation",
    "vintages",
]
