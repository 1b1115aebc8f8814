"""The loan-month panel: every loan at every month-end, and the book's months read off it."""

from pipelines.portfolio.panel.book_months import (
    BookMonth,
    StatusMonth,
    book_months,
    net_charge_off_rate,
    status_months,
    trailing_net_charge_off,
)
from pipelines.portfolio.panel.build import build_loan_months, month_end, month_end_after
from pipelines.portfolio.panel.flows import BookFlow, book_flows, recovery_rate, utilisation
from pipelines.portfolio.panel.identity import BookBreach, book_breaches
from pipelines.portfolio.panel.restated import LoanMonth, RestatedReader, panel_as_of, restated

__all__ = [
    "BookBreach",
    "BookFlow",
    "BookMonth",
    "LoanMonth",
    "RestatedReader",
    "StatusMonth",
    "book_breaches",
    "book_flows",
    "book_months",
    "build_loan_months",
    "month_end",
    "month_end_after",
    "net_charge_off_rate",
    "panel_as_of",
    "recovery_rate",
    "restated",
    "status_months",
    "trailing_net_charge_off",
    "utilisation",
]
