"""What every search rests on, made ready once: levers, the book's ranges and the model's tables."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.explain.leaf_tables import LeafTables, leaf_tables
from pipelines.features import FeatureTable
from pipelines.features.restate import ORDER, naming
from pipelines.model import Model
from pipelines.offers.applicant import HISTORY
from pipelines.offers.terms import Policy
from pipelines.recourse.levers import AMOUNT, EXPOSURE, Lever
from pipelines.recourse.moves import Bounds, Floats, Pull

RANGE = (0.01, 0.99)
"""The quantiles of the book within which a lever may move a feature."""
WHOLE_UNITS = ("count", "days", "money")


@dataclass(frozen=True, eq=False)
class Grounds:
    """Levers, model and policy; `names` are the figures that levers move or the policy reads.

    `low` and `high` are the book's 1st and 99th percentile of each figure.
    """

    model: Model
    policy: Policy
    tables: LeafTables
    names: tuple[str, ...]
    pulls: tuple[Pull, ...]
    low: Floats
    high: Floats
    whole: np.ndarray

    @classmethod
    def of(
        cls, levers: tuple[Lever, ...], table: FeatureTable, model: Model, policy: Policy
    ) -> "Grounds":
        """Make levers ready for the applications of `table`."""
        named = [n for lever in levers for m in lever.moves for n in (m.feature, m.base) if n]
        names = tuple(dict.fromkeys([AMOUNT, EXPOSURE, *HISTORY, *named]))
        low, high = _percentiles(names, table.frame)
        unit = {feature.name: feature.unit for feature in table.features}
        return cls(
            model=model,
            policy=policy,
            tables=leaf_tables(model.booster),
            names=names,
            pulls=tuple(Pull.of(lever, names) for lever in levers),
            low=low,
            high=high,
            whole=np.array([unit.get(name, "money") in WHOLE_UNITS for name in names]),
        )

    def own(
        self, row: Mapping[str, float], amount_cents: int | None, exposure_cents: int
    ) -> Floats:
        """An applicant's figures in the order of `names`; NaN where missing."""
        given = {AMOUNT: amount_cents or np.nan, EXPOSURE: exposure_cents}
        return np.array([given[n] if n in given else row[n] for n in self.names], dtype=float)

    def bounds(self, own: Floats) -> Bounds:
        """How far the figures of this applicant may go: the book's range, or where they stand.

        Figures that follow from the amount asked for are whatever it makes of them.
        """
        low, high = np.fmin(self.low, own), np.fmax(self.high, own)
        minimum = float(self.policy.limit.minimum_cents)
        for k, name in enumerate(self.names):
            if name == AMOUNT:
                low[k], high[k] = np.fmin(minimum, own[k]), own[k]
            elif name == EXPOSURE:
                low[k], high[k] = 0, own[k]
            elif name in naming((ORDER,)):
                low[k], high[k] = -np.inf, np.inf
        return Bounds(low, high, self.whole)


def _percentiles(names: tuple[str, ...], frame: pd.DataFrame) -> tuple[Floats, Floats]:
    """The ends of the book's range; no range where a figure has no value at all."""
    low, high = np.full(len(names), np.nan), np.full(len(names), np.nan)
    for k, name in enumerate(names):
        if name in frame and (seen := frame[name].dropna()).size:
            low[k], high[k] = np.quantile(seen, RANGE, method="nearest")
    return low, high
