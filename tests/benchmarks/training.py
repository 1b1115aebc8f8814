"""`train` beside a bare CatBoost fit, and a million cases: `python -m tests.benchmarks.training`.

The cases are drawn: 60 features, a third of them with a direction, 9 % bad, two years of
applications. "train" is everything from the cases to a registered model: tree search, calibration,
hold-out, baselines, record. The bare fit grows as many trees, with the same parameters and
constraints, on all the cases.
"""

import argparse
import resource
import sys
import tempfile
import time
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
from catboost import CatBoostClassifier
from scipy.special import expit

from pipelines.features import Feature
from pipelines.model import Manifest
from pipelines.model.data import TrainingData
from pipelines.model.fit import Parameters, constraints, fixed_parameters, pool
from pipelines.model.train import train_on
from pipelines.settings import Settings
from pipelines.store import Book, Version
from tests.benchmarks.figures import Figure, run_module

FEATURES = 60
DIRECTED = 20
VERSION = Version(
    "1-drawn", 1, datetime(2026, 1, 1), "import", "0" * 64, "0.1.0",
    Book("Drawn", "USD", date(2026, 1, 1), True, ""),
)  # fmt: skip


def drawn(n: int, *, features: int = FEATURES, directed: int = DIRECTED) -> TrainingData:
    """`n` cases whose risk rises with the directed features and bends with two others."""
    rng = np.random.default_rng(1)
    values = rng.normal(size=(n, features)).astype(np.float32)
    weights = np.r_[np.linspace(0.35, 0.02, max(directed, 1)), np.zeros(features - directed)]
    z = -3.0 + values @ weights[:features] + 0.4 * values[:, -1] ** 2 - 0.4 * values[:, -2]
    names = [f"f{place:02d}" for place in range(features)]
    applied = pd.Timestamp("2023-01-01") + pd.to_timedelta(np.sort(rng.random(n) * 720), unit="D")
    return TrainingData(
        frame=pd.DataFrame(values, columns=names, index=pd.RangeIndex(n, name="application_id")),
        bad=(rng.random(n) < expit(z)).astype(np.int64),
        applied_at=pd.DatetimeIndex(applied),
        known_on=pd.DatetimeIndex(applied + pd.Timedelta(days=30)),
        merchants=np.arange(n).astype(str).astype(object),
        features=tuple(_feature(name, place < directed) for place, name in enumerate(names)),
        categorical=(),
        weight=np.ones(n),
    )


def _feature(name: str, directed: bool) -> Feature:
    return Feature(
        name=name, label=name, meaning=name, unit="ratio", window_days=None, feed="sales",
        direction=1 if directed else 0, group="Order value", reason="R06",
    )  # fmt: skip


def trained(data: TrainingData, store: Path) -> tuple[Manifest, float]:
    """The record of a whole training, and its seconds."""
    started = time.perf_counter()
    report = train_on(replace(Settings(), store=store), data, VERSION)
    return report.manifest, time.perf_counter() - started


def bare_fit(data: TrainingData, manifest: Manifest) -> float:
    """Seconds of one CatBoost fit of as many trees on all cases."""
    names = list(asdict(Parameters()))
    chosen = Parameters(**{name: manifest.parameters[name] for name in names})
    started = time.perf_counter()
    CatBoostClassifier(
        iterations=manifest.trees,
        random_seed=manifest.seed,
        thread_count=manifest.threads,
        **fixed_parameters(chosen, "GPU" if manifest.unit == "GPU" else "CPU"),
        **constraints(data.features, data.categorical),
    ).fit(pool(data.frame, data.categorical, data.bad))
    return time.perf_counter() - started


def compared(n: int, *, features: int, directed: int) -> list[Figure]:
    """Both, side by side, the bare fit before and after."""
    data = drawn(n, features=features, directed=directed)
    with tempfile.TemporaryDirectory() as folder:
        manifest, seconds = trained(data, Path(folder))
    bare = min(bare_fit(data, manifest) for _ in range(2))
    size = f"{n:,} x {features}, {manifest.trees} trees, {manifest.unit}"
    return [
        Figure(f"train on {size}: seconds", f"{seconds:.1f} s"),
        Figure(f"bare fit of {size}: seconds", f"{bare:.1f} s"),
        Figure("train over the bare fit", f"{seconds / bare:.2f}", "<= 1.5"),
        Figure("  AUC of the judged model", f"{manifest.metrics.auc.estimate:.4f}"),
    ]


def measure() -> list[Figure]:
    """The design's figure: 50,000 cases of 60 features."""
    return compared(50_000, features=FEATURES, directed=DIRECTED)


def million() -> list[Figure]:
    """Peak memory and time of a training on a million cases, in a process of its own."""
    run = run_module("tests.benchmarks.training", "--one", "1000000")
    return [
        Figure("train on 1,000,000 x 60: peak memory", f"{run.peak_mb / 1024:.2f} GB", "<= 6 GB"),
        Figure("train on 1,000,000 x 60: seconds", f"{run.seconds:.0f} s"),
    ]


def main() -> None:
    """Measure 50,000 cases, or what the options ask for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.training")
    parser.add_argument("--million", action="store_true", help="also a million cases (minutes)")
    parser.add_argument("--one", type=int, metavar="N", help="only train, on so many cases")
    parser.add_argument("--gpu", action="store_true", help="10 million x 40 without directions")
    options = parser.parse_args()
    if options.one:
        with tempfile.TemporaryDirectory() as folder:
            manifest, seconds = trained(drawn(options.one), Path(folder))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        print(f"{manifest.trees} trees, {seconds:.0f} s, {peak:.2f} GB")
        return
    figures = compared(10_000_000, features=40, directed=0) if options.gpu else measure()
    for figure in figures + (million() if options.million else []):
        print(figure.line(), flush=True)


if __name__ == "__main__":
    sys.exit(main())
