"""How far PDs may be off: models of resampled cases, calibrated on the cases they did not see."""

import numpy as np
import pandas as pd

from pipelines.model.calibration.platt import fit_platt
from pipelines.model.data import TrainingData
from pipelines.model.fit import Fitter, default_parameters, pool, raw_scores
from pipelines.model.progress import Watch
from pipelines.simulation.pricing.menu import Floats


def pd_draws(
    data: TrainingData, frame: pd.DataFrame, *, trees: int, draws: int, seed: int, threads: int
) -> Floats:
    """PDs of the rows of `frame` by bootstrap, one row a draw.

    Each draw resamples goods and bads with replacement (Efron, 1979), fits as many trees as the
    registered model has, and calibrates by Platt on the cases left out of the draw: about 37 % of
    them. The spread of the draws holds both the ranking's error and the calibration's; with few
    bads the out-of-bag calibration makes it somewhat wider than it is.
    """
    fitter = Fitter(
        data, default_parameters(int(data.bad.sum())), seed, threads, Watch(draws, None, None)
    )
    rng = np.random.default_rng(seed)
    classes = [np.flatnonzero(data.bad == label) for label in (0, 1)]
    asked = pool(frame[[feature.name for feature in data.features]], data.categorical)
    found = []
    for number in range(draws):
        rows = np.concatenate([rng.choice(part, len(part)) for part in classes])
        left_out = np.setdiff1d(np.arange(len(data.bad)), rows)
        model = fitter.fit(rows, trees=trees, text=f"Draw {number + 1} of {draws}")
        curve = fit_platt(data.bad[left_out], fitter.score(model, left_out))
        found.append(curve.pd(raw_scores(model, asked, threads=threads)))
    return np.array(found)
