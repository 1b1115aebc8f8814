"""Loans as arithmetic: schedule and APR, to the cent; knows no policy and no applicant."""

from pipelines.loans.apr import actuarial_apr, effective_annual_rate
from pipelines.loans.schedule import Instalment, Schedule, build_schedule, months_after
from pipelines.loans.tolerance import is_irregular, within_tolerance
from pipelines.loans.unit_periods import UnitPeriod, apr_of_dates, periods_between, unit_period

__all__ = [
    "Instalment",
    "Schedule",
    "UnitPeriod",
    "actuarial_apr",
    "apr_of_dates",
    "build_schedule",
    "effective_annual_rate",
    "is_irregular",
    "months_after",
    "periods_between",
    "unit_period",
    "within_tolerance",
]
