"""Which feeds the book holds, month by month: one row of bars a feed, gaps stay empty."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.values import feed_name

ROW_HEIGHT = 84
BAR_MILLISECONDS = 22 * 24 * 3600 * 1000


def coverage(frame: pd.DataFrame, feeds: Sequence[str]) -> go.Figure:
    """Bars of events by month, a row for each of `feeds`; `frame` as `data_coverage` returns it.

    Each row has its own scale from zero, because feeds differ by orders of magnitude: the rows
    compare months, not feeds.
    """
    fig = theme.figure(height=ROW_HEIGHT * len(feeds) + 40, top=24)
    fig.set_subplots(
        rows=len(feeds), cols=1, shared_xaxes=True, vertical_spacing=0.36 / len(feeds),
        subplot_titles=[feed_name(feed).capitalize() for feed in feeds],
    )  # fmt: skip
    fig.update_annotations(x=0, xanchor="left", font={"size": 13, "color": theme.TEXT})
    for row, feed in enumerate(feeds, start=1):
        fig.add_trace(_bars(feed, frame[frame["feed"] == feed]), row=row, col=1)
    fig.update_yaxes(
        nticks=3, tickformat="~s", rangemode="tozero", automargin=True, fixedrange=True
    )
    fig.update_xaxes(tickformat=theme.MONTH, showgrid=False, fixedrange=True)
    return fig


def _bars(feed: str, part: pd.DataFrame) -> go.Bar:
    return go.Bar(
        x=part["month"],
        y=part["events"],
        width=BAR_MILLISECONDS,
        customdata=part["merchants"],
        marker={"color": theme.BOOK},
        hovertemplate=f"{feed_name(feed).capitalize()}, %{{x|%b %Y}}<br>%{{y:,}} events of "
        "%{customdata:,} merchants<extra></extra>",
    )
