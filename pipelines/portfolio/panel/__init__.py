"""The loan-month panel: every loan at every month-end, and the book's months read off it."""

from pipelines.portfolio.panel.book_months import (
    BookMonth,
    StatusMonth,
    book_months,
    net_charge_off_rate,
    status_months,
    trailing_net_charge_off,
)
from pipelines.portfolio.panel.build import build_loan_months, month_end

__all__ = [
    "BookMonth",
    "StatusMonth",
    "book_months",
    "build_loan_months",
    "month_end",
    "net_charge_off_rate",
    "status_months",
    "trailing_net_charge_off",
]
