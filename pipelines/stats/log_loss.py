"""The log loss of scores, for outcomes or for their probabilities."""

import numpy as np
from numpy.typing import ArrayLike


def log_loss_of_scores(bad: ArrayLike, score: ArrayLike) -> float:
    """Return the mean log loss of log-odds: mean(log(1 + e^s) - y s).

    `bad` is each case's outcome, 0 or 1, or its probability of being bad: then the loss is the one
    to be expected.
    """
    odds = np.asarray(score, dtype=float)
    return float(np.mean(np.logaddexp(0.0, odds) - np.asarray(bad, dtype=float) * odds))
