"""Run-off: the cash that the open loans still bring in, and the funding that lending needs."""

from pipelines.portfolio.run_off.back_test import RunOffBackTest, run_off_back_test
from pipelines.portfolio.run_off.cash_flows import CashMonth, RunOff, run_off
from pipelines.portfolio.run_off.funding import FundingMonth, FundingNeed, FundingPath, funding_need

__all__ = [
    "CashMonth",
    "FundingMonth",
    "FundingNeed",
    "FundingPath",
    "RunOff",
    "RunOffBackTest",
    "funding_need",
    "run_off",
    "run_off_back_test",
]
