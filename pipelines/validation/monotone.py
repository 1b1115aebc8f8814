"""Does the registered model keep the directions it was held to?"""

from dataclasses import dataclass

import numpy as np

from pipelines.model.artefact import load_bytes
from pipelines.model.fit import pool, raw_scores
from pipelines.stats.monotone import SLACK, largest_fall
from pipelines.validation.case import ValidationCase

SWEPT_ROWS = 10_000
POINTS = 11


@dataclass(frozen=True)
class Directions:
    """Sweeps of one case and one feature over its values, and how many fell where they should rise.

    `largest_fall` is in log-odds; `worst` names the feature it was found in, empty where none was.
    """

    features: int
    sweeps: int
    violations: int
    largest_fall: float
    worst: str


def directions(case: ValidationCase) -> Directions:
    """Sweep each constrained feature over its quantiles for cases drawn by lot, ten thousand in
    all; everything else about a case stays as it is.
    """
    data = case.fitter.data
    known = data.frame.notna().any()
    held = [
        f for f in data.features if f.direction and f.name not in data.categorical and known[f.name]
    ]
    booster = load_bytes(case.training.blob)
    n = int(np.ceil(SWEPT_ROWS / max(len(held), 1)))
    drawn = data.frame.sample(n, replace=True, random_state=case.fitter.seed)
    rows = drawn.reset_index(drop=True)
    violations, sweeps, fall, worst = 0, 0, 0.0, ""
    for feature in held:
        values = data.frame[feature.name].dropna().to_numpy(dtype=float)
        points = np.quantile(values, np.linspace(0, 1, POINTS))[:: feature.direction]
        swept = rows.iloc[np.repeat(np.arange(n), POINTS)].reset_index(drop=True)
        swept[feature.name] = np.tile(points, n)
        scores = raw_scores(booster, pool(swept, data.categorical))
        falls = largest_fall(scores.reshape(n, POINTS))
        sweeps, violations = sweeps + n, violations + int((falls > SLACK).sum())
        if falls.max() > max(fall, SLACK):
            fall, worst = float(falls.max()), feature.name
    return Directions(len(held), sweeps, violations, fall, worst)
