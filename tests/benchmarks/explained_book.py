"""A book of a million applications explained into a store: run in a process of its own."""

import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from pipelines.explain import explain_book
from pipelines.features import FeatureTable
from pipelines.model.artefact import load_bytes
from pipelines.reasons import load_statements
from pipelines.settings import Settings
from pipelines.store import Book, building
from tests.benchmarks import synthetic_cases as synthetic

BOOK = Book("Benchmark", "USD", date(2019, 1, 1), True, "")
DATABASE_MEMORY = "512MB"


def main(folder: str, rows: int) -> None:
    """Explain the cases again and again, moved a little, under the model left in `folder`."""
    settings = replace(Settings(store=Path(folder) / "store"), memory_limit=DATABASE_MEMORY)
    booster = load_bytes((Path(folder) / "model.cbm").read_bytes())
    table, model = _table(rows), synthetic.as_model(booster, settings.threads)
    statements = load_statements(settings.reasons)
    started = time.perf_counter()
    with building(settings, change="score", imported=True) as con:
        con.append("book", pd.DataFrame([vars(BOOK)]))
        explain_book(con, table, model, statements, grade=lambda pd_: np.where(pd_ < 0.2, "A", "B"))
    print(time.perf_counter() - started)


def _table(rows: int) -> FeatureTable:
    frame, _ = synthetic.cases()
    numbers = [name for name in synthetic.NAMES if name not in synthetic.WORDS]
    moved = frame.iloc[np.resize(np.arange(len(frame)), rows)]
    moved.index = pd.Index([f"a{place:07d}" for place in range(rows)], name="application_id")
    moved[numbers] += np.random.default_rng(1).normal(scale=0.05, size=(rows, 1))
    return FeatureTable(moved, pd.DataFrame(), tuple(synthetic.WORDS), tuple(synthetic.FEATURES))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
