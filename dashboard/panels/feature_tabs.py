"""The tabs of the Features page, and the first of them: one feature."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import formats, page, queries, values
from dashboard.charts import feature_bins
from dashboard.charts.feature_history import feature_history
from dashboard.findings import features as says
from dashboard.panels.feature_leaks import show_leaks
from dashboard.panels.feature_sets import show_alike, show_drift
from dashboard.panels.features import labels_of
from dashboard.queries import features
from pipelines.profile import BookProfile, FeatureProfile

DIRECTION_WORDS = {-1: "a rise is expected to lower the risk", 0: "no direction expected",
                   1: "a rise is expected to raise the risk"}  # fmt: skip


def show_details(version_id: str, found: BookProfile) -> None:
    """The tabs; only the open one is drawn."""
    page.tabs(
        {
            "One feature": partial(show_one, found=found),
            "Drift": partial(show_drift, found=found),
            "Alike": partial(show_alike, found=found),
            "Leak audit": show_leaks,
        },
        version_id,
    )


def show_one(version_id: str, found: BookProfile) -> None:
    """A feature chosen by the address, a click or the list: by outcome, its values, over time."""
    labels = labels_of(found)
    name = st.selectbox(
        "Feature", list(labels), format_func=labels.__getitem__, key="feature", bind="query-params"
    )
    one = found.of(name)
    currency = queries.version().book.currency
    written = partial(values.value, unit=one.feature.unit, currency=currency)
    bins = features.bins(one, says.bin_labels(one, currency))
    sentence = says.one_feature(one, list(bins["bin"]))
    page.finding(sentence, _about(one))
    if one.is_silent:
        return
    left, right = st.columns(2)
    with left:
        _show_outcomes(found, one, bins, sentence)
    with right:
        _show_values(version_id, found, one, bins, written)
    _show_months(found, one, written)


def _about(one: FeatureProfile) -> str:
    feature = one.feature
    window = f", last {feature.window_days} days" if feature.window_days else ""
    missing = f"missing for {one.missing:,} of {formats.plural(one.n, 'application')}"
    meaning = f"{feature.meaning.rstrip('.')} " if feature.meaning else ""
    return (
        f"{meaning}({feature.group}, from {values.feed_name(feature.feed)}{window}; "
        f"{DIRECTION_WORDS[feature.direction]}; {missing})."
    )


def _show_outcomes(
    found: BookProfile, one: FeatureProfile, bins: pd.DataFrame, sentence: str
) -> None:
    if not found.outcomes:
        st.markdown("No outcome is known yet, so there is no bad rate to show.")
        return
    card = page.chart(
        f"Bad rate by {one.feature.label}",
        feature_bins.bad_rate(bins, found.bads / found.outcomes),
        bins,
        alt=sentence,
        name="bad-rate",
    )
    card.caption(
        f"Whiskers: 95 % intervals (Wilson); n: known outcomes, {found.outcomes:,} in all. Bins "
        f"part the {'reference ' if found.periods else ''}applications about equally."
    )


def _show_values(
    version_id: str, found: BookProfile, one: FeatureProfile, bins: pd.DataFrame,
    written: Callable[[float], str],
) -> None:  # fmt: skip
    label = one.feature.label
    if one.quantiles:
        before, now = features.values(version_id, found, one.feature.name)
        figure = feature_bins.distribution(before, now, written, label)
        low, high = written(one.quantiles[2]), written(one.quantiles[4])
        middle = f"Half of all values lie from {low} to {high}; the outermost 1 % is not drawn"
    else:
        names = ["before", "now"] if found.periods else ["n"]
        figure = feature_bins.shares_by_text(bins, names)
        middle = f"{one.distinct:,} different texts"
    card = page.chart(f"Where {label} lies", figure, bins, alt=f"{middle}.", name="values")
    periods = f" {says.against(found.periods)}." if found.periods else ""
    card.caption(formats.markdown(f"{middle}.{periods}"))


def _show_months(found: BookProfile, one: FeatureProfile, written: Callable[[float], str]) -> None:
    months, quarters = features.months(one), features.quarters(one)
    start = pd.Timestamp(found.periods.newest_first) if found.periods else None
    card = page.chart(
        f"{one.feature.label} over time",
        feature_history(months, quarters, start, written),
        months,
        alt=f"{formats.plural(len(months), 'month')} of applications; the newest median is "
        f"{written(months['median'].iloc[-1])}",
        name="over-time",
    )
    if found.periods:
        card.caption(
            "Shaded: the newest period. Ticks: what sampling alone stays under; red: beyond it and "
            "above 0.25. A quarter of the reference period is part of what it is held against, "
            "which makes it look calmer."
        )
