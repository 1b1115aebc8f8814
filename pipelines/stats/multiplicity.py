"""Looking at many things at once without mistaking chance for a finding."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def holm(p_values: ArrayLike) -> NDArray[np.float64]:
    """Adjusted p-values, in the order given; those at most alpha are findings at level alpha.

    The k-th smallest of m is multiplied by m - k + 1, none may be below a smaller one's, and 1 is
    the most (Holm 1979). The chance of any false finding stays under alpha however the tests depend
    on each other.
    """
    given = np.asarray(p_values, dtype=float)
    if given.ndim != 1 or not ((given >= 0) & (given <= 1)).all():
        raise ValueError("p-values must be a list of numbers between 0 and 1")
    order = np.argsort(given, kind="stable")
    raised = np.maximum.accumulate(given[order] * np.arange(len(given), 0, -1))
    adjusted = np.empty(len(given))
    adjusted[order] = np.minimum(raised, 1.0)
    return adjusted
