"""Which pairs of features the model uses together."""

import pandas as pd

from pipelines.explain.leaf_tables import leaf_tables
from pipelines.explain.model_rows import model_rows
from pipelines.model import Model


def interaction_rows(model: Model, sample: pd.DataFrame) -> pd.DataFrame:
    """One row per pair that shares a tree, the strongest first, as table `explain_interactions`.

    Strength is CatBoost's: over all trees, how far the leaf values change where both features
    change together beyond what each does alone, in per cent of all pairs. `mean_size` is the mean
    |SHAP interaction value| in log-odds over the `sample` (features of n applications), counted
    from both sides of the pair.
    """
    found = model.booster.get_feature_importance(type="Interaction")
    pairs = [(int(one), int(other), float(strength)) for one, other, strength in found]
    names = model.features
    pairs.sort(key=lambda pair: (-pair[2], names[pair[0]], names[pair[1]]))
    sizes = leaf_tables(model.booster).mean_interactions(*model_rows(model, sample))
    return pd.DataFrame(
        {
            "place": range(1, len(pairs) + 1),
            "first": [names[one] for one, _, _ in pairs],
            "second": [names[other] for _, other, _ in pairs],
            "strength": [strength for _, _, strength in pairs],
            "mean_size": [2 * sizes[one, other] for one, other, _ in pairs],
            "n": len(sample),
        }
    )


def partners(pairs: pd.DataFrame) -> dict[str, str]:
    """The feature that each one interacts with most; `pairs` with the strongest first."""
    found: dict[str, str] = {}
    for first, second in zip(pairs["first"], pairs["second"], strict=True):
        found.setdefault(first, second)
        found.setdefault(second, first)
    return found
