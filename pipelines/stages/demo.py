"""The embedded demo: a synthetic marketplace taken through every stage."""

from dataclasses import asdict, dataclass
from typing import Any

from pipelines.errors import Refused
from pipelines.ingest import ImportReport, import_marketplace
from pipelines.settings import Settings
from pipelines.stages.features import FeatureReport, build_feature_tables
from pipelines.stages.progress import Progress, part_of, silent
from pipelines.stages.scoring import ScoringReport, score_book
from pipelines.stages.training import TrainedModel, train_model
from pipelines.store import History
from pipelines.world import WorldSummary, require_disk, write_world

# What a merchant's year takes on disk at the worst moment: its exports, and two versions of the
# history while the second is built beside the first.
DEMO_BYTES = 60_000


@dataclass(frozen=True)
class DemoReport:
    """What the demo built, stage by stage."""

    world: WorldSummary
    imported: ImportReport
    features: FeatureReport
    training: TrainedModel
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
    report = progress or silent
    _require_room(settings, replace=replace)
    require_disk(settings.store, merchants, years, bytes_each=DEMO_BYTES)
    exports = settings.store / "exports"
    world = write_world(
        exports,
        merchants=merchants,
        years=years,
        seed=seed,
        preset=preset,
        progress=part_of(report, 0, 0.3),
    )
    imported = import_marketplace(settings, exports, progress=part_of(report, 0.3, 0.5), fresh=True)
    features = build_feature_tables(settings, progress=part_of(report, 0.5, 0.6))
    training = _train_demo(settings, merchants, part_of(report, 0.6, 0.9))
    scoring = score_book(settings, progress=part_of(report, 0.9, 1.0))
    return DemoReport(world, imported, features, training, scoring)


def _train_demo(settings: Settings, merchants: int, report: Progress) -> TrainedModel:
    try:
        return train_model(settings, progress=report)
    except Refused as error:
        raise Refused(
            f"the marketplace of {merchants:,} merchants is in {settings.store}, without a model: "
            f"{error}; a demo with more --merchants has more loans to learn from"
        ) from error


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
