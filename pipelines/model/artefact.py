"""The model file: bytes that depend on the trees alone and explain each row by itself."""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from catboost import CatBoostClassifier, Pool

from pipelines.features import Feature

VARYING_METADATA = ("train_finish_time", "model_guid")
"""What CatBoost writes anew at every run; made constant, equal trainings give equal bytes."""
EMPTY_LEAF_WEIGHT = 1e-6


def model_bytes(booster: CatBoostClassifier, fitted: Pool, features: Sequence[Feature]) -> bytes:
    """Return the model file of a booster, the pool it was fitted on and that pool's features.

    CatBoost gives a missing value its place only where it saw one when fitting; elsewhere it would
    count as the smallest, and so as the safest of a feature that raises the risk. The file says for
    every such feature that a missing value stands above all others.

    Monotone constraints give values to leaves that no fitted case reached. As long as such a leaf
    weighs nothing, CatBoost adds the cases being explained to the weights behind its SHAP values,
    and one application's contributions change with those explained beside it. Each such leaf
    therefore counts as a millionth of a case; scores are unaffected.
    """
    with tempfile.TemporaryDirectory() as name:
        plain, binary = Path(name) / "model.json", Path(name) / "model.cbm"
        booster.save_model(str(plain), format="json", pool=fitted)
        trees = json.loads(plain.read_text(encoding="utf-8"))
        rising = {feature.name for feature in features if feature.direction > 0}
        mended = _missing_on_top(_without_empty_leaves(trees), rising)
        plain.write_text(json.dumps(mended), encoding="utf-8")
        weighted = CatBoostClassifier()
        weighted.load_model(str(plain), format="json")
        metadata = weighted.get_metadata()
        for key in VARYING_METADATA:
            metadata[key] = "constant"
        weighted.save_model(str(binary))
        return binary.read_bytes()


def load_bytes(blob: bytes) -> CatBoostClassifier:
    """Load a model file; verify its digest first, for CatBoost can crash on a changed one."""
    booster = CatBoostClassifier()
    booster.load_model(blob=blob)
    return booster


def _without_empty_leaves(trees: dict[str, Any]) -> dict[str, Any]:
    """Return CatBoost's JSON model with no leaf of weight zero."""
    for tree in trees["oblivious_trees"]:
        tree["leaf_weights"] = [weight or EMPTY_LEAF_WEIGHT for weight in tree["leaf_weights"]]
    return trees


def _missing_on_top(trees: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """Return CatBoost's JSON model with missing values of `names` above all their borders."""
    for feature in trees["features_info"].get("float_features", []):
        if feature["feature_id"] in names:
            feature |= {"has_nans": True, "nan_value_treatment": "AsTrue"}
    return trees
