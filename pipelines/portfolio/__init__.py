"""Portfolio: the loan-month panel and the book's risk read off it."""

from pipelines.portfolio.exposure import (
    BookLimits,
    Concentration,
    ConcentrationMonth,
    Exposure,
    LimitState,
    MapCell,
    concentration,
    concentration_months,
    herfindahl,
    industry_region,
    limit_states,
    load_book_limits,
)
from pipelines.portfolio.months import build_loan_months
from pipelines.portfolio.noise import differ
from pipelines.portfolio.offered import OfferedBook, OfferedCell, offered_book
from pipelines.portfolio.originations import OriginationMonth, origination_months
from pipelines.portfolio.panel import (
    BookMonth,
    StatusMonth,
    book_months,
    net_charge_off_rate,
    status_months,
    trailing_net_charge_off,
)
from pipelines.portfolio.rates.rolls import Roll, roll_rates
from pipelines.portfolio.rates.vintages import VintagePoint, vintages
from pipelines.portfolio.shifts import LendingShift
from pipelines.portfolio.summary import PortfolioSummary, portfolio_summary
from pipelines.portfolio.tape import TapeAgreement, tape_agreement
from pipelines.portfolio.turns import (
    BookTurns,
    DelinquencyEpisode,
    VintageContrast,
    book_turns,
)

__all__ = [
    "BookLimits",
    "BookMonth",
    "BookTurns",
    "Concentration",
    "ConcentrationMonth",
    "DelinquencyEpisode",
    "Exposure",
    "LendingShift",
    "LimitState",
    "MapCell",
    "OfferedBook",
    "OfferedCell",
    "OriginationMonth",
    "PortfolioSummary",
    "Roll",
    "StatusMonth",
    "TapeAgreement",
    "VintageContrast",
    "VintagePoint",
    "book_months",
    "book_turns",
    "build_loan_months",
    "concentration",
    "concentration_months",
    "differ",
    "herfindahl",
    "industry_region",
    "limit_states",
    "load_book_limits",
    "net_charge_off_rate",
    "offered_book",
    "origination_months",
    "portfolio_summary",
    "roll_rates",
    "status_months",
    "tape_agreement",
    "trailing_net_charge_off",
    "vintages",
]
