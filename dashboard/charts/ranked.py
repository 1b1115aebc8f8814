"""Ranked horizontal bars: the largest parts of a whole, each labelled with its share."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme
from pipelines.portfolio import Exposure

LABEL_LENGTH = 26


def ranked(exposures: Sequence[Exposure], symbol: str, *, first: int = 10) -> go.Figure:
    """The `first` largest exposures, largest on top, with their share of the whole."""
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
            customdata=[[e.key, e.share, e.merchants, e.label] for e in shown],
            hovertemplate=f"%{{customdata[3]}}<br>{symbol}%{{x:,.0f}}, %{{customdata[1]:.1%}}"
            "<br>Merchants: %{customdata[2]:,}<extra></extra>",
        )
    )
    fig.update_yaxes(
        autorange="reversed", type="category", showgrid=False,
        tickvals=[exposure.key for exposure in shown],
        ticktext=[_short(exposure.label) for exposure in shown],
    )  # fmt: skip
    highest = max(exposure.exposure_cents for exposure in shown) / 100
    fig.update_xaxes(rangemode="tozero", **axes.money(highest, symbol, most=3))
    return fig


def _short(label: str) -> str:
    written = label[:1].upper() + label[1:]
    return written if len(written) <= LABEL_LENGTH else f"{written[: LABEL_LENGTH - 1]}…"
