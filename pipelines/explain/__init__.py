"""Explanations: contributions that add up to the score, and reasons in words."""

from pipelines.explain.application import (
    Explanation,
    explain_application,
    explain_row,
    group_contributions,
)
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
    RowContributions,
    contributions,
    contributions_in_parts,
    in_parts,
    row_contributions,
)
from pipelines.explain.importance import feature_importance, group_importance
from pipelines.explain.model_rows import model_row, model_rows
from pipelines.explain.model_tables import tables_of
from pipelines.explain.score_reasons import ReasonIndex, score_reasons
from pipelines.explain.spark import contributions_on_spark
from pipelines.explain.stored import Kept, store_baselines, store_explanations

__all__ = [
    "TOLERANCE",
    "AdditivityError",
    "Baseline",
    "Baselines",
    "Contributions",
    "Explain",
    "Explanation",
    "Kept",
    "ReasonIndex",
    "RowContributions",
    "baseline_tables",
    "contributions",
    "contributions_in_parts",
    "contributions_on_spark",
    "explain_application",
    "explain_book",
    "explain_row",
    "feature_importance",
    "freeze_baselines",
    "group_contributions",
    "group_importance",
    "in_parts",
    "model_row",
    "model_rows",
    "read_baselines",
    "row_contributions",
    "score_reasons",
    "store_baselines",
    "store_explanations",
    "tables_of",
]
