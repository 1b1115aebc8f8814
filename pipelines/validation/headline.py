"""The figures at the head of a validation, each with its interval."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipelines.stats.bootstrap import bootstrap_interval
from pipelines.stats.brier_parts import BrierDecomposition, brier_decomposition
from pipelines.stats.calibration import brier, ece, log_loss
from pipelines.stats.discrimination import average_precision, ks
from pipelines.stats.intervals import Interval, auc_interval
from pipelines.validation.case import ValidationCase

DRAWS = 300
Statistic = Callable[[NDArray[np.bool_], NDArray[np.float64]], float]


@dataclass(frozen=True)
class Measure:
    """A figure on the judged cases with its 95 % interval and how the interval was found."""

    name: str
    interval: Interval
    method: str


@dataclass(frozen=True)
class Headline:
    """All measures, of `n` cases with `bads`, the Brier score's parts, and the ECE's floor.

    `ece_of_perfect` is the ECE that perfectly calibrated PDs of these values would show by chance.
    """

    n: int
    bads: int
    measures: tuple[Measure, ...]
    brier: BrierDecomposition
    ece_of_perfect: float


def headline(case: ValidationCase, *, ece_of_perfect: float) -> Headline:
    """Work out discrimination from the scores and accuracy from the PDs."""
    bad, score, pd = (case.judged[name].to_numpy(float) for name in ("bad", "score", "pd"))
    area = auc_interval(bad, score)
    measures = [
        Measure("AUC", area, "DeLong"),
        Measure("Gini", _gini(area), "DeLong"),
        _resampled("KS", ks, bad, score, case, by_class=True, reflected=True),
        _resampled("PR-AUC", average_precision, bad, score, case, by_class=True),
        _resampled("Brier", brier, bad, pd, case),
        _resampled("Log loss", log_loss, bad, pd, case),
        _resampled("ECE", ece, bad, pd, case, reflected=True),
    ]
    return Headline(
        n=len(bad),
        bads=int(bad.sum()),
        measures=tuple(measures),
        brier=brier_decomposition(bad, pd),
        ece_of_perfect=ece_of_perfect,
    )


def _gini(area: Interval) -> Interval:
    low, high = 2 * area.low - 1, 2 * area.high - 1
    return replace(area, estimate=2 * area.estimate - 1, low=low, high=high)


def _resampled(
    name: str,
    statistic: Statistic,
    bad: NDArray[np.float64],
    values: NDArray[np.float64],
    case: ValidationCase,
    *,
    by_class: bool = False,
    reflected: bool = False,
) -> Measure:
    found = bootstrap_interval(
        statistic,
        bad,
        values,
        seed=case.fitter.seed,
        draws=DRAWS,
        by_class=by_class,
        reflected=reflected,
    )
    # Reflection can leave the estimate, or all a figure can be, outside: these belong to it always.
    low, high = max(min(found.low, found.estimate), 0.0), max(found.high, found.estimate)
    return Measure(
        name,
        replace(found, low=low, high=high),
        "bootstrap, reflected" if reflected else "bootstrap",
    )
