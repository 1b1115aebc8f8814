"""The tabs of the Explain page, and three of them: features, spread, cohorts."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page, states, values
from dashboard.charts import drivers
from dashboard.charts.beeswarm import beeswarm
from dashboard.findings import explain as says
from dashboard.panels.dependence import show_dependence
from dashboard.panels.driver_months import show_months
from dashboard.panels.explain_baselines import show_baselines
from dashboard.panels.interactions import show_interactions
from dashboard.queries import explain

FIRST = 15
COHORT_WORDS = {
    "Size": "Size: quarters of the applications by sales of the 365 days before.",
    "Vintage": "Vintage: the quarter of application.",
}
DIRECTION_WORDS = {-1: "lowers the risk", 0: "either way", 1: "raises the risk"}


def show_details(version_id: str, groups: pd.DataFrame, features: pd.DataFrame) -> None:
    """The tabs: features, spread, dependence, interactions, cohorts, over time, baselines."""
    page.tabs(
        {
            "Features": lambda _: show_features(features),
            "Spread": partial(show_spread, features=features),
            "Dependence": partial(show_dependence, features=features),
            "Interactions": partial(show_interactions, features=features),
            "Cohorts": partial(show_cohorts, groups=groups),
            "Over time": show_months,
            "What the baseline changes": show_baselines,
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
    dots = explain.swarm(version_id)
    first = features[features["name"].isin(dots["name"])]
    labels = dict(zip(first["name"], first["label"], strict=True))
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
        st.markdown(f"This book states no {by.lower()}, so there are no cohorts to compare.")
        return
    if enough.empty:
        states.nothing_matches([f"the minimum of {explain.FEWEST} applications a cohort"])
        return
    sentence = says.cohort(enough, by)
    page.finding(sentence)
    order = [name for name in groups["driver_group"] if name in set(enough["driver_group"])]
    card = page.chart(
        f"What moves the scores, by {by.lower()}",
        drivers.cohort_map(enough, order, _in_order(enough)),
        frame,
        alt=sentence,
        name="cohorts",
    )
    small = sorted(set(frame.loc[frame["n"] < explain.FEWEST, "cohort"]))
    left_out = f" Left out, fewer than {explain.FEWEST}: {', '.join(small)}." if small else ""
    card.caption(
        formats.markdown(
            "Mean joint contribution in log-odds; below zero lowers the risk against the base. "
            f"{COHORT_WORDS.get(by, '')}{left_out}"
        )
    )


def _in_order(frame: pd.DataFrame) -> list[str]:
    """The cohorts by name, sizes from the smallest up."""
    names = sorted(set(frame["cohort"]))
    return sorted(names, key=explain.SIZES.index) if set(names) <= set(explain.SIZES) else names
