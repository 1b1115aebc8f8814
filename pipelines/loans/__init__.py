"""Loans as arithmetic: schedule, APR and ledger, to the cent; knows no policy and no applicant."""

from pipelines.loans.apr import actuarial_apr, effective_annual_rate
from pipelines.loans.events import (
    ChargeOff,
    CreditPaidOut,
    FeeBilled,
    LoanEvent,
    Payment,
    Payoff,
    Recovery,
    Refund,
)
from pipelines.loans.ledger import Account, Entry, Loan, Posting, StatementLine, open_loan
from pipelines.loans.posting import bill_due, post
from pipelines.loans.schedule import Instalment, Schedule, build_schedule, months_after
from pipelines.loans.tolerance import is_irregular, within_tolerance
from pipelines.loans.unit_periods import UnitPeriod, apr_of_dates, periods_between, unit_period

__all__ = [
    "Account",
    "ChargeOff",
    "CreditPaidOut",
    "Entry",
    "FeeBilled",
    "Instalment",
    "Loan",
    "LoanEvent",
    "Payment",
    "Payoff",
    "Posting",
    "Recovery",
    "Refund",
    "Schedule",
    "StatementLine",
    "UnitPeriod",
    "actuarial_apr",
    "apr_of_dates",
    "bill_due",
    "build_schedule",
    "effective_annual_rate",
    "is_irregular",
    "months_after",
    "open_loan",
    "periods_between",
    "post",
    "unit_period",
    "within_tolerance",
]
