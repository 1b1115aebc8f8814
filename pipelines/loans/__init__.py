"""Loans as arithmetic: schedule and APR, to the cent; knows no policy and no applicant."""

from pipelines.loans.apr import actuarial_apr, effective_annual_rate
from pipelines.loans.schedule import Instalment, Schedule, build_schedule, months_after

__all__ = [
    "Instalment",
    "Schedule",
    "actuarial_apr",
    "build_schedule",
    "effective_annual_rate",
    "months_after",
]
