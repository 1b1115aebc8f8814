"""The invoices: a model of the unlabelled companies' shortfalls ranks the others' real defaults."""

from pathlib import Path

import numpy as np

from pipelines.features import feature_frame
from pipelines.ingest import import_sme_invoices
from pipelines.model import load_model
from pipelines.model.data import labelled, training_data
from pipelines.model.train import train_on
from pipelines.settings import Settings
from pipelines.stages import build_feature_tables
from pipelines.stats.intervals import auc_interval
from pipelines.store import History
from tests.benchmarks.cold_start.table import Line, of_training

BOOK = "SME invoices"
SHORTFALLS = "select application_id, is_shortfall, observed_through from shortfalls"
UNLABELLED = f"{SHORTFALLS} anti join outcomes using (application_id)"
LABELLED = f"{SHORTFALLS} semi join outcomes using (application_id)"


def measure(folder: Path, store: Path) -> list[Line]:
    """Train on the companies without a known outcome, then rank those that have one."""
    settings = Settings(store=store)
    import_sme_invoices(settings, folder)
    build_feature_tables(settings)
    with History(settings) as history:
        table, version = feature_frame(history), history.version()
        real = training_data(history)
        proxy = labelled(
            table, history.frame(UNLABELLED).set_index("application_id"), label="shortfall"
        )
        fell_short = history.frame(LABELLED).set_index("application_id")["is_shortfall"]
    record = train_on(settings, proxy, version).manifest
    scores = {
        "that model, on the companies it never saw": load_model(settings, record.model_id).score(
            real.frame
        ),
        "  sales of the last 365 days alone": -real.frame["sales_365d_cents"].fillna(0).to_numpy(),
        "  the proxy itself, with hindsight": fell_short.reindex(real.frame.index)
        .fillna(True)
        .to_numpy(dtype=float),
    }
    bads = int(real.bad.sum())
    return of_training(BOOK, record) + [
        Line(BOOK, name, "default", len(real.bad), bads, auc_interval(real.bad, np.asarray(score)))
        for name, score in scores.items()
    ]
