"""What a scenario does to each merchant's days: factors, merchants x days."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pipelines.portfolio.stress.scenarios import Path, Scenario

Floats = NDArray[np.float64]
TAKINGS_DAYS = 7
"""A marketplace pays out the sales of the week before."""


@dataclass(frozen=True)
class Factors:
    """Factors on what each merchant of `merchant_id` does on each of `days` (since 1970-01-01)."""

    merchant_id: NDArray[np.object_]
    days: NDArray[np.int64]
    sales: Floats
    purchases: Floats
    to_suppliers: Floats

    @property
    def money_in(self) -> Floats:
        """The mean factor on sales of the week up to each day; before the shock it was 1."""
        calm = np.ones((len(self.sales), TAKINGS_DAYS - 1))
        total = np.cumsum(np.hstack([np.zeros((len(calm), 1)), calm, self.sales]), axis=1)
        return (total[:, TAKINGS_DAYS:] - total[:, :-TAKINGS_DAYS]) / TAKINGS_DAYS

    def to_arrow(self) -> pa.Table:
        """One row per merchant and day."""
        return pa.table(
            {
                "merchant_id": pa.array(np.repeat(self.merchant_id, len(self.days))),
                "day": np.tile(self.days, len(self.merchant_id)),
                "sales": self.sales.ravel(),
                "purchases": self.purchases.ravel(),
                "to_suppliers": self.to_suppliers.ravel(),
                "money_in": self.money_in.ravel(),
            }
        )


def factors_of(
    scenario: Scenario,
    merchants: pa.Table,
    last_day: int,
    dependence: Mapping[str, float],
) -> Factors:
    """Lay the scenario's paths over the days up to `last_day`, on which it has lasted `days`.

    `merchants` has merchant_id, industry and region; `dependence` is the share of a merchant's
    purchases that comes from stopped suppliers, 0 where it is not listed.
    """
    since = np.arange(1, scenario.days + 1)
    shape = (merchants.num_rows, len(since))
    path = np.broadcast_to(_along(scenario.overall, since), shape)
    path = path * _by_place(scenario.industry, merchants["industry"].to_pylist(), since)
    path = path * _by_place(scenario.region, merchants["region"].to_pylist(), since)
    ids = np.array(merchants["merchant_id"].to_pylist(), dtype=object)
    share = np.array([dependence.get(name, 0.0) for name in ids])[:, None]
    stock = scenario.suppliers.stock_days if scenario.suppliers else 0
    return Factors(
        merchant_id=ids,
        days=last_day - scenario.days + since,
        sales=path * (1 - share * (since > stock)),
        purchases=path,
        to_suppliers=path * (1 - share),
    )


def _by_place(paths: Mapping[str, Path], places: list[str], since: NDArray[np.int64]) -> Floats:
    """Each merchant's path by its industry or region; 1 where none is stated for it."""
    known = {place: _along(path, since) for place, path in paths.items()}
    calm = np.ones(len(since))
    return np.stack([known.get(place, calm) for place in places]).reshape(len(places), len(since))


def _along(path: Path, since: NDArray[np.int64]) -> Floats:
    if not path:
        return np.ones(len(since))
    return np.interp(since, [day for day, _ in path], [factor for _, factor in path])
