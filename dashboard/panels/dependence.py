"""One feature's dependence: what its value adds to the score, expected against found."""

from collections.abc import Mapping
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page, queries, values
from dashboard.charts.dependence import dependence
from dashboard.findings import explain as says
from dashboard.queries import explain


def show_dependence(version_id: str, features: pd.DataFrame) -> None:
    """One chosen feature's value against its contribution, its partner's value coloured in."""
    labels = dict(zip(features["name"], features["label"], strict=True))
    name = st.selectbox(
        "Feature", list(labels), format_func=labels.__getitem__, key="feature", bind="query-params"
    )
    row = features[features["name"] == name].iloc[0]
    steps = explain.steps(version_id, name)
    numbers = steps[steps["kind"] == "step"]
    if numbers.empty:
        show_categories(steps, row)
        return
    sentence = says.dependence(row, float(row["found"]))
    page.finding(sentence)
    points = explain.points(version_id, name)
    partner = _partner(points, labels)
    currency = queries.version().book.currency
    written = partial(values.value, unit=explain.unit(name), currency=currency)
    card = page.chart(
        f"{row['label']} against what it adds to the score",
        dependence(points, numbers, written, str(row["label"]), partner),
        steps,
        alt=sentence,
        name="dependence",
    )
    card.caption(formats.markdown(_beneath(row, points, steps, partner)))


def _partner(points: pd.DataFrame, labels: Mapping[str, str]) -> str | None:
    """The label of the feature that colours the dots, where it has values."""
    if points.empty or points["partner_rank"].isna().all():
        return None
    name = str(points["partner"].iloc[0])
    return labels.get(name, name)


def _beneath(row: pd.Series, points: pd.DataFrame, steps: pd.DataFrame, partner: str | None) -> str:
    coloured = (
        f", coloured by {partner}, the feature the model combines it with most" if partner else ""
    )
    meaning = f"{row['meaning']}. " if row["meaning"] else ""
    return (
        f"{meaning}Dots: {len(points):,} applications of a fixed sample{coloured}; line and band: "
        "mean and 10-90 % over about twenty equal parts of all values, one that many share being a "
        f"part of its own. {_lacking(steps)}"
    )


def _lacking(steps: pd.DataFrame) -> str:
    missing = steps[steps["kind"] == "missing"]
    if missing.empty:
        return "Every application has a value."
    n, contribution = int(missing["n"].iloc[0]), float(missing["contribution"].iloc[0])
    return f"{formats.plural(n, 'application')} without a value: {contribution:+.3f} on average."


def show_categories(steps: pd.DataFrame, row: pd.Series) -> None:
    """What each category adds, or that no application of the book has a value."""
    categories = steps[steps["kind"] == "category"]
    if categories.empty:
        st.markdown(
            f"No application of this book has a value of **{formats.markdown(row['label'])}**, so "
            f"there is nothing to draw. {formats.markdown(_lacking(steps))}"
        )
        return
    top = categories.iloc[int(categories["contribution"].argmax())]
    page.finding(
        f"{row['label']} adds most where it is {top['text_value']}: {top['contribution']:+.2f} "
        f"log-odds on average ({formats.plural(int(top['n']), 'application')})."
    )
    page.titled(f"{row['label']} by value", categories, "categories")
    page.table(
        categories,
        {
            "text_value": columns.text("Value"),
            "n": columns.count("Applications"),
            "contribution": columns.number("Adds on average, log-odds", digits=3),
            "low": columns.number("10 % below", digits=3),
            "high": columns.number("10 % above", digits=3),
        },
        alt="Mean contribution by value",
    )
