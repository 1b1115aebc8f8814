"""The feature catalogue: one definition a feature, its SQL beside its meaning."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Unit = Literal["money", "count", "days", "ratio", "share", "number", "text"]
FOLDER = Path(__file__).with_name("families")
FAMILIES = (
    "sales_level",
    "sales_growth",
    "sales_volatility",
    "activity",
    "tenure",
    "order_value",
    "refunds",
    "buyers",
    "channels",
    "purchases",
    "bank",
    "debt",
    "order",
    "market",
    "patterns",
)
"""The families, in the order in which the catalogue lists them."""


@dataclass(frozen=True)
class Measure:
    """A named expression over one stage's rows; a part of features that no model sees.

    `kinds` says, at the stage of spans, which events it counts.
    """

    name: str
    stage: str
    sql: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feature:
    """One column of the catalogue.

    `unit` money is cents of the book's currency, share a part of 1. `window_days` is how far back
    it looks, None for all history. `direction` is the sign of its expected effect on the PD as the
    value rises (0: none expected) and becomes the model's monotone constraint. `group` is the
    driver group that reasons are given by, under the reason code `reason`; `owner` answers for the
    definition. A feature that is not `scored` is there to explore and to watch, but no model is
    trained on it. `sql` is computed at `stage` (`stages/*.sql`, or "application" over the joined
    stages); an attribute has none.
    """

    name: str
    label: str
    meaning: str
    unit: Unit
    window_days: int | None
    feed: str
    direction: Literal[-1, 0, 1]
    group: str
    reason: str
    owner: str = ""
    scored: bool = True
    stage: str = ""
    sql: str = ""


Definition = Feature | Measure


@dataclass(frozen=True)
class Family:
    """The features of one driver group and the measures they are made of."""

    measures: tuple[Measure, ...]
    features: tuple[Feature, ...]


@cache
def families() -> tuple[Family, ...]:
    """Every family of the catalogue, in order."""
    return tuple(_family(FOLDER / f"{name}.toml") for name in FAMILIES)


@cache
def catalogue() -> tuple[Feature, ...]:
    """Every feature, in order."""
    return tuple(feature for family in families() for feature in family.features)


@cache
def definitions() -> dict[str, Definition]:
    """Every feature and measure by name."""
    items: list[Definition] = []
    for family in families():
        items += [*family.features, *family.measures]
    return {item.name: item for item in items}


def _family(path: Path) -> Family:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    shared = {key: content[key] for key in ("group", "reason", "feed", "stage", "owner")}
    shared["scored"] = content.get("scored", True)
    measures = [
        Measure(
            name, body.get("stage", content["stage"]), body["sql"], tuple(body.get("kinds", ()))
        )
        for name, body in content.get("measures", {}).items()
    ]
    features = [_feature(name, shared | body) for name, body in content["features"].items()]
    return Family(tuple(measures), tuple(features))


def _feature(name: str, body: dict[str, Any]) -> Feature:
    return Feature(name=name, window_days=body.pop("window_days", None), **body)
