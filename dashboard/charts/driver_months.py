"""How far the strongest drivers moved scores from month to month, with the months' applications."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import axes, theme
from dashboard.charts.auc import wrapped

COLOURS = (theme.BOOK, theme.SECOND, theme.THIRD, theme.TEXT)
MOST = len(COLOURS)
DASHES = ("solid", "dash", "dot", "dashdot")


def driver_months(months: pd.DataFrame, names: Sequence[str], fewest: int) -> go.Figure:
    """One line each of up to four `names`, applications a month beneath.

    `months` has month, name, importance, place and n; months of fewer than `fewest` applications
    are left out of the lines.
    """
    fig = theme.figure(height=440, right=104, top=26)
    fig.set_subplots(rows=2, cols=1, shared_xaxes=True, row_heights=[0.76, 0.24],
                     vertical_spacing=0.1)  # fmt: skip
    fig.update_xaxes(tickformat=theme.MONTH_TICK, showgrid=False, fixedrange=True, tickangle=0)
    fig.update_yaxes(fixedrange=True, automargin=True, zeroline=False)
    enough = months[months["n"] >= fewest]
    ends = {}
    for name, colour, dash in zip(names[:MOST], COLOURS, DASHES, strict=False):
        one = enough[enough["name"] == name]
        fig.add_trace(_line(one, name, colour, dash), row=1, col=1)
        if len(one):
            ends[name] = (one["month"].iloc[-1], float(one["importance"].iloc[-1]), colour)
    drawn = enough[enough["name"].isin(list(ends))]
    _label(fig, ends, float(drawn["importance"].max()) if len(drawn) else 1.0)
    sizes = months.groupby("month")["n"].first()
    fig.add_trace(
        go.Bar(
            x=sizes.index, y=sizes, marker={"color": theme.NEUTRAL},
            hovertemplate="%{x|%b %Y}<br>n = %{y:,}<extra></extra>",
        ),
        row=2, col=1,
    )  # fmt: skip
    edge = pd.Timedelta(days=20)
    fig.update_xaxes(range=[sizes.index.min() - edge, sizes.index.max() + edge])
    fig.update_yaxes(rangemode="tozero", title="Mean movement, log-odds", row=1, col=1)
    fig.update_yaxes(rangemode="tozero", title="n", **axes.counts(float(sizes.max()), most=2),
                     row=2, col=1)  # fmt: skip
    return fig


def _line(one: pd.DataFrame, name: str, colour: str, dash: str) -> go.Scatter:
    return go.Scatter(
        x=one["month"], y=one["importance"], mode="lines+markers", name=name,
        line={"color": colour, "width": 2, "dash": dash}, marker={"size": 4},
        customdata=one[["place", "n"]],
        hovertemplate=f"{name}, %{{x|%b %Y}}<br>moves a score by %{{y:.3f}} log-odds, place "
        "%{customdata[0]}<br>n = %{customdata[1]:,}<extra></extra>",
    )  # fmt: skip


def _label(fig: go.Figure, ends: dict[str, tuple[object, float, str]], reach: float) -> None:
    """Write the names at the lines' ends, one beneath the other where they would meet.

    `reach` is the height of the highest point drawn.
    """
    apart, before = 0.0, None
    for name, (month, height, colour) in sorted(ends.items(), key=lambda end: -end[1][1]):
        least = 34 * reach / 260
        apart = max(0.0, height - (before - least)) if before is not None else 0.0
        before = height - apart
        theme.label_end(fig, month, before, wrapped(name, 15), colour)
