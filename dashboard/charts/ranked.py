"""Ranked horizontal bars: the largest parts of a whole, each labelled with its share."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme
from pipelines.portfolio import Exposure

LABEL_LENGTH = 26


def ranked(
    exposures: Sequence[Exposure], symbol: str, *, first: int = 10, limit: float | None = None
) -> go.Figure:
    """The `first` largest exposures, largest on top, with their share of the whole.

    `limit` is the largest share that one of them may have; it is drawn as a line.
    """
    shown = exposures[:first]
    fig = theme.figure(height=30 * len(shown) + 50, right=64)
    fig.add_trace(
        go.Bar(
            y=[exposure.key for exposure in shown],
            x=[exposure.exposure_cents / 100 for exposure in shown],
            orientation="h",
            marker={"color": theme.BOOK},
            text=[formats.rate(exposure.share) for exposure in shown],
            textposition="outside",
            cliponaxis=False,
            customdata=[
                [exposure.key, exposure.label, exposure.share, exposure.merchants]
                for exposure in shown
            ],
            hovertemplate=f"%{{customdata[1]}}<br>{symbol}%{{x:,.0f}}, %{{customdata[2]:.1%}}"
            "<br>Merchants: %{customdata[3]:,}<extra></extra>",
        )
    )
    fig.update_yaxes(
        autorange="reversed", type="category", showgrid=False,
        tickvals=[exposure.key for exposure in shown],
        ticktext=[_short(exposure.label) for exposure in shown],
    )  # fmt: skip
    highest = max(exposure.exposure_cents for exposure in shown) / 100
    if limit is not None:
        highest = max(highest, _limit_line(fig, shown[0].exposure_cents / shown[0].share, limit))
    fig.update_xaxes(rangemode="tozero", **axes.money(highest, symbol, most=3))
    return fig


def _limit_line(fig: go.Figure, total_cents: float, limit: float) -> float:
    """Draw the limit over the bars and return where it stands, in units."""
    at = total_cents * limit / 100
    fig.add_vline(x=at, line={"color": theme.TEXT, "width": 1})
    fig.add_annotation(
        x=at, y=0, yref="paper", yanchor="bottom", xanchor="right", xshift=-4, showarrow=False,
        text=f"limit {formats.rate(limit)}", font={"color": theme.TEXT},
    )  # fmt: skip
    return at


def _short(label: str) -> str:
    written = label[:1].upper() + label[1:]
    return written if len(written) <= LABEL_LENGTH else f"{written[: LABEL_LENGTH - 1]}…"
