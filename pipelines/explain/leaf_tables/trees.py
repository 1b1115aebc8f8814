"""A CatBoost model's trees as arrays, read from its own JSON."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from catboost import CatBoostClassifier
from numpy.typing import NDArray

from pipelines.errors import Refused
from pipelines.model.artefact import EMPTY_LEAF_WEIGHT

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Split:
    """One question of a tree, asked on a level: is feature `column` above `border`?

    `sources` are the features it rests on, by place among the model's; `column` is None where a
    category decides, and CatBoost then answers.
    """

    sources: tuple[int, ...]
    column: int | None = None
    border: float = np.inf


@dataclass(frozen=True)
class Tree:
    """One oblivious tree: bit k of a leaf's number answers `splits[k]`; the last is the root."""

    splits: tuple[Split, ...]
    values: Floats
    weights: Floats


@dataclass(frozen=True)
class Forest:
    """All trees; score = `scale` x sum of leaf values + `bias`.

    `missing` is what stands in for a missing value, by feature: below or above all borders.
    """

    trees: tuple[Tree, ...]
    scale: float
    bias: float
    missing: NDArray[np.float32]


def read_forest(booster: CatBoostClassifier) -> Forest:
    """Take a booster apart.

    Raises Refused where its trees are not oblivious, score several classes or have splits that
    combine a category with a number.
    """
    content = _as_json(booster)
    scale, bias = content["scale_and_bias"]
    if "oblivious_trees" not in content or len(bias) != 1:
        raise Refused("the model's trees are not symmetric, or score several classes: train again")
    info = content["features_info"]
    reader = _SplitReader(info)
    missing = np.full(len(booster.feature_names_), -np.inf, dtype=np.float32)
    for feature in info.get("float_features", []):
        if feature["nan_value_treatment"] == "AsTrue":
            missing[feature["flat_feature_index"]] = np.inf
    trees = tuple(_tree(entry, reader) for entry in content["oblivious_trees"])
    return Forest(trees, float(scale), float(bias[0]), missing)


def _as_json(booster: CatBoostClassifier) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        booster.save_model(str(path), format="json")
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _tree(entry: dict[str, Any], reader: "_SplitReader") -> Tree:
    weights = np.asarray(entry["leaf_weights"], dtype=float)
    return Tree(
        splits=tuple(reader.split(split) for split in entry.get("splits") or ()),
        values=np.asarray(entry["leaf_values"], dtype=float),
        weights=np.where(weights > 0, weights, EMPTY_LEAF_WEIGHT),
    )


class _SplitReader:
    """Reads a split's features from CatBoost's description of the model's features."""

    def __init__(self, info: dict[str, Any]) -> None:
        floats = info.get("float_features", [])
        categories = info.get("categorical_features", [])
        self._columns = {f["feature_index"]: f["flat_feature_index"] for f in floats}
        self._categories = {f["feature_index"]: f["flat_feature_index"] for f in categories}
        first = sum(len(f.get("borders") or ()) for f in floats)
        first += sum(len(f.get("values") or ()) for f in categories)
        listed = [self._sources(ctr) for ctr in info.get("ctrs", []) for _ in ctr["borders"]]
        self._rates = dict(enumerate(listed, start=first))

    def split(self, entry: dict[str, Any]) -> Split:
        """Read one split of a tree."""
        match entry["split_type"]:
            case "FloatFeature":
                column = self._columns[entry["float_feature_index"]]
                return Split((column,), column, entry["border"])
            case "OneHotFeature":
                return Split((self._categories[entry["cat_feature_index"]],))
            case "OnlineCtr":
                return Split(self._rates[entry["split_index"]])
        raise Refused(f"the model splits by {entry['split_type']}, which no table holds")

    def _sources(self, rate: dict[str, Any]) -> tuple[int, ...]:
        """The categories whose bad rate a split looks at."""
        elements = rate["elements"]
        if any("cat_feature_index" not in element for element in elements):
            raise Refused(
                "the model combines a category with a number in one split: "
                "train it with max_ctr_complexity = 1"
            )
        found = {self._categories[element["cat_feature_index"]] for element in elements}
        return tuple(sorted(found))
