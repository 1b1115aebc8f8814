"""Which pairs of features the model uses together."""

import pandas as pd

from pipelines.model import Model


def interaction_rows(model: Model) -> pd.DataFrame:
    """One row per pair that shares a tree, the strongest first: place, first, second, strength.

    Strength is CatBoost's: over all trees, how far the leaf values change where both features
    change together beyond what each does alone, in per cent of all pairs.
    """
    found = model.booster.get_feature_importance(type="Interaction")
    pairs = [(model.features[int(a)], model.features[int(b)], float(size)) for a, b, size in found]
    pairs.sort(key=lambda pair: (-pair[2], pair[:2]))
    frame = pd.DataFrame(pairs, columns=["first", "second", "strength"])
    frame.insert(0, "place", range(1, len(frame) + 1))
    return frame.assign(mean_size=float("nan"), n=None)


def partners(pairs: pd.DataFrame) -> dict[str, str]:
    """The feature that each one interacts with most; `pairs` with the strongest first."""
    found: dict[str, str] = {}
    for first, second in zip(pairs["first"], pairs["second"], strict=True):
        found.setdefault(first, second)
        found.setdefault(second, first)
    return found
