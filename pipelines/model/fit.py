"""Fitting one CatBoost classifier, and finding how many trees it should have."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd
from catboost import CatBoostClassifier, CatBoostError, Pool
from numpy.typing import NDArray

from pipelines.errors import Refused
from pipelines.features import Feature
from pipelines.model.data import TrainingData
from pipelines.model.device import Unit
from pipelines.model.progress import Watch
from pipelines.model.split import Rows

REGULAR_BELOW_BADS = 500
ONE_HOT_UP_TO = 10
"""Levels a category may have to be split level by level: a bad rate by level needs many bads."""


@dataclass(frozen=True)
class Parameters:
    """What a training may vary; the defaults differ only by the number of bads.

    `iterations` bounds the trees, `patience` ends their search after that many without gain, and
    `slices` says on how many validation slices of the fitted cases that search is averaged.
    `border_count` is into how many steps at most a feature is cut: fitting takes as much longer.
    A category of at most `one_hot_max_size` levels is split level by level, any other by CatBoost's
    ordered bad rate of each level.
    """

    iterations: int = 1000
    learning_rate: float = 0.05
    depth: int = 4
    l2_leaf_reg: float = 3.0
    subsample: float = 0.8
    rsm: float = 1.0
    border_count: int = 128
    one_hot_max_size: int = 2
    patience: int = 50
    slices: int = 1


def default_parameters(bads: int) -> Parameters:
    """Return slower, more regular learning where few bads would let it learn them by heart."""
    if bads >= REGULAR_BELOW_BADS:
        return Parameters()
    return Parameters(
        iterations=600,
        learning_rate=0.03,
        l2_leaf_reg=10.0,
        rsm=0.2,
        border_count=32,
        one_hot_max_size=ONE_HOT_UP_TO,
        slices=3,
    )


@dataclass(frozen=True)
class Fitter:
    """Everything but the rows: parameters, constraints, seed and threads of one training."""

    data: TrainingData
    parameters: Parameters
    seed: int
    threads: int
    watch: Watch
    unit: Unit = "CPU"

    def fit(self, rows: Rows, *, trees: int, text: str) -> CatBoostClassifier:
        """Fit `trees` trees on `rows`."""
        return self._fit(rows, None, trees, text)

    def score(self, model: CatBoostClassifier, rows: Rows) -> NDArray[np.float64]:
        """Return the model's raw log-odds of `rows`."""
        return raw_scores(model, self.pool(rows))

    def importance(self, model: CatBoostClassifier) -> dict[str, float]:
        """Return each feature's share, in per cent, of the change that splits make to the score."""
        values = model.get_feature_importance(type="PredictionValuesChange")
        return dict(zip(model.feature_names_, map(float, values), strict=True))

    def fit_until(self, rows: Rows, validate: Rows, *, text: str) -> CatBoostClassifier:
        """Fit on `rows` until the log loss on `validate` has not fallen for `patience` trees."""
        return self._fit(rows, validate, self.parameters.iterations, text)

    def _fit(self, rows: Rows, validate: Rows | None, trees: int, text: str) -> CatBoostClassifier:
        """Run CatBoost; Refused when it cannot use the features, Stopped when asked to stop."""
        self.watch.begin(text, trees=trees)
        model = CatBoostClassifier(
            iterations=trees,
            random_seed=self.seed,
            thread_count=self.threads,
            **fixed_parameters(self.parameters, self.unit),
            **constraints(self.data.features, self.data.categorical),
        )
        evaluation = None if validate is None else self.pool(validate)
        patience = None if validate is None else self.parameters.patience
        try:
            model.fit(
                self.pool(rows),
                eval_set=evaluation,
                use_best_model=False,
                early_stopping_rounds=patience,
                callbacks=self.watch.callbacks() or None,
            )
        except CatBoostError as error:
            raise Refused(f"CatBoost cannot train on these features: {_last(error)}") from error
        self.watch.end()
        return model

    def pool(self, rows: Rows) -> Pool:
        """Return CatBoost's view of the rows."""
        data = self.data
        return pool(
            data.frame.iloc[rows], data.categorical, data.bad[rows], weight=data.weight[rows]
        )


def pool(
    frame: pd.DataFrame,
    categorical: Sequence[str],
    bad: NDArray[np.int64] | None = None,
    *,
    weight: NDArray[np.float64] | None = None,
) -> Pool:
    """Return the frame as a CatBoost pool; a missing category is a category of its own."""
    if categorical:
        text = {name: frame[name].astype(object).fillna("missing") for name in categorical}
        frame = frame.assign(**text)
    return Pool(frame, label=bad, weight=weight, cat_features=list(categorical))


def raw_scores(model: CatBoostClassifier, cases: Pool, *, threads: int = -1) -> NDArray[np.float64]:
    """Return the model's log-odds of each case; -1 thread is all of them, and scores are equal."""
    found = model.predict(cases, prediction_type="RawFormulaVal", thread_count=threads)
    return np.asarray(found, dtype=float)


def fixed_parameters(parameters: Parameters, unit: Unit) -> dict[str, Any]:
    """Return the parameters as CatBoost names them, with those that are always the same.

    On a GPU trees choose among all features: drawing some (`rsm`) is known to CPUs only.
    """
    chosen = asdict(parameters)
    for name in ("iterations", "patience", "slices", *(["rsm"] if unit == "GPU" else [])):
        del chosen[name]
    return chosen | {
        "loss_function": "Logloss",
        "task_type": unit,
        "bootstrap_type": "Bernoulli",
        "max_ctr_complexity": 1,
        "allow_writing_files": False,
        "verbose": False,
    }


def constraints(features: Sequence[Feature], categorical: Sequence[str]) -> dict[str, Any]:
    """Return the monotone constraints from the catalogue's directions.

    A missing value stands at the risky end of a constrained feature, never at the safe one:
    CatBoost puts it below all values, so where risk rises with the value it is put above them.
    For a feature that no fitted case lacks, the model file says so (`artefact.model_bytes`).
    """
    directed = [f for f in features if f.direction and f.name not in categorical]
    places = {feature.name: place for place, feature in enumerate(features)}
    rising = [f"{places[f.name]}:nan_mode=Max" for f in directed if f.direction > 0]
    chosen: dict[str, Any] = {}
    if directed:
        chosen["monotone_constraints"] = {f.name: f.direction for f in directed}
    if rising:
        chosen["per_float_feature_quantization"] = rising
    return chosen


def _last(error: CatBoostError) -> str:
    """Return CatBoost's own words without the place in its source."""
    return str(error).splitlines()[0].split(": ", 1)[-1]
