"""The main job on the real invoices, stage by stage."""

import json
import os
from pathlib import Path

from pipelines.settings import PROJECT
from tests.benchmarks.figures import Figure, run_pipelines

DATA = Path(os.environ.get("PAYLATER_REAL_DATA", PROJECT.parent / "shared" / "data"))


def measure(store: Path) -> list[Figure]:
    """Import, build, train and score in `store`, each in a process of its own."""
    folder = DATA / "sme-invoices"
    if not folder.is_dir():
        return [Figure(f"real invoices: none at {folder}", "skipped")]
    place = ("--store", str(store))
    imported = run_pipelines("import", "sme-invoices", str(folder), *place)
    features = run_pipelines("features", *place)
    trained = run_pipelines("train", "--json", *place)
    scored = run_pipelines("score", "--json", *place)
    model, scores = json.loads(trained.output), json.loads(scored.output)
    low, high = model["auc_ci"]
    return [
        Figure("import 1,099,441 invoices", f"{imported.seconds:.1f} s", "20 s"),
        Figure("its peak memory", f"{imported.peak_mb:,.0f} MB", "2,000 MB"),
        Figure("features of 425 companies", f"{features.seconds:.1f} s"),
        Figure("train, calibrate, evaluate, register", f"{trained.seconds:.1f} s"),
        Figure("cross-validated AUC (95 % interval)", f"{model['auc']:.3f} ({low:.2f}-{high:.2f})"),
        Figure("score, explain and decide 425 companies", f"{scored.seconds:.1f} s"),
        Figure("largest additivity error", f"{scores['additivity_error']:.1e}", "1e-09"),
    ]
