"""Stress: scenarios carried from sales to features, score, PD and loss, and back."""

from pipelines.portfolio.stress.backtest import StressBacktest, backtest
from pipelines.portfolio.stress.carried import StressBench, stress_bench, stressed
from pipelines.portfolio.stress.funding import FundingMonth, FundingNeed, funding_need
from pipelines.portfolio.stress.loosening import LentAmount, LooseningResult, loosened
from pipelines.portfolio.stress.plan import load_stress_plan, scenario_of
from pipelines.portfolio.stress.records import FeatureMove, StressedPart, StressResult
from pipelines.portfolio.stress.reverse import ReverseStress, Tried, reverse_stress
from pipelines.portfolio.stress.scenarios import (
    FundingStop,
    Loosening,
    Scenario,
    StressPlan,
    SupplierStop,
)
from pipelines.portfolio.stress.several import stressed_by_all

__all__ = [
    "FeatureMove",
    "FundingMonth",
    "FundingNeed",
    "FundingStop",
    "LentAmount",
    "Loosening",
    "LooseningResult",
    "ReverseStress",
    "Scenario",
    "StressBacktest",
    "StressBench",
    "StressPlan",
    "StressResult",
    "StressedPart",
    "SupplierStop",
    "Tried",
    "backtest",
    "funding_need",
    "load_stress_plan",
    "loosened",
    "reverse_stress",
    "scenario_of",
    "stress_bench",
    "stressed",
    "stressed_by_all",
]
