"""Which calibration to use, chosen on cases the scored models were not fitted on."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.model.calibration.beta import Beta, fit_beta
from pipelines.model.calibration.isotonic import Isotonic, fit_isotonic
from pipelines.model.calibration.platt import Platt, fit_platt
from pipelines.model.split import stratified_folds

Calibration = Platt | Beta | Isotonic
Fit = Callable[[NDArray[np.int64], NDArray[np.float64]], Calibration]
FITS: dict[str, Fit] = {"platt": fit_platt, "beta": fit_beta, "isotonic": fit_isotonic}
"""The kinds, simplest first."""
FOLDS = 5
MOST_TRIED = 200_000
"""Of more cases the kinds are tried on so many, drawn at random: enough to tell them apart."""


@dataclass(frozen=True)
class CalibrationTrial:
    """Mean log loss of a kind on cases left out of its fit, and how much it is above the least.

    `standard_error` is of that paired difference.
    """

    kind: str
    log_loss: float
    above_least: float
    standard_error: float


def calibration_trials(
    bad: NDArray[np.int64],
    score: NDArray[np.float64],
    merchants: NDArray[np.object_],
    *,
    seed: int,
) -> tuple[CalibrationTrial, ...]:
    """Try every kind by cross-fitting, on the same folds."""
    if len(bad) > MOST_TRIED:
        drawn = np.random.default_rng(seed).choice(len(bad), MOST_TRIED, replace=False)
        bad, score, merchants = bad[drawn], score[drawn], merchants[drawn]
    losses = {
        kind: _losses(bad, cross_fitted_pd(kind, bad, score, merchants, seed=seed)) for kind in FITS
    }
    least = min(losses.values(), key=lambda loss: float(loss.mean()))
    return tuple(
        CalibrationTrial(
            kind,
            float(loss.mean()),
            float((loss - least).mean()),
            float((loss - least).std(ddof=1) / np.sqrt(len(loss))),
        )
        for kind, loss in losses.items()
    )


def chosen_kind(trials: tuple[CalibrationTrial, ...]) -> str:
    """Return the simplest kind whose loss is within one standard error of the least.

    The rule of Breiman et al. (1984): a curve with more freedom has to earn it.
    """
    return next(t.kind for t in trials if t.above_least <= t.standard_error)


def cross_fitted_pd(
    kind: str,
    bad: NDArray[np.int64],
    score: NDArray[np.float64],
    merchants: NDArray[np.object_],
    *,
    seed: int,
) -> NDArray[np.float64]:
    """Return for each case the PD by a calibration fitted without its fold, for honest reports."""
    pd = np.empty(len(bad))
    for fit, judge in stratified_folds(bad, merchants, folds=FOLDS, seed=seed):
        pd[judge] = FITS[kind](bad[fit], score[fit]).pd(score[judge])
    return pd


def to_record(calibration: Calibration) -> dict[str, Any]:
    """Return the calibration as plain values, its kind among them."""
    return {"kind": calibration.kind} | asdict(calibration)


def from_record(entry: dict[str, Any]) -> Calibration:
    """Rebuild a calibration from `to_record`'s values; KeyError for an unknown kind."""
    values = {name: value for name, value in entry.items() if name != "kind"}
    match entry["kind"]:
        case "platt":
            return Platt(**values)
        case "beta":
            return Beta(**values)
        case "isotonic":
            return Isotonic(tuple((float(x), float(y)) for x, y in values["knots"]))
    raise KeyError(entry["kind"])


def _losses(bad: NDArray[np.int64], pd: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(-np.log(np.where(bad == 1, pd, 1 - pd)))
