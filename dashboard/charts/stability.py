"""Whether the model holds over time: features that moved, and its AUC from month to month."""

from collections.abc import Mapping, Sequence
from math import ceil, floor, log10

import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.auc import CHANCE, wrapped
from pipelines.validation.cohorts import CohortResult
from pipelines.validation.stability import Shift

LEAST = 1e-4
"""A CSI below this is drawn here: a logarithmic axis has no zero."""


def feature_shifts(shifts: Sequence[Shift], labels: Mapping[str, str]) -> go.Figure:
    """One line a feature, as given: from what sampling alone stays under to its CSI, log axis.

    Features that have shifted stand out; the label gives CSI and, in brackets, share of importance.
    """
    fig = theme.figure(height=40 * len(shifts) + 60, right=16, top=8)
    names = [wrapped(labels.get(shift.name, shift.name), 26) for shift in shifts]
    colours = [theme.STANDS_OUT if s.drift.verdict == "shifted" else theme.BOOK for s in shifts]
    found = [max(shift.drift.psi, LEAST) for shift in shifts]
    bounds = [max(shift.drift.bound, LEAST) for shift in shifts]
    for name, bound, psi, colour in zip(names, bounds, found, colours, strict=True):
        fig.add_trace(
            go.Scatter(
                x=[bound, psi], y=[name, name], mode="lines", hoverinfo="skip",
                line={"color": theme.faded(colour, 0.5), "width": 3},
            )
        )  # fmt: skip
    fig.add_trace(
        go.Scatter(
            x=bounds, y=names, mode="markers", hoverinfo="skip",
            marker={"symbol": "line-ns-open", "size": 12, "color": theme.TEXT, "line_width": 2},
        )
    )  # fmt: skip
    fig.add_trace(
        go.Scatter(
            x=found, y=names, mode="markers+text", marker={"size": 11, "color": colours},
            text=[_text(shift) for shift in shifts], textposition="middle right",
            cliponaxis=False,
            customdata=[[s.drift.bound, s.importance or 0, s.drift.missing_before,
                         s.drift.missing_now] for s in shifts],
            hovertemplate="%{y}<br>CSI %{x:.3f}, chance reaches %{customdata[0]:.3f}<br>"
            "%{customdata[1]:.2f} % of the importance<br>missing %{customdata[2]:.1%} then, "
            "%{customdata[3]:.1%} now<extra></extra>",
        )
    )  # fmt: skip
    low, high = log10(min([*bounds, *found, 0.01])), log10(max([*found, 0.1]))
    ticks = [10.0**power for power in range(ceil(low), floor(high) + 1)]
    fig.update_yaxes(autorange="reversed", type="category", showgrid=False)
    fig.update_xaxes(
        title="CSI (log scale)", type="log", range=[low, high + 0.75 * (high - low)],
        tickvals=ticks, ticktext=[f"{tick:g}" for tick in ticks], showgrid=True,
    )  # fmt: skip
    return fig


def _text(shift: Shift) -> str:
    share = shift.importance or 0.0
    return f"{shift.drift.psi:.2f} ({'< 0.1' if share < 0.1 else f'{share:.1f}'}\u00a0%)"


def aucs_by_month(months: Sequence[CohortResult]) -> go.Figure:
    """AUC by month of application with its 95 % band; months with too few cases leave a gap."""
    fig = theme.figure(height=380, right=24, top=22)
    known = [(month, month.auc) for month in months if month.auc]
    x = [f"{month.name}-01" for month, _ in known]
    bounds = [area.high for _, area in known], [area.low for _, area in known]
    for y, fill in zip(bounds, (None, "tonexty"), strict=True):
        fig.add_trace(
            go.Scatter(
                x=x, y=y, mode="lines", line={"width": 0}, fill=fill, hoverinfo="skip",
                fillcolor=theme.faded(theme.BOOK, 0.16),
            )
        )  # fmt: skip
    fig.add_trace(
        go.Scatter(
            x=x, y=[area.estimate for _, area in known], mode="lines+markers",
            line={"color": theme.BOOK, "width": 2.5}, marker={"size": 8},
            customdata=[[area.low, area.high, m.n, m.bads] for m, area in known],
            hovertemplate="%{x|%b %Y}<br>AUC %{y:.3f}, 95 % interval %{customdata[0]:.3f} to "
            "%{customdata[1]:.3f}<br>n = %{customdata[2]:,}, %{customdata[3]:,} bad"
            "<extra></extra>",
        )
    )  # fmt: skip
    fig.add_hline(y=CHANCE, line={"color": theme.NEUTRAL, "dash": "dot", "width": 1})
    fig.add_annotation(
        x=0, xref="paper", y=CHANCE, yanchor="top", text="no better than a coin", showarrow=False,
        xanchor="left", font={"color": theme.NEUTRAL, "size": 11},
    )  # fmt: skip
    lowest = min([CHANCE, *bounds[1]])
    fig.update_yaxes(range=[max(0, lowest - 0.06), 1], title="AUC", tickformat=".2f", nticks=6)
    fig.update_xaxes(type="date", tickformat=theme.MONTH_TICK, nticks=6)
    return fig
