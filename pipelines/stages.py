"""The stages from raw rows to offers, each publishing its own version of the history."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

import duckdb

from pipelines.errors import Refused
from pipelines.explain import (
    Contributions,
    Explain,
    contributions,
    contributions_on_spark,
    explain_book,
    score_reasons,
)
from pipelines.features import (
    FeatureBuild,
    FeatureTable,
    build_features,
    build_features_on_spark,
    extend_features,
    feature_frame,
)
from pipelines.ingest import ImportReport, import_marketplace
from pipelines.model import Model, TrainingReport, champion, train
from pipelines.offers import load_policy, offer_book
from pipelines.outcomes import build_instalments, build_outcomes
from pipelines.portfolio import build_loan_months
from pipelines.reasons import Reason, Statement, load_statements
from pipelines.settings import Settings
from pipelines.store import History, building
from pipelines.world import WorldSummary, require_disk, write_world

Progress = Callable[[float, str], None]
Engine = Literal["duckdb", "spark"]
ENGINES: tuple[Engine, ...] = get_args(Engine)
# What a merchant's year takes on disk at the worst moment: its exports, and two versions of the
# history while the second is built beside the first.
DEMO_BYTES = 60_000


@dataclass(frozen=True)
class FeatureReport:
    """What the features stage left, in rows; `computed` of the applications it computed anew."""

    version_id: str
    applications: int
    computed: int
    outcomes: int
    loan_months: int
    seconds: float


@dataclass(frozen=True)
class ScoringReport:
    """What the score stage wrote: the model, the largest additivity error and the decisions."""

    version_id: str
    model_id: str
    policy_version: str
    applications: int
    additivity_error: float
    decisions: dict[str, int]
    seconds: float


@dataclass(frozen=True)
class DemoReport:
    """What the demo built, stage by stage."""

    world: WorldSummary
    imported: ImportReport
    features: FeatureReport
    training: TrainingReport
    scoring: ScoringReport

    def to_json(self) -> dict[str, Any]:
        """The report for machines."""
        return {
            "preset": self.world.preset,
            "merchants": self.world.rows["merchants"],
            "events": sum(self.world.rows.values()),
            "import": self.imported.to_json(),
            "features": asdict(self.features),
            "train": self.training.to_json(),
            "score": asdict(self.scoring),
        }


def build_feature_tables(
    settings: Settings,
    *,
    whole: bool = False,
    engine: Engine = "duckdb",
    progress: Progress | None = None,
) -> FeatureReport:
    """Build what the raw rows imply: features, instalments, outcomes and the loan-month panel.

    Features that no row imported since the last build can have changed are kept, unless `whole`.
    The engine spark builds all features from nothing; all else is DuckDB's.
    """
    report, started = progress or _silent, time.perf_counter()
    require_history(settings)
    default = load_policy(settings.policy).default
    with building(settings, change="features") as con:
        report(0.05, "features")
        build_instalments(con)
        built = _build_features(con, settings, engine, whole=whole)
        report(0.8, "outcomes")
        outcomes = build_outcomes(
            con, default_days=default.days_past_due, window_months=default.within_months
        )
        report(0.9, "loan months")
        loan_months = build_loan_months(con)
    seconds = time.perf_counter() - started
    return FeatureReport(
        _version_id(settings), built.applications, built.computed, outcomes, loan_months, seconds
    )


def _build_features(
    con: duckdb.DuckDBPyConnection, settings: Settings, engine: Engine, *, whole: bool
) -> FeatureBuild:
    if engine == "spark":
        return build_features_on_spark(con, master=settings.spark_master, folder=settings.store)
    return build_features(con) if whole else extend_features(con)


def score_book(
    settings: Settings, *, engine: Engine = "duckdb", progress: Progress | None = None
) -> ScoringReport:
    """Score, explain and decide every application with the champion and the policy in force.

    The engine spark computes scores and contributions; the decisions are made on this machine.
    """
    report, started = progress or _silent, time.perf_counter()
    require_history(settings)
    model, policy = champion(settings), load_policy(settings.policy)
    statements = load_statements(settings.reasons)
    with History(settings) as history:
        table = feature_frame(history)
    with building(settings, change=f"score {model.model_id}") as con:
        report(0.1, "scores and contributions")
        explain = _explainer(settings, engine)
        found = explain_book(
            con, table, model, statements, grade=policy.grades_for, explain=explain
        )
        report(0.6, "offers")
        reasons = reasons_of_book(found, table, model, statements)
        decisions = offer_book(con, table, reasons, policy, statements)
    return ScoringReport(
        version_id=_version_id(settings),
        model_id=model.model_id,
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


def build_demo(
    settings: Settings,
    *,
    merchants: int,
    years: int,
    seed: int,
    preset: str = "base",
    replace: bool = False,
    progress: Progress | None = None,
) -> DemoReport:
    """Write a synthetic marketplace's exports, import them and take every stage to the offers.

    Raises `Refused` where a store is there already, unless `replace` allows to build a synthetic
    one anew (a store with a real book is never replaced), for settings no world can have, and where
    the disk has no room; nothing is written then.
    """
    report = progress or _silent
    _require_room(settings, replace=replace)
    require_disk(settings.store, merchants, years, bytes_each=DEMO_BYTES)
    exports = settings.store / "exports"
    world = write_world(
        exports,
        merchants=merchants,
        years=years,
        seed=seed,
        preset=preset,
        progress=_part(report, 0, 0.3),
    )
    imported = import_marketplace(settings, exports, progress=_part(report, 0.3, 0.5), fresh=True)
    features = build_feature_tables(settings, progress=_part(report, 0.5, 0.6))
    training = _train_demo(settings, merchants, _part(report, 0.6, 0.9))
    scoring = score_book(settings, progress=_part(report, 0.9, 1.0))
    return DemoReport(world, imported, features, training, scoring)


def _train_demo(settings: Settings, merchants: int, report: Progress) -> TrainingReport:
    try:
        return train(settings, progress=report)
    except Refused as error:
        raise Refused(
            f"the marketplace of {merchants:,} merchants is in {settings.store}, without a model: "
            f"{error}; a demo with more --merchants has more loans to learn from"
        ) from error


def require_history(settings: Settings) -> None:
    """Raise `Refused` where there is no store to work on, or another process is writing to it."""
    with History(settings):
        pass


def _require_room(settings: Settings, *, replace: bool) -> None:
    if not settings.history.exists():
        return
    with History(settings) as history:
        book = history.version().book
    if not book.is_synthetic:
        raise Refused(
            f'the store {settings.store} holds the real book "{book.name}": '
            "build the demo in another folder with --store"
        )
    if not replace:
        raise Refused(
            f"there is a demo in {settings.store} already: look at it with `make run`, "
            "or build it anew with --replace"
        )


def _version_id(settings: Settings) -> str:
    with History(settings) as history:
        return history.version().version_id


def _silent(done: float, what: str) -> None:
    """Progress that nobody watches."""


def _part(report: Progress, start: float, end: float) -> Progress:
    """Progress of one stage as a part of the whole."""
    return lambda done, what: report(start + done * (end - start), what)
