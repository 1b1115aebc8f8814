"""What noise in the features, or a feed that fails, does to the judged cases' scores."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.stats.discrimination import auc
from pipelines.validation.case import ValidationCase

NOISE = (0.05, 0.1, 0.25, 0.5)


@dataclass(frozen=True)
class Disturbance:
    """A disturbance and what it does: AUC after it, mean absolute change of the PD, and the share
    of cases whose grade on the master scale changes. `mean_pd` is the mean PD after it.
    """

    name: str
    features: int
    auc: float
    mean_pd: float
    mean_change: float
    regraded: float


@dataclass(frozen=True)
class Sensitivity:
    """The undisturbed AUC and mean PD beside noise of rising strength and each missing feed."""

    auc: float
    mean_pd: float
    noise: tuple[Disturbance, ...]
    feeds: tuple[Disturbance, ...]


def sensitivity(case: ValidationCase) -> Sensitivity:
    """Disturb the judged cases; a missing value stays missing under noise."""
    frame, data = case.frame(), case.fitter.data
    numbers = [str(name) for name in frame if name not in data.categorical]
    base = case.scores(frame)
    curve = case.training.evaluation.calibration
    noise = [
        _disturbed(case, base, f"noise of {level:.0%} of a standard deviation", changed, numbers)
        for level in NOISE
        for changed in [_noisy(frame, numbers, level, seed=case.fitter.seed)]
    ]
    feeds = [
        _disturbed(
            case, base, f"without {feed}", frame.assign(**dict.fromkeys(names, np.nan)), names
        )
        for feed, names in _feeds(case).items()
    ]
    return Sensitivity(
        auc=auc(case.judged["bad"], base),
        mean_pd=float(curve.pd(base).mean()),
        noise=tuple(noise),
        feeds=tuple(feeds),
    )


def _noisy(frame: pd.DataFrame, names: list[str], level: float, *, seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    values = frame[names].to_numpy(dtype=float)
    spread = frame[names].astype(float).std(ddof=0).fillna(0.0).to_numpy()
    noisy = values + rng.normal(size=values.shape) * spread * level
    return frame.assign(**dict(zip(names, noisy.T, strict=True)))


def _feeds(case: ValidationCase) -> dict[str, list[str]]:
    """The numeric features of each feed; a single feed is all there is, and is left out."""
    found: dict[str, list[str]] = {}
    for feature in case.fitter.data.features:
        if feature.name not in case.fitter.data.categorical:
            found.setdefault(feature.feed, []).append(feature.name)
    return found if len(found) > 1 else {}


def _disturbed(
    case: ValidationCase, base: np.ndarray, name: str, frame: pd.DataFrame, changed: list[str]
) -> Disturbance:
    score, curve = case.scores(frame), case.training.evaluation.calibration
    before, after = curve.pd(base), curve.pd(score)
    grades = [case.policy.grades_for(pd_) for pd_ in (before, after)]
    return Disturbance(
        name=name,
        features=len(changed),
        auc=auc(case.judged["bad"], score),
        mean_pd=float(after.mean()),
        mean_change=float(np.abs(after - before).mean()),
        regraded=float((grades[0] != grades[1]).mean()),
    )
