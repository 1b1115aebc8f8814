"""Features that rank the applications alike."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from pipelines.profile.records import Cluster

ALIKE = 0.8
FEWEST_COMMON = 30


def rank_correlation(frame: pd.DataFrame) -> pd.DataFrame:
    """Spearman's rho of every two columns, over the rows in which both have a value.

    Each column is ranked once, over all its values: with missing values that is Pearson's r of
    those ranks on the common rows, which ranking anew for every pair would change little. NaN for
    fewer than 30 common rows or without variation.
    """
    ranks = frame.rank().to_numpy(dtype=float)
    known = np.isfinite(ranks)
    centred = np.where(known, ranks - np.nanmean(ranks, axis=0), 0.0)
    held = known.astype(float)
    n, sums, squares = np.hsplit(held.T @ np.hstack([held, centred, centred**2]), 3)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = squares - sums**2 / n
        rho = (centred.T @ centred - sums * sums.T / n) / np.sqrt(spread * spread.T)
    enough = (n >= FEWEST_COMMON) & (np.minimum(spread, spread.T) > 1e-9 * np.maximum(squares, 1))
    rho = np.where(enough, np.clip(rho, -1, 1), np.nan)
    return pd.DataFrame(rho, index=frame.columns, columns=frame.columns)


def clusters(
    correlation: pd.DataFrame, worth: Callable[[str], float], *, alike: float = ALIKE
) -> tuple[Cluster, ...]:
    """Groups of two and more in which every |rho| is `alike` or above, the largest first.

    Hierarchical clustering of 1 - |rho| with complete linkage, cut at 1 - `alike`; an unknown rho
    counts as 0. `worth` orders the members, the one to keep first.
    """
    if len(correlation) < 2:
        return ()
    size = correlation.abs().fillna(0.0).to_numpy(copy=True)
    np.fill_diagonal(size, 1.0)
    joined = linkage(squareform(1 - (size + size.T) / 2, checks=False), "complete")
    labels = pd.Series(fcluster(joined, 1 - alike, "distance"), index=correlation.columns)
    found = [
        _cluster([str(name) for name in names], correlation, worth)
        for names in labels.groupby(labels).groups.values()
        if len(names) > 1
    ]
    return tuple(sorted(found, key=lambda cluster: (-len(cluster.names), -cluster.weakest)))


def _cluster(names: list[str], correlation: pd.DataFrame, worth: Callable[[str], float]) -> Cluster:
    weakest = float(correlation.loc[names, names].abs().to_numpy().min())
    return Cluster(tuple(sorted(names, key=lambda name: -worth(name))), weakest)
