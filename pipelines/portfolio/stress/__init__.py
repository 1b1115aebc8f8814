"""Stress: scenarios carried from sales to features, score, PD and loss, and back."""

from pipelines.portfolio.stress.carried import StressBench, stress_bench, stressed
from pipelines.portfolio.stress.plan import load_stress_plan, scenario_of
from pipelines.portfolio.stress.records import FeatureMove, StressedPart, StressResult
from pipelines.portfolio.stress.scenarios import (
    FundingStop,
    Loosening,
    Scenario,
    StressPlan,
    SupplierStop,
)

__all__ = [
    "FeatureMove",
    "FundingStop",
    "Loosening",
    "Scenario",
    "StressBench",
    "StressPlan",
    "StressResult",
    "StressedPart",
    "SupplierStop",
    "load_stress_plan",
    "scenario_of",
    "stress_bench",
    "stressed",
]
