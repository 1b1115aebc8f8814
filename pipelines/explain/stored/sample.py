"""Fixed samples of applications for the charts that draw one dot an application."""

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from pipelines.explain.stored.cohorts import Drivers, Floats

POINTS, MEASURED, SWARM, SWARM_FEATURES = 1_500, 1_000, 250, 12


def fixed_sample(application_ids: Sequence[str], size: int) -> NDArray[np.intp]:
    """The places of up to `size` applications, the same ones whenever a book has these: by MD5."""
    digests = [hashlib.md5(name.encode(), usedforsecurity=False).digest()
               for name in application_ids]  # fmt: skip
    return np.array(sorted(range(len(digests)), key=digests.__getitem__)[:size], dtype=np.intp)


def places(values: Floats) -> Floats:
    """Each value's place from 0 (lowest) to 1 (highest), NaN where it is missing."""
    known = ~np.isnan(values)
    found = np.full(len(values), np.nan)
    if known.any():
        found[known] = (rankdata(values[known], method="min") - 1) / max(known.sum() - 1, 1)
    return found


def point_rows(
    application_ids: Sequence[str], drivers: Drivers, numbers: Floats, partners: Mapping[str, str]
) -> pd.DataFrame:
    """One row per numeric feature and application, in the columns of table `explain_points`.

    `numbers` (applications x names) are values, all NaN for a category; `partners` names the
    feature that each one interacts with most.
    """
    columns = {name: place for place, name in enumerate(drivers.names)}
    numeric = [name for name in drivers.names if not np.isnan(numbers[:, columns[name]]).all()]
    nothing = np.full(len(numbers), np.nan)
    ranks = {name: places(numbers[:, columns[name]]) for name in numeric}
    kept = [columns[name] for name in numeric]
    return pd.DataFrame(
        {
            "feature": np.repeat(np.array(numeric, object), len(numbers)),
            "application_id": np.tile(np.array(application_ids, object), len(numeric)),
            "value": numbers[:, kept].T.ravel(),
            "contribution": drivers.values[:, kept].T.ravel(),
            "partner": np.repeat(
                np.array([partners.get(n) for n in numeric], object), len(numbers)
            ),
            "partner_rank": np.concatenate(
                [ranks.get(partners.get(name, ""), nothing) for name in numeric] or [nothing[:0]]
            ),
        }
    )


def swarm_rows(
    application_ids: Sequence[str], drivers: Drivers, numbers: Floats, strongest: Sequence[str]
) -> pd.DataFrame:
    """One row per strong feature and application, in the columns of table `explain_swarm`."""
    columns = [drivers.names.index(name) for name in strongest]
    return pd.DataFrame(
        {
            "feature": np.repeat(np.array(strongest, object), len(numbers)),
            "application_id": np.tile(np.array(application_ids, object), len(columns)),
            "contribution": drivers.values[:, columns].T.ravel(),
            "value_rank": np.concatenate([places(numbers[:, column]) for column in columns]),
        }
    )
