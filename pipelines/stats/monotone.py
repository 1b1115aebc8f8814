"""Does a score fall where it should rise?"""

import numpy as np
from numpy.typing import NDArray

SLACK = 1e-12
"""Log-odds below which a difference is a matter of summing in another order."""


def largest_fall(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return, for each row, the largest step down between neighbours; 0 where it never falls."""
    return np.maximum(-np.diff(scores, axis=1), 0).max(axis=1)
