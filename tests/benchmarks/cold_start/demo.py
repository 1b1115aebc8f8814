"""The demo: newest loans ranked by a model that learned the proxy and by one that learned defaults.

Many more defaults than the invoices have; but the world is ours, and its defaults come from sales.
"""

import shutil
from pathlib import Path

from pipelines.model import judged_cases, train
from pipelines.settings import Settings
from pipelines.stages import build_feature_tables
from pipelines.stats.intervals import auc_interval
from pipelines.store import History
from tests.benchmarks.cold_start.table import Line, of_training

BOOK = "demo"
OUTCOMES = "select application_id, is_default from outcomes"


def measure(demo: Path, store: Path) -> list[Line]:
    """Judge both on real outcomes that neither was fitted on: the newest of either's own split."""
    settings = Settings(store=Path(shutil.copytree(demo, store)))
    build_feature_tables(settings)
    with History(settings) as history:
        outcomes = history.frame(OUTCOMES).set_index("application_id")["is_default"]
    proxy, real = (train(settings, label=label).manifest for label in ("shortfall", "default"))
    judged = {
        record.label: judged_cases(settings, record.model_id)["score"] for record in (proxy, real)
    }
    both = judged["default"].index.intersection(judged["shortfall"].index)
    both = both.intersection(outcomes.index)
    bad = outcomes.loc[both].to_numpy(dtype=int)
    return of_training(BOOK, proxy) + [
        Line(BOOK, f"that of the {label}, on the newest loans", "default", len(bad),
             int(bad.sum()), auc_interval(bad, score.loc[both].to_numpy()))
        for label, score in judged.items()
    ]  # fmt: skip
