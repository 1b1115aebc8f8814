"""Checks that every statistic shares: equal lengths, finite numbers, both classes present."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def two_classes(bad: ArrayLike, score: ArrayLike) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Return `bad` as booleans and `score` as floats; ValueError unless both classes occur."""
    is_bad, values = outcomes(bad, score)
    if is_bad.all() or not is_bad.any():
        raise ValueError("needs at least one bad and one good")
    return is_bad, values


def outcomes(bad: ArrayLike, score: ArrayLike) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Return `bad` as booleans and `score` as floats; ValueError when they do not fit together."""
    labels, values = np.asarray(bad, dtype=float), np.asarray(score, dtype=float)
    if labels.ndim != 1 or labels.shape != values.shape or not len(labels):
        raise ValueError(f"outcomes {labels.shape} and scores {values.shape} do not fit together")
    if not np.isfinite(values).all():
        raise ValueError("scores must be finite numbers")
    if not np.isin(labels, (0.0, 1.0)).all():
        raise ValueError("outcomes must be 0 or 1")
    return labels.astype(bool), values


def probabilities(bad: ArrayLike, pd: ArrayLike) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Return outcomes and PDs as `outcomes`; ValueError when a PD lies outside [0, 1]."""
    is_bad, probability = outcomes(bad, pd)
    if (probability < 0).any() or (probability > 1).any():
        raise ValueError("probabilities must lie between 0 and 1")
    return is_bad, probability
