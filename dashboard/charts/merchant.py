"""A merchant's weeks and events, one feature against its peers, and the score's waterfall."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import theme

MARKS = {
    "loan": ("Loan funded", "diamond", theme.THIRD),
    "30 days late": ("30 days late", "triangle-down", theme.ACTION),
    "charge-off": ("Charged off", "x", theme.ACTION),
}


def weekly(
    weeks: pd.DataFrame, events: pd.DataFrame, applied_at: datetime, currency: str
) -> go.Figure:
    """Sales by week upward, refunds and chargebacks downward, with what happened marked.

    Weeks from the application on are lighter: the model saw none of them.
    """
    fig = theme.legend_on_top(theme.figure(height=360, top=30))
    seen = weeks["week"] + pd.Timedelta(days=6) < pd.Timestamp(applied_at)
    fig.add_trace(_bars(weeks, "sale_cents", "Sales", theme.BOOK, seen, 1, currency))
    fig.add_trace(
        _bars(weeks, "returned_cents", "Refunds and chargebacks", theme.SECOND, seen, -1, currency)
    )
    if weeks["year_before_cents"].notna().any():
        fig.add_trace(_year_before(weeks, currency))
    top = float(weeks["sale_cents"].max()) / 100
    for kind, look in MARKS.items():
        part = events[events["kind"] == kind]
        if len(part):
            fig.add_trace(_event_marks(part, top * 1.06, currency, *look))
    fig.add_vline(x=applied_at, line={"color": theme.TEXT, "width": 1.5, "dash": "dash"})
    fig.add_annotation(
        x=applied_at, y=1, yref="paper", yanchor="top", xanchor="right", xshift=-4,
        text=f"applied {formats.day(applied_at)}", showarrow=False,
    )  # fmt: skip
    fig.update_layout(barmode="relative", bargap=0.1)
    low = float(weeks["returned_cents"].max()) / 100
    fig.update_yaxes(
        title=f"{currency} a week", tickformat="~s", nticks=6, range=[-1.1 * low, 1.22 * top or 1]
    )
    fig.update_xaxes(tickformat=theme.MONTH)
    return fig


def waterfall(
    base: float, groups: Sequence[tuple[str, float]], score: float, whose: str = "fitted"
) -> go.Figure:
    """From the base, the mean of `whose` scores, one step a driver group, in log-odds."""
    labels = [f"Base: {whose}", *(name for name, _ in groups), "Score"]
    steps = [base, *(part for _, part in groups), score]
    fig = theme.figure(height=34 * len(labels) + 50)
    fig.add_trace(
        go.Waterfall(
            orientation="h",
            y=labels,
            x=steps,
            measure=["absolute", *("relative" for _ in groups), "total"],
            text=[f"{step:+.2f}" if n else f"{step:.2f}" for n, step in enumerate(steps)],
            textposition="outside",
            cliponaxis=False,
            increasing={"marker": {"color": theme.RAISES_RISK}},
            decreasing={"marker": {"color": theme.LOWERS_RISK}},
            totals={"marker": {"color": theme.BOOK}},
            connector={"line": {"color": theme.GRID, "width": 1}},
            hovertemplate="%{y}: %{text} log-odds<extra></extra>",
        )
    )
    fig.update_yaxes(autorange="reversed", showgrid=False)
    reached = np.cumsum([base, *(part for _, part in groups)])
    low, high = min(reached.min(), base, 0), max(reached.max(), base, 0)
    pad = 0.2 * (high - low)
    fig.update_xaxes(
        title="log-odds of default; right is riskier",
        showgrid=True,
        range=[low - pad, high + pad / 2],
    )
    return fig


def against_peers(
    values: np.ndarray, own: float | None, *, raises: bool, scale: float = 1.0
) -> go.Figure:
    """A small histogram of the peers between their 1st and 99th percentile, with the own mark.

    `raises` says whether the feature raises this score; `scale` turns the stored unit into the
    shown one.
    """
    fig = theme.figure(height=120)
    low, high = np.quantile(values, [0.01, 0.99]) * scale
    counts, edges = np.histogram(np.clip(values * scale, low, high), bins=24)
    fig.add_trace(
        go.Bar(
            x=(edges[:-1] + edges[1:]) / 2,
            y=counts,
            marker={"color": theme.NEUTRAL, "opacity": 0.6},
            customdata=np.round(counts / counts.sum(), 4),
            hovertemplate="around %{x:,.4~g}: %{y:,} applications, %{customdata:.1%}"
            "<extra></extra>",
        )
    )
    if own is not None:
        mark = float(np.clip(own * scale, low, high))
        colour = theme.RAISES_RISK if raises else theme.LOWERS_RISK
        fig.add_vline(x=mark, line={"color": colour, "width": 3})
    fig.update_layout(bargap=0.05)
    fig.update_yaxes(visible=False)
    fig.update_xaxes(nticks=4, tickformat="~s" if max(abs(low), abs(high)) >= 1000 else "~g")
    return fig


def _bars(
    weeks: pd.DataFrame,
    column: str,
    label: str,
    colour: str,
    seen: pd.Series,
    sign: int,
    currency: str,
) -> go.Bar:
    amounts = (weeks[column].astype(float) / 100).to_numpy()
    return go.Bar(
        x=weeks["week"],
        y=sign * amounts,
        customdata=amounts,
        name=label,
        marker={"color": np.where(seen, colour, theme.faded(colour, 0.4)).tolist()},
        hovertemplate=f"week of %{{x|{theme.DAY}}}<br>{label} {formats.symbol(currency)}"
        "%{customdata:,.0f}<extra></extra>",
    )


def _year_before(weeks: pd.DataFrame, currency: str) -> go.Scatter:
    return go.Scatter(
        x=weeks["week"],
        y=weeks["year_before_cents"] / 100,
        mode="lines",
        name="Same week a year before",
        line={"color": theme.NEUTRAL, "width": 1.5, "dash": "dot"},
        hovertemplate=f"a year before: {formats.symbol(currency)}%{{y:,.0f}}<extra></extra>",
    )


def _event_marks(
    part: pd.DataFrame, height: float, currency: str, label: str, symbol: str, colour: str
) -> go.Scatter:
    return go.Scatter(
        x=part["happened_at"],
        y=[height] * len(part),
        mode="markers",
        name=label,
        text=[
            f"{reference}, {formats.money(cents, currency)}"
            for reference, cents in part[["reference", "amount_cents"]].to_numpy().tolist()
        ],
        marker={"symbol": symbol, "size": 10, "color": colour},
        hovertemplate=f"{label} %{{x|{theme.DAY}}}<br>%{{text}}<extra></extra>",
    )
