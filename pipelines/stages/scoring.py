"""The stage from features to scores, contributions and offers."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.explain import (
    Contributions,
    Explain,
    Kept,
    ReasonIndex,
    contributions_in_parts,
    contributions_on_spark,
    explain_book,
    freeze_baselines,
    in_parts,
    store_baselines,
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
        reasons, kept = BookReasons(table, model, statements), Kept(tuple(table.frame.index))
        error = explain_book(
            con,
            table,
            model,
            statements,
            grade=policy.grades_for,
            explain=_explainer(settings, engine),
            seen=(reasons.add, kept.add),
        )
        report(0.6, "offers")
        decisions = offer_book(con, table, reasons.known, policy, statements)
        report(0.8, "what drives the model")
        store_explanations(con, kept.found(), table, model)
        store_baselines(con, settings, table, model)
    return ScoringReport(
        version_id=_version_id(settings),
        model_id=model.model_id,
        label=model.manifest.label,
        policy_version=policy.version,
        applications=len(table.frame),
        additivity_error=error,
        decisions=dict(decisions.most_common()),
        seconds=time.perf_counter() - started,
    )


def _explainer(settings: Settings, engine: Engine) -> Explain:
    if engine == "spark":
        return lambda model, frame: in_parts(contributions_on_spark(settings, model, frame))
    return contributions_in_parts


class BookReasons:
    """The adverse drivers of every application's score, largest first, in `known`.

    Reasons that many applications share are held once.
    """

    def __init__(
        self, table: FeatureTable, model: Model, statements: Mapping[str, Statement]
    ) -> None:
        self.known: dict[str, tuple[Reason, ...]] = {}
        self._index = ReasonIndex.named(model.features, table.features)
        self._statements = statements
        self._held: dict[Reason, Reason] = {}

    def add(self, found: Contributions) -> None:
        """Take in a part of the book, whose features are the model's in order."""
        for application_id, row in zip(found.application_ids, found.values, strict=True):
            reasons = self._index.reasons(row, self._statements)
            self.known[application_id] = tuple(self._held.setdefault(r, r) for r in reasons)


def _version_id(settings: Settings) -> str:
    with History(settings) as history:
        return history.version().version_id
