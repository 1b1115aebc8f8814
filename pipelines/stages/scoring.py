"""The stage from features to scores, contributions and offers."""

import time
from dataclasses import dataclass

from pipelines.explain import (
    Contributions,
    Explain,
    contributions,
    contributions_on_spark,
    explain_book,
    freeze_baselines,
    score_reasons,
    store_explanations,
)
from pipelines.features import FeatureTable, feature_frame
from pipelines.model import Model, champion
from pipelines.offers import load_policy, offer_book
from pipelines.reasons import Reason, Statement, load_statements
from pipelines.settings import Settings
from pipelines.stages.progress import Engine, Progress, require_history, silent
from pipelines.store import History, building


@dataclass(frozen=True)
class ScoringReport:
    """What the score stage wrote: the model, the largest additivity error and the decisions.

    `label` says what a bad is to the model: "default", or the proxy "shortfall".
    """

    version_id: str
    model_id: str
    label: str
    policy_version: str
    applications: int
    additivity_error: float
    decisions: dict[str, int]
    seconds: float


def score_book(
    settings: Settings, *, engine: Engine = "duckdb", progress: Progress | None = None
) -> ScoringReport:
    """Score, explain and decide every application with the champion and the policy in force.

    The engine spark computes scores and contributions; the decisions are made on this machine.
    """
    report, started = progress or silent, time.perf_counter()
    require_history(settings)
    model, policy = champion(settings), load_policy(settings.policy)
    statements = load_statements(settings.reasons)
    with History(settings) as history:
        table, data_version = feature_frame(history), history.version().version_id
    freeze_baselines(
        settings,
        model,
        table,
        cut_off=policy.cut_off,
        policy_version=policy.version,
        data_version=data_version,
    )
    with building(settings, change=f"score {model.model_id}") as con:
        report(0.1, "scores and contributions")
        explain = _explainer(settings, engine)
        found = explain_book(
            con, table, model, statements, grade=policy.grades_for, explain=explain
        )
        report(0.6, "offers")
        reasons = reasons_of_book(found, table, model, statements)
        decisions = offer_book(con, table, reasons, policy, statements)
        report(0.8, "what drives the model")
        store_explanations(con, found, table, model)
    return ScoringReport(
        version_id=_version_id(settings),
        model_id=model.model_id,
        label=model.manifest.label,
        policy_version=policy.version,
        applications=len(table.frame),
        additivity_error=found.max_error,
        decisions=dict(decisions.most_common()),
        seconds=time.perf_counter() - started,
    )


def _explainer(settings: Settings, engine: Engine) -> Explain:
    if engine == "spark":
        return lambda model, frame: contributions_on_spark(settings, model, frame)
    return contributions


def reasons_of_book(
    found: Contributions, table: FeatureTable, model: Model, statements: dict[str, Statement]
) -> dict[str, tuple[Reason, ...]]:
    """The adverse drivers of every application's score, largest first."""
    scored = [feature for feature in table.features if feature.name in model.features]
    return {
        application_id: score_reasons(
            dict(zip(found.features, map(float, row), strict=True)), scored, statements
        )
        for application_id, row in zip(found.application_ids, found.values, strict=True)
    }


def _version_id(settings: Settings) -> str:
    with History(settings) as history:
        return history.version().version_id
