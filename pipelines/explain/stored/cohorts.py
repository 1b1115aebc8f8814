"""How far features and driver groups move the scores of cohorts of applications."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Level = Literal["feature", "group"]


@dataclass(frozen=True, eq=False)
class Drivers:
    """What moves scores: `values` (applications x `names`) in log-odds, by feature or by group."""

    level: Level
    names: tuple[str, ...]
    values: Floats


def joint(features: Drivers, group_of: Mapping[str, str]) -> Drivers:
    """The driver groups' contributions, summed within each application: what cancels, cancels."""
    groups = tuple(dict.fromkeys(group_of[name] for name in features.names))
    belongs = np.array([[group_of[name] == group for group in groups] for name in features.names])
    return Drivers("group", groups, features.values @ belongs.astype(float))


def cohort_means(
    drivers: Drivers, rows: NDArray[np.intp], cohorts: NDArray[np.integer], count: int
) -> tuple[Floats, Floats, NDArray[np.integer]]:
    """Mean |contribution| and mean contribution (both cohorts x names), and n of each cohort.

    Application `rows[k]` belongs to cohort `cohorts[k]`; no cohort of the `count` may be empty.
    """
    n = np.bincount(cohorts, minlength=count)
    shape = (count, len(drivers.values))
    weights = csr_array((1 / n[cohorts], (cohorts, rows)), shape=shape)
    return weights @ np.abs(drivers.values), weights @ drivers.values, n


def importance_rows(
    drivers: Drivers, application_ids: Sequence[str], members: pd.DataFrame
) -> pd.DataFrame:
    """One row per cohort and name: kind, cohort, level, name, importance, contribution, n.

    `members` has application_id, kind and cohort, a row for each cohort an application is in.
    """
    grouped = members.groupby(["kind", "cohort"])
    codes, cohorts = grouped.ngroup().to_numpy(), grouped.size().index
    rows = pd.Index(application_ids).get_indexer(pd.Index(members["application_id"]))
    sizes, means, n = cohort_means(drivers, rows, codes, len(cohorts))
    names = len(drivers.names)
    return pd.DataFrame(
        {
            "kind": np.repeat(cohorts.get_level_values(0), names),
            "cohort": np.repeat(cohorts.get_level_values(1), names),
            "level": drivers.level,
            "name": np.tile(np.array(drivers.names, object), len(cohorts)),
            "importance": sizes.ravel(),
            "contribution": means.ravel(),
            "n": np.repeat(n, names),
        }
    )
