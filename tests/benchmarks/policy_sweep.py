"""The Policy lab's redraw on 100,000 applications, resampled from the demo's with noise."""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from pipelines.offers import load_policy
from pipelines.settings import PROJECT, Settings
from pipelines.simulation.cases import Cases, read_cases
from pipelines.simulation.frontier import frontier
from pipelines.simulation.intervals import intervals, profit_band, resamples
from pipelines.simulation.replay import replay
from pipelines.simulation.segments import by_segment
from pipelines.simulation.swaps import merchant_swaps, swap_set
from pipelines.simulation.sweep import CutOffs, policy_at
from pipelines.simulation.totals import figures
from pipelines.store import History
from tests.benchmarks.figures import Figure

APPLICATIONS = 100_000
CUT_OFFS = 200
SPREAD = 0.05
"""Noise on log PD and log sales, so that no two applications are alike."""


def measure(store: Path) -> list[Figure]:
    """Time what one move of a lever costs, part by part and in all."""
    with History(Settings(store=store)) as history:
        cases = resampled(read_cases(history))
    policy = load_policy(PROJECT / "data" / "policy.toml")
    draft = policy_at(policy, 0.07)
    today, drawn = replay(cases, policy), resamples(cases)
    today_figures = figures(today, "offered")

    def swept() -> None:
        cut = CutOffs(cases, draft, "offered")
        cut.best()
        cut.at(cut.spread(CUT_OFFS))

    def band() -> None:
        cut = CutOffs(cases, draft, "offered")
        profit_band(drawn, cut, cut.spread(CUT_OFFS))

    def swapped() -> None:
        then = replay(cases, draft)
        swap_set(cases, today, then)
        merchant_swaps(cases, today, then)

    def changed() -> None:
        then = figures(replay(cases, draft), "offered")
        intervals(drawn, then)
        intervals(drawn, then - today_figures)

    def parts() -> None:
        then = replay(cases, draft)
        by_segment(cases, today, then, drawn, segment="industry", basis="offered")

    size = f"{len(cases):,} applications"
    works: dict[str, Callable[[], Any]] = {
        f"replay of {size}": lambda: replay(cases, draft),
        f"sweep of {CUT_OFFS} cut-offs over {size}": swept,
        "the sweep's band of profit over merchants": band,
        "replay, intervals of the figures and of the change": changed,
        "replay, swap set by group and by merchant": swapped,
        "replay, segments by industry": parts,
        "frontier over 60 cut-offs and five limits": lambda: frontier(cases, draft, "offered"),
    }
    taken = {what: fastest(work) for what, work in works.items()}
    redraw = sum(taken[what] for what in list(works)[1:4])
    return [
        *(Figure(what, f"{seconds * 1e3:,.0f} ms") for what, seconds in taken.items()),
        Figure("one lever moved: sweep, band and intervals", f"{redraw * 1e3:,.0f} ms", "1,000 ms"),
    ]


def resampled(cases: Cases) -> Cases:
    """As many applications as wanted: copies of merchants under new names, PD and sales moved."""
    rng = np.random.default_rng(3)
    copies = -(-APPLICATIONS // len(cases))
    rows = np.tile(np.arange(len(cases)), copies)[:APPLICATIONS]
    copy = np.repeat(np.arange(copies), len(cases))[:APPLICATIONS]
    found = cases.take(rows)
    noise = np.exp(rng.normal(0, SPREAD, (2, APPLICATIONS)))
    return replace(
        found,
        application_id=np.arange(APPLICATIONS).astype(str).astype(object),
        merchant_id=np.array([f"{m}-{k}" for m, k in zip(found.merchant_id, copy, strict=True)]),
        pd=np.clip(found.pd * noise[0], 0, 1),
        sales_365d_cents=np.round(found.sales_365d_cents * noise[1]),
        worst_month_cents=np.round(found.worst_month_cents * noise[1]),
    )


def fastest(work: Callable[[], Any], times: int = 3) -> float:
    """Seconds of the fastest of a few runs."""
    seconds = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


if __name__ == "__main__":
    for figure in measure(Path(sys.argv[1])):
        print(figure.line())
