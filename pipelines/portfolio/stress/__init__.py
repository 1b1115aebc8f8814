"""Stress: scenarios carried from sales to features, score, PD and loss, and back."""

from pipelines.portfolio.stress.backtest import StressBacktest, backtest
from pipelines.portfolio.stress.carried import StressBench, stress_bench, stressed
from pipelines.portfolio.stress.funding import FundingMonth, FundingNeed, funding_need
from pipelines.portfolio.stress.loosening import LentAmount, LooseningResult, loosened
from pipelines.portfolio.stress.plan import load_stress_plan, scenario_of
from pipelines.portfolio.stress.records import FeatureMove, StressedPart, StressResult
from pipelines.portfolio.stress.report import StressReport, funding_needs, opened, stress_report
from pipelines.portfolio.stress.reverse import ReverseStress, Tried, reverse_stress
from pipelines.portfolio.stress.scenarios import (
    FundingStop,
    Loosening,
    Measured,
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
    "Measured",
    "ReverseStress",
    "Scenario",
    "StressBacktest",
    "StressBench",
    "StressPlan",
    "StressReport",
    "StressResult",
    "StressedPart",
    "SupplierStop",
    "Tried",
    "backtest",
    "funding_need",
    "funding_needs",
    "load_stress_plan",
    "loosened",
    "opened",
    "reverse_stress",
    "scenario_of",
    "stress_bench",
    "stress_report",
    "stressed",
    "stressed_by_all",
]
