"""The models that are compared: what `train` would fit, and what it has to beat, left as it comes.

Each takes the training data, the rows to fit on and the rows to judge, and returns PDs in [0, 1].
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from pipelines.model.baselines import logistic_scores
from pipelines.model.data import TrainingData
from pipelines.model.fit import Fitter, default_parameters
from pipelines.model.progress import Watch
from pipelines.model.search import search_trees
from pipelines.model.split import Rows
from pipelines.settings import Settings

OURS, LOGISTIC, HISTOGRAM, LIGHTGBM = (
    "ours (train's defaults)",
    "logistic regression",
    "histogram boosting",
    "LightGBM",
)
Contender = Callable[[TrainingData, Rows, Rows], NDArray[np.float64]]


def ours(data: TrainingData, fit: Rows, judge: Rows) -> NDArray[np.float64]:
    """What `train` fits: its defaults for the number of bads, trees searched inside `fit`."""
    settings, chosen = Settings(), default_parameters(int(data.bad.sum()))
    fitter = Fitter(data, chosen, settings.seed, settings.threads, Watch(1, None, None))
    trees = search_trees(fitter, fit, text="").trees
    return _probability(fitter.score(fitter.fit(fit, trees=trees, text=""), judge))


def logistic(data: TrainingData, fit: Rows, judge: Rows) -> NDArray[np.float64]:
    """The product's own baseline: signed logs, medians, missing flags, one-hot, ridge."""
    return _probability(logistic_scores(data, fit, judge))


def histogram(data: TrainingData, fit: Rows, judge: Rows) -> NDArray[np.float64]:
    """scikit-learn's histogram boosting as it comes, told which columns are categories.

    On one thread: on tables this small its threads wait for each other longer than they work.
    """
    frame = _as_categories(data)
    model = HistGradientBoostingClassifier(categorical_features="from_dtype", random_state=0)
    with threadpool_limits(limits=1):
        model.fit(frame.iloc[fit], data.bad[fit])
        return np.asarray(model.predict_proba(frame.iloc[judge]))[:, 1]


def lightgbm(data: TrainingData, fit: Rows, judge: Rows) -> NDArray[np.float64]:
    """LightGBM as it comes, told which columns are categories."""
    from lightgbm import LGBMClassifier

    frame = _as_categories(data)
    frame.columns = pd.Index([f"x{place}" for place in range(frame.shape[1])])
    model = LGBMClassifier(random_state=0, n_jobs=Settings().threads, verbose=-1)
    model.fit(frame.iloc[fit], data.bad[fit])
    return np.asarray(model.predict_proba(frame.iloc[judge]))[:, 1]


CONTENDERS: dict[str, Contender] = {
    OURS: ours,
    LOGISTIC: logistic,
    HISTOGRAM: histogram,
    LIGHTGBM: lightgbm,
}


def _as_categories(data: TrainingData) -> pd.DataFrame:
    """The columns that have values, which scikit-learn insists on; texts as categories."""
    return data.frame.dropna(axis=1, how="all").astype(dict.fromkeys(data.categorical, "category"))


def _probability(score: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-score))
