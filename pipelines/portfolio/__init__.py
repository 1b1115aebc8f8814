"""Portfolio: the loan-month panel and the book's risk read off it."""

from pipelines.portfolio.caveats import BookCaveats, book_caveats
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
from pipelines.portfolio.noise import differ
from pipelines.portfolio.offered import OfferedBook, OfferedCell, offered_book
from pipelines.portfolio.originations import OriginationMonth, origination_months
from pipelines.portfolio.panel import (
    BookMonth,
    StatusMonth,
    book_months,
    build_loan_months,
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
from pipelines.portfolio.watch_list import (
    Alert,
    WatchedLoan,
    WatchedMerchant,
    WatchEvidence,
    WatchList,
    WatchPoint,
    WatchRules,
    draw_watch_list,
    load_watch_rules,
    watch_evidence,
)

__all__ = [
    "Alert",
    "BookCaveats",
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
    "WatchEvidence",
    "WatchList",
    "WatchPoint",
    "WatchRules",
    "WatchedLoan",
    "WatchedMerchant",
    "book_caveats",
    "book_months",
    "book_turns",
    "build_loan_months",
    "concentration",
    "concentration_months",
    "differ",
    "draw_watch_list",
    "herfindahl",
    "industry_region",
    "limit_states",
    "load_book_limits",
    "load_watch_rules",
    "net_charge_off_rate",
    "offered_book",
    "origination_months",
    "portfolio_summary",
    "roll_rates",
    "status_months",
    "tape_agreement",
    "trailing_net_charge_off",
    "vintages",
    "watch_evidence",
]
