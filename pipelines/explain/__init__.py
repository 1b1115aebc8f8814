"""Explanations: contributions that add up to the score, and reasons in words."""

from pipelines.explain.application import Explanation, explain_application, explain_row
from pipelines.explain.baselines import (
    Baseline,
    Baselines,
    baseline_tables,
    freeze_baselines,
    read_baselines,
)
from pipelines.explain.book import Explain, explain_book
from pipelines.explain.contributions import (
    TOLERANCE,
    AdditivityError,
    Contributions,
    contributions,
)
from pipelines.explain.importance import feature_importance, group_importance
from pipelines.explain.score_reasons import ReasonIndex, score_reasons
from pipelines.explain.spark import contributions_on_spark
from pipelines.explain.stored import store_explanations

__all__ = [
    "TOLERANCE",
    "AdditivityError",
    "Baseline",
    "Baselines",
    "Contributions",
    "Explain",
    "Explanation",
    "ReasonIndex",
    "baseline_tables",
    "contributions",
    "contributions_on_spark",
    "explain_application",
    "explain_book",
    "explain_row",
    "feature_importance",
    "freeze_baselines",
    "group_importance",
    "read_baselines",
    "score_reasons",
    "store_explanations",
]
