"""The tabs of the Explain page: features, spread, one feature's dependence, cohorts."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page, queries, states, values
from dashboard.charts import drivers
from dashboard.charts.beeswarm import beeswarm
from dashboard.charts.dependence import dependence
from dashboard.findings import explain as says
from dashboard.queries import explain

FIRST = 15
DIRECTION_WORDS = {-1: "lowers the risk", 0: "either way", 1: "raises the risk"}


def show_details(version_id: str, groups: pd.DataFrame, features: pd.DataFrame) -> None:
    """The tabs: features, spread, one feature's dependence, cohorts."""
    page.tabs(
        {
            "Features": lambda _: show_features(features),
            "Spread": partial(show_spread, features=features),
            "Dependence": partial(show_dependence, features=features),
            "Cohorts": partial(show_cohorts, groups=groups),
        },
        version_id,
    )


def show_features(features: pd.DataFrame) -> None:
    """The strongest features and the table of all of them."""
    shares = features.assign(share=features["importance"] / features["importance"].sum())
    sentence = says.directions(features)
    page.finding(sentence)
    page.chart(
        f"The {min(FIRST, len(shares))} strongest features",
        drivers.importance(shares.head(FIRST), "label"),
        shares,
        alt=sentence,
        name="features",
    )
    page.table(
        shares.assign(expected=shares["expected"].map(DIRECTION_WORDS)),
        {
            "label": columns.text("Feature", pinned=True),
            "driver_group": columns.text("Driver group"),
            "importance": columns.number("Mean movement", digits=3, help="Log-odds"),
            "share": columns.share("Share"),
            "expected": columns.text("A rise is expected to", help="From the catalogue"),
            "verdict": columns.text("Found", help="Rank correlation of value and contribution"),
            "found": columns.number("Rank correlation", digits=2),
            "most_lowering": columns.number("Lowers by up to", digits=3),
            "most_raising": columns.number("Raises by up to", digits=3),
            "missing": columns.count("Without a value"),
            "meaning": columns.text("Meaning", width="large"),
        },
        alt="All features with their movement, expected and found direction",
    )


def show_spread(version_id: str, features: pd.DataFrame) -> None:
    """The beeswarm of a fixed sample."""
    first = features.head(explain.SWARM_FEATURES)
    labels = dict(zip(first["name"], first["label"], strict=True))
    dots = explain.swarm(version_id, list(labels))
    shown = int(dots.groupby("name").size().max())
    widest = first.assign(span=first["moves"]).sort_values("span").iloc[-1]
    sentence = (
        f"{widest['label']} spans most: from {widest['most_lowering']:+.2f} to "
        f"{widest['most_raising']:+.2f} log-odds."
    )
    page.finding(sentence)
    card = page.chart(
        f"Contributions of the {len(labels)} strongest features",
        beeswarm(dots, labels),
        dots,
        alt=sentence,
        name="spread",
    )
    card.caption(
        f"One dot an application, {shown:,} of {int(features['n'].max()):,} drawn by a fixed rule; "
        "crosses have no value."
    )


def show_dependence(version_id: str, features: pd.DataFrame) -> None:
    """One chosen feature's value against its contribution, expected against found."""
    labels = dict(zip(features["name"], features["label"], strict=True))
    name = st.selectbox(
        "Feature", list(labels), format_func=labels.__getitem__, key="feature", bind="query-params"
    )
    row = features[features["name"] == name].iloc[0]
    every = explain.dependence(version_id, name)
    if every.empty:
        _show_categories(version_id, name, row)
        return
    sentence = says.dependence(row, float(row["found"]))
    page.finding(sentence)
    currency = queries.version().book.currency
    written = partial(values.value, unit=explain.unit(name), currency=currency)
    card = page.chart(
        f"{row['label']} against what it adds to the score",
        dependence(explain.thinned(every), every, written, str(row["label"])),
        every,
        alt=sentence,
        name="dependence",
    )
    lacking, contribution = explain.missing(version_id, name)
    absent = (
        f"{formats.plural(lacking, 'application')} without a value get {contribution:+.3f} on "
        "average."
        if lacking
        else "Every application has a value."
    )
    card.caption(
        formats.markdown(
            f"{row['meaning'] or ''}. Dots: applications; line: mean over twenty equal parts. "
            f"{absent}"
        )
    )


def _show_categories(version_id: str, name: str, row: pd.Series) -> None:
    categories = explain.attribute(version_id, name)
    if categories.empty:
        st.markdown(f"No application has a value of {formats.markdown(row['label'])}.")
        return
    page.titled(f"{row['label']} by value", categories, "categories")
    page.table(
        categories,
        {
            "value": columns.text("Value"),
            "n": columns.count("Applications"),
            "contribution": columns.number("Adds on average, log-odds", digits=3),
        },
        alt="Mean contribution by value",
    )


def show_cohorts(version_id: str, groups: pd.DataFrame) -> None:
    """Mean joint contribution by driver group in each cohort."""
    by = st.segmented_control(
        "Cohorts by", explain.COHORTS, default="Decision", required=True, key="by",
        bind="query-params",
    )  # fmt: skip
    frame = explain.cohorts(version_id, by or "Decision")
    frame["cohort"] = frame["cohort"].map(
        lambda name: values.DECISIONS.get(name, values.named(name))
    )
    enough = frame[frame["n"] >= explain.FEWEST]
    if frame.empty:
        st.markdown(f"This book states no {by.lower()} of its merchants.")
        return
    if enough.empty:
        states.nothing_matches([f"the minimum of {explain.FEWEST} applications a cohort"])
        return
    sentence = says.cohort(enough, by)
    page.finding(sentence)
    order = [name for name in groups["driver_group"] if name in set(enough["driver_group"])]
    card = page.chart(
        f"What moves the scores, by {by.lower()}",
        drivers.cohort_map(enough, order),
        frame,
        alt=sentence,
        name="cohorts",
    )
    small = sorted(set(frame.loc[frame["n"] < explain.FEWEST, "cohort"]))
    left_out = f" Left out, fewer than {explain.FEWEST}: {', '.join(small)}." if small else ""
    card.caption(
        formats.markdown(
            "Mean joint contribution in log-odds; below zero lowers the risk against the base."
            f"{left_out}"
        )
    )
