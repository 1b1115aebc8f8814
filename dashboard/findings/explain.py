"""What the Explain page says about drivers, directions and cohorts."""

import math

import pandas as pd

from dashboard import formats


def drivers(groups: pd.DataFrame, features: pd.DataFrame) -> str:
    """Which groups drive the scores, and how many features never do."""
    first = groups.iloc[0]
    text = (
        f"{first['driver_group']} drives the scores most: it moves one by "
        f"{first['importance']:.2f} log-odds on average, {formats.rate(first['share'])} of all "
        "movement"
    )
    if len(groups) >= 3:
        text += f"; the first three groups make {formats.rate(groups['share'].head(3).sum())}"
    unused = int((features["verdict"] == "not used").sum())
    if unused:
        text += f". {formats.plural(unused, 'feature')} of {len(features)} never move a score"
    return f"{text}."


def directions(features: pd.DataFrame) -> str:
    """Whether the features move scores in the direction that the catalogue expects."""
    expected = features[(features["expected"] != 0) & (features["verdict"] != "not used")]
    held = int((expected["verdict"] == "as expected").sum())
    text = f"{held} of {len(expected)} used features with an expected direction move that way"
    against = expected.loc[expected["verdict"] == "against", "label"]
    if len(against):
        text += f"; against it: {_named(against)}"
    unclear = expected.loc[expected["verdict"] == "unclear", "label"]
    if len(unclear):
        text += f"; unclear: {_named(unclear)}"
    return f"{text}."


def _named(labels: pd.Series, most: int = 3) -> str:
    """The first labels, and how many are left."""
    left = len(labels) - most
    return ", ".join(labels.head(most)) + (f" and {left} more" if left > 0 else "")


EXPECTED = {
    -1: "is expected to lower the risk as it rises",
    0: "may act either way",
    1: "is expected to raise the risk as it rises",
}


def dependence(row: pd.Series, correlation: float) -> str:
    """One feature's expected direction against the one found."""
    label, expected = row["label"], EXPECTED[int(row["expected"])]
    if row["verdict"] == "not used":
        return f"{label} {expected}; the model does not use it."
    found = (
        "no value to rank" if math.isnan(correlation) else f"rank correlation {correlation:+.2f}"
    )
    words = {
        "as expected": "and does",
        "against": "and does the opposite",
        "unclear": "and shows no clear direction",
        "no direction": "and shows none",
        "raises": "and raises it",
        "lowers": "and lowers it",
    }
    n = formats.plural(int(row["n"] - row["missing"]), "value")
    return f"{label} {expected} {words[row['verdict']]} ({found}, {n})."


def cohort(frame: pd.DataFrame, by: str) -> str:
    """The driver group in which the cohorts differ most."""
    if frame["cohort"].nunique() < 2:
        return f"There is one {by.lower()} with enough applications, so nothing to compare."
    wide = frame.pivot(index="driver_group", columns="cohort", values="contribution")
    span = (wide.max(axis=1) - wide.min(axis=1)).sort_values(ascending=False)
    name = span.index[0]
    return (
        f"{name} differs most between cohorts: from {wide.loc[name].min():+.2f} log-odds for "
        f"{wide.loc[name].idxmin()} to {wide.loc[name].max():+.2f} for {wide.loc[name].idxmax()}."
    )


def interactions(pairs: pd.DataFrame) -> str:
    """The pair the model combines most, and how far the strength is spread over pairs."""
    first = pairs.iloc[0]
    text = (
        f"{first['first_label']} and {first['second_label']} are combined most: "
        f"{first['strength']:.1f}\u00a0% of the strength of {formats.plural(len(pairs), 'pair')}"
    )
    ten = pairs["strength"].head(10).sum()
    return f"{text}; the first ten make {ten:.0f}\u00a0%." if len(pairs) > 10 else f"{text}."


def pair(grid: pd.DataFrame, labels: tuple[str, str]) -> str:
    """Where a pair adds most and least, and how many applications that rests on."""
    ordered = grid.sort_values("contribution")
    low, top = ordered.iloc[0], ordered.iloc[-1]
    return (
        f"Together, {labels[0]} and {labels[1]} add from {low['contribution']:+.2f} (n = "
        f"{int(low['n']):,}) to {top['contribution']:+.2f} log-odds (n = {int(top['n']):,})."
    )
