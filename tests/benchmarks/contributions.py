"""Contributions from leaf tables beside those of CatBoost itself, shap and shapash, in one run."""

import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from catboost import CatBoostClassifier, Pool

from pipelines.explain import contributions, model_rows
from pipelines.explain.leaf_tables import LeafTables, leaf_tables
from pipelines.settings import Settings
from tests.benchmarks import synthetic_cases as synthetic
from tests.benchmarks.figures import Figure, percentiles, run_module

DEPTH, REFERENCE, PAIRED, BOOK = 6, 1_000, 1_000, 1_000_000
LOOKED_UP, ASKED, PAIRED_NATIVE = 2_000, 30, 3


def measure() -> list[Figure]:
    """Fit a model, then explain by table, by CatBoost and by the rivals that are installed."""
    threads = Settings().threads
    frame, bad = synthetic.cases()
    booster = synthetic.fitted(frame, bad, depth=DEPTH, threads=threads)
    return [
        *_one(booster, frame, threads),
        *_many(booster, frame, threads),
        *_pairs(booster, frame, threads),
        *_book(booster),
    ]


def _one(booster: CatBoostClassifier, frame: pd.DataFrame, threads: int) -> list[Figure]:
    numbers, words = model_rows(synthetic.as_model(booster, threads), frame)
    reference = _labelled(frame[:REFERENCE])
    built, tables = _timed(lambda: leaf_tables(booster))
    built_against, against = _timed(
        lambda: leaf_tables(booster, (numbers[:REFERENCE], words[:REFERENCE]))
    )

    def looked_up(tables: LeafTables) -> str:
        return _each(lambda k: tables.explain(numbers[k], words[k]), LOOKED_UP)

    def native(**more: Any) -> str:
        return _each(lambda k: _shap(booster, frame[k : k + 1], threads, **more), ASKED)

    return [
        Figure("leaf tables built, depth 6, 300 trees", f"{built:.2f} s"),
        Figure(f"the same against {REFERENCE:,} reference rows", f"{built_against:.2f} s"),
        Figure("one applicant's contributions by table, p50/p99", looked_up(tables), "0.1 ms"),
        Figure("the same against reference rows, p50/p99", looked_up(against), "0.1 ms"),
        Figure("one applicant by CatBoost, p50/p99", native()),
        Figure("one applicant by CatBoost against them", native(reference_data=reference)),
    ]


def _many(booster: CatBoostClassifier, frame: pd.DataFrame, threads: int) -> list[Figure]:
    model = synthetic.as_model(booster, threads)
    contributions(model, frame[:1])
    taken, found = _timed(lambda: contributions(model, frame))
    native, shap = _timed(lambda: _shap(booster, frame, threads))
    apart = np.abs(found.values - shap[:, :-1]).max()
    rows = f"{len(frame):,} x {frame.shape[1]}"
    return [
        Figure(f"{rows} contributions and scores, checked", f"{taken:.2f} s", "0.5 s"),
        Figure(f"{rows} by CatBoost", f"{native:.2f} s"),
        Figure("largest difference between the two", f"{apart:.0e}", "1e-9"),
        *_rivals(booster, frame),
    ]


def _rivals(booster: CatBoostClassifier, frame: pd.DataFrame) -> list[Figure]:
    import shap

    pool = Pool(frame, cat_features=synthetic.WORDS)
    taken, _ = _timed(lambda: shap.TreeExplainer(booster).shap_values(pool))
    return [
        Figure("the same by shap", f"{taken:.2f} s"),
        Figure("by shapash", _shapash(booster, frame)),
    ]


def _shapash(booster: CatBoostClassifier, frame: pd.DataFrame) -> str:
    if find_spec("shapash") is None:
        return "not installed"
    from shapash import SmartExplainer

    taken, _ = _timed(lambda: SmartExplainer(model=booster).compile(x=frame))
    return f"{taken:.2f} s"


def _pairs(booster: CatBoostClassifier, frame: pd.DataFrame, threads: int) -> list[Figure]:
    """CatBoost needs minutes for all rows; it is asked for a few."""
    numbers, words = model_rows(synthetic.as_model(booster, threads), frame)
    tables, some = leaf_tables(booster), frame[:PAIRED_NATIVE]
    taken, found = _timed(lambda: tables.interactions(numbers[:PAIRED], words[:PAIRED]))
    mean, _ = _timed(lambda: tables.mean_interactions(numbers, words))
    native, shap = _timed(lambda: _shap(booster, some, threads, type="ShapInteractionValues"))
    apart = np.abs(found[: len(some)] - shap[:, :-1, :-1]).max()
    return [
        Figure(
            f"all pairs' interactions of {PAIRED:,} rows, tables built", f"{taken:.2f} s", "1 s"
        ),
        Figure(f"their means over {len(frame):,} rows", f"{mean:.2f} s"),
        Figure(f"all pairs of {len(some)} rows by CatBoost", f"{native:.2f} s"),
        Figure("largest difference between the two", f"{apart:.0e}", "1e-9"),
    ]


def _book(booster: CatBoostClassifier) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        booster.save_model(str(Path(folder) / "model.cbm"))
        run = run_module("tests.benchmarks.explained_book", folder, str(BOOK))
    rows = f"{BOOK:,} x {synthetic.COLUMNS}"
    return [
        Figure(f"{rows} explained into a store", f"{float(run.output):.0f} s"),
        Figure("peak memory of that process", f"{run.peak_mb:,.0f} MB", "2,000 MB"),
    ]


def _labelled(frame: pd.DataFrame) -> Pool:
    """A pool with dummy labels of both classes, which CatBoost asks for beside a reference set."""
    return Pool(frame, np.arange(len(frame)) % 2, cat_features=synthetic.WORDS)


def _shap(
    booster: CatBoostClassifier, frame: pd.DataFrame, threads: int, **more: Any
) -> np.ndarray[Any, Any]:
    asked = {"type": "ShapValues"} | more
    return np.asarray(
        booster.get_feature_importance(_labelled(frame), thread_count=threads, **asked)
    )


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    found = work()
    return time.perf_counter() - started, found


def _each(work: Callable[[int], object], times: int) -> str:
    """The first call, which may fill what is remembered, is not counted."""
    work(0)
    return percentiles([_timed(lambda k=k: work(k))[0] for k in range(times)])


if __name__ == "__main__":
    for figure in measure():
        print(figure.line(), flush=True)
    sys.exit()
