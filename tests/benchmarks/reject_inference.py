"""Reject inference against the truth: `python -m tests.benchmarks.reject_inference [--store DIR]`.

A synthetic store knows what would have become of every application. Each method's model is fitted
on what the lender knew before the hold-out, and judged on the hold-out's approved, all applicants
and declined by would-be outcomes; its PDs for the declined are held against their true PDs. All of
it is done for several draws of the merchants with replacement, fitting and judging alike; an
interval is the mean +- Student's 97.5 % times the deviation over the draws.
"""

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit
from scipy.stats import t

from pipelines.features import feature_frame
from pipelines.model.data import TrainingData, training_data
from pipelines.model.fit import Fitter, default_parameters
from pipelines.model.progress import Watch
from pipelines.model.range_restriction import auc_on_approved, range_restriction
from pipelines.model.reject_inference import Declined, Method, infer
from pipelines.model.search import search_trees
from pipelines.model.split import split
from pipelines.settings import Settings
from pipelines.stats.discrimination import auc
from pipelines.store import History

CASES: dict[str, tuple[Method, float]] = {
    "none": ("none", 1.0),
    "fuzzy": ("fuzzy", 1.0),
    "fuzzy, declined 1.5 times as bad": ("fuzzy", 1.5),
    "parcelling": ("parcelling", 1.0),
    "reweighting": ("reweighting", 1.0),
}
FIGURES = ("AUC approved", "AUC all", "AUC declined", "PD of declined / true")


@dataclass(frozen=True)
class World:
    """What the lender knew (`known`, `declined` without their PDs) and the hold-out's truth.

    `judged` has the features of the hold-out's applications; `truth` their merchant_id, approved,
    would_default and true_pd on the same index.
    """

    known: TrainingData
    declined: Declined
    judged: pd.DataFrame
    truth: pd.DataFrame


def main() -> None:
    """Print every method's figures and their difference to none."""
    parser = ArgumentParser(prog="python -m tests.benchmarks.reject_inference")
    parser.add_argument("--store", type=Path, default=Settings().store, help="a synthetic store")
    parser.add_argument("--draws", type=int, default=8)
    options = parser.parse_args()
    world = read(options.store)
    found = np.array([_figures(drawn, n) for n, drawn in enumerate(_draws(world, options.draws))])
    _show_restriction(world, found[:, 0].mean(axis=0))
    print(f"{'':<34}" + "".join(f"{name:>24}" for name in FIGURES))
    for place, name in enumerate(CASES):
        print(f"{name:<34}" + "".join(map(_text, found[:, place].T)))
        if place:
            print(f"{'  less none':<34}" + "".join(map(_text, (found[:, place] - found[:, 0]).T)))


def read(store: Path) -> World:
    """Divide the store as a training would, and take the declined of the time before the gap."""
    settings = Settings(store=store)
    with History(settings) as history:
        data, table = training_data(history), feature_frame(history)
    truth = pd.read_parquet(store / "exports-truth" / "truth.parquet").set_index("application_id")
    earlier, later = split(data, seed=settings.seed).repeats[0][0]
    names, at = list(data.frame.columns), table.applications["applied_at"]
    refused = ~truth["approved"].reindex(at.index)
    before = at.index[refused & (at <= data.applied_at[earlier].max())]
    after = at.index[at >= data.applied_at[later].min().normalize()]
    declined = Declined(
        table.frame.loc[before, names],
        pd.DatetimeIndex(at[before]),
        table.applications.loc[before, "merchant_id"].to_numpy(dtype=object),
        np.zeros(len(before)),
    )
    return World(rows(data, earlier), declined, table.frame.loc[after, names], truth.loc[after])


def rows(data: TrainingData, chosen: NDArray[np.intp]) -> TrainingData:
    """The chosen cases, in that order and as often as chosen."""
    return replace(
        data,
        frame=data.frame.iloc[chosen],
        bad=data.bad[chosen],
        applied_at=data.applied_at[chosen],
        known_on=data.known_on[chosen],
        merchants=data.merchants[chosen],
        weight=data.weight[chosen],
    )


