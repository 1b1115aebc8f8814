"""Which features a shock moved, and what each did to the scores."""

import pandas as pd

from pipelines.explain import Contributions
from pipelines.features import catalogue
from pipelines.portfolio.stress.records import FeatureMove

LISTED = 12


def feature_moves(
    before: pd.DataFrame, after: pd.DataFrame, calm: Contributions, found: Contributions
) -> tuple[FeatureMove, ...]:
    """The features whose contributions moved most on average, most adverse first.

    Frames and contributions are of the same loans in the same order.
    """
    shift = (found.values - calm.values).mean(axis=0)
    order = abs(shift).argsort()[::-1][:LISTED]
    known = {feature.name: feature for feature in catalogue()}
    moves = [
        FeatureMove(
            name=found.features[place],
            label=known[found.features[place]].label,
            group=known[found.features[place]].group,
            unit=known[found.features[place]].unit,
            before=_median(before[found.features[place]]),
            after=_median(after[found.features[place]]),
            log_odds=float(shift[place]),
        )
        for place in order
        if found.features[place] in known and shift[place] != 0
    ]
    return tuple(sorted(moves, key=lambda move: -move.log_odds))


def _median(values: pd.Series) -> float | None:
    middle = values.median()
    return None if pd.isna(middle) else float(middle)
