"""The pairs of features that the model uses together, and what a chosen pair adds."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page, queries, values
from dashboard.charts.interactions import gridded, pair_map, ranking
from dashboard.findings import explain as says
from dashboard.queries import explain

FIRST, CHOICE = 12, 100
STRENGTH = (
    "Strength, as CatBoost states it: how far leaf values change where both features change, "
    "beyond what each does alone, over all trees; in per cent of all pairs."
)


def show_interactions(version_id: str, features: pd.DataFrame) -> None:
    """The ranking of pairs, and the picture of one of them."""
    pairs = explain.pairs(version_id)
    if pairs.empty:
        st.markdown("The model uses every feature by itself: no two share a tree.")
        return
    sentence = says.interactions(pairs)
    page.finding(sentence)
    card = page.chart(
        f"The {min(FIRST, len(pairs))} strongest of {formats.plural(len(pairs), 'pair')}",
        ranking(pairs.head(FIRST)),
        pairs,
        alt=sentence,
        name="interactions",
    )
    card.caption(STRENGTH)
    if pairs["mean_size"].notna().any():
        _show_sizes(pairs)
    _show_pair(version_id, pairs, features)


def _show_sizes(pairs: pd.DataFrame) -> None:
    """The pairs whose interaction was measured on a sample."""
    measured = pairs[pairs["mean_size"].notna()].sort_values("mean_size", ascending=False)
    n = int(measured["n"].iloc[0])
    page.titled(f"Interaction values, {n:,} applications of a fixed sample", measured, "sizes")
    page.table(
        measured,
        {
            "first_label": columns.text("Feature"),
            "second_label": columns.text("with"),
            "mean_size": columns.number(
                "Mean size, log-odds", digits=4,
                help="Mean of |SHAP interaction value|, both sides of the pair together",
            ),
            "strength": columns.number("Strength, %", digits=2),
        },
        alt="Pairs by mean size of their interaction value",
        height=280,
    )  # fmt: skip


def _show_pair(version_id: str, pairs: pd.DataFrame, features: pd.DataFrame) -> None:
    """The picture of a chosen pair: mean joint contribution over a grid of both values."""
    choice = pairs.head(CHOICE).set_index("place")
    place = st.selectbox(
        "Pair", list(choice.index), key="pair", bind="query-params",
        format_func=lambda n: f"{choice.loc[n, 'first_label']} × {choice.loc[n, 'second_label']}",
    )  # fmt: skip
    one = choice.loc[place]
    sampled = explain.pair(version_id, one["first"], one["second"])
    labels = (str(one["first_label"]), str(one["second_label"]))
    if sampled.empty:
        st.markdown(
            f"No application of the sample has numbers for both {formats.markdown(labels[0])} and "
            f"{formats.markdown(labels[1])}."
        )
        return
    grid = gridded(sampled)
    sentence = says.pair(grid, labels)
    page.finding(sentence)
    currency = queries.version().book.currency
    first, second = (
        partial(values.value, unit=explain.unit(one[side]), currency=currency)
        for side in ("first", "second")
    )
    card = page.chart(
        f"{labels[0]} and {labels[1]}: what they add together",
        pair_map(grid, labels, (first, second)),
        grid,
        alt=sentence,
        name="pair",
    )
    card.caption(
        f"Mean joint contribution in log-odds by equal parts of both values, {len(sampled):,} "
        "applications of a fixed sample; a part is named by its median."
    )