def _draws(world: World, draws: int) -> Iterator[World]:
    """The world with its merchants drawn with replacement."""
    merchants = np.unique(
        np.concatenate(
            [world.known.merchants, world.declined.merchants, world.truth["merchant_id"]]
        )
    )
    for seed in range(draws):
        drawn = np.random.default_rng(seed).integers(len(merchants), size=len(merchants))
        times = pd.Series(np.bincount(drawn, minlength=len(merchants)), index=merchants)
        declined, judged = world.declined, _repeated(world.truth["merchant_id"], times)
        chosen = _repeated(declined.merchants, times)
        yield World(
            rows(world.known, _repeated(world.known.merchants, times)),
            Declined(
                declined.frame.iloc[chosen],
                declined.applied_at[chosen],
                declined.merchants[chosen],
                declined.pd[chosen],
            ),
            world.judged.iloc[judged],
            world.truth.iloc[judged],
        )


def _repeated(merchants: NDArray[np.object_] | pd.Series, times: pd.Series) -> NDArray[np.intp]:
    """Row numbers, each as often as its merchant was drawn."""
    return np.repeat(np.arange(len(merchants)), times[merchants].to_numpy())


def _figures(world: World, seed: int) -> list[list[float]]:
    """The figures of every case, in order."""
    plain = _Model(world.known)
    declined = replace(world.declined, pd=plain.pd(world.declined.frame))
    models = [
        _Model(infer(method, world.known, declined, seed=seed, risk_factor=factor))
        for method, factor in CASES.values()
        if method != "none"
    ]
    return [_judged(model.pd(world.judged), world.truth) for model in (plain, *models)]


class _Model:
    """What a training would fit on the cases, with the tree count searched among them."""

    def __init__(self, data: TrainingData) -> None:
        settings, everything = Settings(), np.arange(len(data.bad))
        parameters = default_parameters(round(float(data.weight @ data.bad)))
        watch = Watch(1, None, None)
        self._fitter = Fitter(data, parameters, settings.seed, settings.threads, watch)
        trees = search_trees(self._fitter, everything, text="").trees
        self._booster = self._fitter.fit(everything, trees=trees, text="")

    def pd(self, frame: pd.DataFrame) -> NDArray[np.float64]:
        """The model's own PDs, uncalibrated."""
        none, n = np.zeros(len(frame), dtype=np.int64), len(frame)
        data = replace(self._fitter.data, frame=frame, bad=none, weight=none + 1.0)
        fitter = replace(self._fitter, data=data)
        return np.asarray(expit(fitter.score(self._booster, np.arange(n))))


def _judged(pd_: NDArray[np.float64], truth: pd.DataFrame) -> list[float]:
    """The figures of one model."""
    bad = truth["would_default"].to_numpy(dtype=int)
    approved = truth["approved"].to_numpy(dtype=bool)
    areas = [auc(bad[part], pd_[part]) for part in (approved, approved | True, ~approved)]
    true_pd = truth["true_pd"].to_numpy()[~approved]
    return [*areas, float(pd_[~approved].mean() / true_pd.mean())]


def _show_restriction(world: World, plain: NDArray[np.float64]) -> None:
    """Say how far the declined lie outside the labelled, and what approval leaves of the AUC."""
    model = _Model(world.known)
    found = range_restriction(model.pd(world.known.frame), model.pd(world.declined.frame))
    share = float(world.truth["approved"].mean())
    base = float(world.truth["would_default"].mean())
    print(
        f"{len(world.known.bad):,} labelled and {len(world.declined.pd):,} declined before, "
        f"{len(world.truth):,} judged, {share:.0%} of them approved"
    )
    print(
        f"declined beyond PD {found.covered_pd:.3f}, which 99 % of the labelled stay below: "
        f"{found.beyond:.0%}"
    )
    for correlation in (0.5, 0.7, 1.0):
        expected = auc_on_approved(
            plain[1], base_rate=base, approval_share=share, correlation=correlation
        )
        print(
            f"AUC on approved expected at a prior score's correlation {correlation}: {expected:.3f}"
        )


def _text(figures: NDArray[np.float64]) -> str:
    """Mean and half the width of its 95 % interval."""
    half = t.ppf(0.975, len(figures) - 1) * figures.std(ddof=1)
    return f"{f'{figures.mean():.3f} ± {half:.3f}':>24}"


if __name__ == "__main__":
    main()
