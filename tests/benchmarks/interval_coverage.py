"""Does the AUC's interval hold the truth as often as it says? `... [--store DIR]`, a synthetic one.

The champion's scores and the true PDs of all applications are a population whose true AUC is known.
A world is a draw of n of them with replacement, each outcome drawn from its true PD.
"""

from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import binom

from pipelines.settings import Settings
from pipelines.stats.intervals import auc_interval
from pipelines.store import History
from tests.benchmarks.figures import Figure

SIZES = (500, 1_780, 5_000)
WORLDS, LEVEL, SEED = 200, 0.95, 20190115
SCORED = "select application_id, score from scores order by application_id"


@dataclass(frozen=True)
class Coverage:
    """How many of the worlds' intervals hold the truth, and the mean half-width of all."""

    truth: float
    held: int
    worlds: int
    half_width: float


def true_auc(score: NDArray[np.float64], true_pd: NDArray[np.float64]) -> float:
    """AUC when each case is a bad with its PD and a good with the rest; ties count half.

    Pairs of a case with itself, one in n, are counted as ties.
    """
    _, place = np.unique(score, return_inverse=True)
    bads, goods = np.bincount(place, true_pd), np.bincount(place, 1 - true_pd)
    below = np.cumsum(goods) - goods / 2
    return float(bads @ below / (bads.sum() * goods.sum()))


def coverage(
    score: NDArray[np.float64],
    true_pd: NDArray[np.float64],
    n: int,
    *,
    worlds: int = WORLDS,
    seed: int = SEED,
) -> Coverage:
    """Draw the worlds and hold each one's interval against the population's AUC."""
    rng, truth = np.random.default_rng(seed), true_auc(score, true_pd)
    bounds = np.empty((worlds, 2))
    for world in range(worlds):
        drawn = rng.integers(len(score), size=n)
        found = auc_interval(rng.random(n) < true_pd[drawn], score[drawn], level=LEVEL)
        bounds[world] = found.low, found.high
    held = int(((bounds[:, 0] <= truth) & (truth <= bounds[:, 1])).sum())
    return Coverage(truth, held, worlds, float(np.diff(bounds).mean() / 2))


def expected(worlds: int = WORLDS) -> tuple[int, int]:
    """Bounds of how many intervals hold the truth in 99 % of trials, were the level kept."""
    low, high = binom.interval(0.99, worlds, LEVEL)
    return int(low), int(high)


def measure(store: Path) -> list[Figure]:
    """The coverage at every size on the store's champion."""
    truth = pd.read_parquet(store / "exports-truth" / "truth.parquet").set_index("application_id")
    with History(Settings(store=store)) as history:
        scored = history.frame(SCORED).set_index("application_id")["score"]
    score, true_pd = scored.to_numpy(dtype=float), truth.loc[scored.index, "true_pd"].to_numpy()
    low, high = expected()
    figures = []
    for n in SIZES:
        found = coverage(score, true_pd, n)
        what = f"AUC {found.truth:.3f} held at n = {n:,} (± {found.half_width:.3f})"
        figures.append(Figure(what, f"{found.held} of {WORLDS}", f"{low}-{high}"))
    return figures


def main() -> None:
    """Print one line a size."""
    parser = ArgumentParser(prog="python -m tests.benchmarks.interval_coverage")
    parser.add_argument("--store", type=Path, default=Settings().store, help="a synthetic store")
    for figure in measure(parser.parse_args().store):
        print(figure.line(), flush=True)


if __name__ == "__main__":
    main()
