"""The loan-month panel and the pages on a book of a million loans.

`python -m tests.benchmarks.portfolio STORE` builds the panel of that store again and prints the
seconds and rows, so that its memory can be measured in a process of its own.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from streamlit.testing.v1 import AppTest

from pipelines.offers import load_policy
from pipelines.portfolio import (
    book_breaches,
    book_flows,
    book_months,
    build_loan_months,
    concentration,
    offered_book,
    origination_months,
    portfolio_summary,
    roll_rates,
    status_months,
    vintages,
)
from pipelines.portfolio.loss import open_loans
from pipelines.settings import PROJECT, Settings
from pipelines.store import History, building
from tests.benchmarks.figures import Figure, run_module
from tests.benchmarks.loan_book import write_large_book

LOANS, RERUNS = 1_000_000, 20


def measure(store: Path, loans: int = LOANS) -> list[Figure]:
    """Write the book, build its panel again, and time what the two pages wait for."""
    write_large_book(Settings(store=store), loans)
    return [*panel(store, loans), *readers(store), *pages(store)]


def panel(store: Path, loans: int) -> list[Figure]:
    """Seconds, rows a second and peak memory of building the panel."""
    run = run_module("tests.benchmarks.portfolio", str(store))
    seconds, rows = map(float, run.output.split())
    return [
        Figure(f"loan-month panel of {loans:,} loans", f"{seconds:.1f} s", "<= 20 s"),
        Figure("... loan-months a second", f"{rows / seconds:,.0f}"),
        Figure("... peak memory of its process", f"{run.peak_mb:,.0f} MB", "<= 4,096 MB"),
    ]


def readers(store: Path) -> list[Figure]:
    """Each record of the summary, the best of three."""
    policy = load_policy(Settings().policy)
    with History(Settings(store=store)) as history:
        records: dict[str, Callable[[], object]] = {
            "book by month": lambda: book_months(history),
            "flows by month": lambda: book_flows(history),
            "statuses by month": lambda: status_months(history),
            "originations": lambda: origination_months(history),
            "vintages": lambda: vintages(history),
            "roll rates": lambda: roll_rates(history),
            "concentration": lambda: concentration(history, "loans"),
            "offered": lambda: offered_book(history),
            "open loans": lambda: open_loans(history, policy),
            "identities": lambda: book_breaches(history),
            "the whole summary": lambda: portfolio_summary(history, policy),
        }
        taken = {name: min(_seconds(read) for _ in range(3)) for name, read in records.items()}
    return [Figure(f"... {name}", f"{seconds * 1e3:,.0f} ms") for name, seconds in taken.items()]


def pages(store: Path) -> list[Figure]:
    """Overview and Portfolio opened first, and run again in the same session."""
    os.environ["PAYLATER_STORE"] = str(store)
    figures = []
    for name in ("overview", "portfolio"):
        at = AppTest.from_file(PROJECT / "dashboard" / "app.py", default_timeout=300)
        at.switch_page(f"views/{name}.py")
        first = _seconds(at.run)
        again = np.percentile([_seconds(at.run) for _ in range(RERUNS)], 95)
        if at.exception:
            raise RuntimeError(at.exception[0].value)
        figures += [
            Figure(f"{name.capitalize()} on that book, first opened", f"{first:.2f} s"),
            Figure("... run again, p95", f"{again * 1e3:.0f} ms", "<= 300 ms"),
        ]
    return figures


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Build the panel of the store again."""
    with building(Settings(store=Path(sys.argv[1])), change="loan months") as con:
        started = time.perf_counter()
        rows = build_loan_months(con)
        print(time.perf_counter() - started, rows)


if __name__ == "__main__":
    main()
