"""Whether the model holds over time: features that moved, and its AUC from month to month."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.auc import CHANCE, wrapped
from pipelines.validation.cohorts import CohortResult
from pipelines.validation.stability import Shift


def feature_shifts(shifts: Sequence[Shift], labels: Mapping[str, str]) -> go.Figure:
    """One bar a feature, as given: its CSI, with a tick at what sampling alone stays under.

    Bars of features that have shifted stand out; the label gives CSI and share of importance.
    """
    fig = theme.figure(height=38 * len(shifts) + 60, right=16, top=8)
    names = [wrapped(labels.get(shift.name, shift.name), 26) for shift in shifts]
    moved = [shift.drift.verdict == "shifted" for shift in shifts]
    top = max([shift.drift.psi for shift in shifts], default=1.0)
    fig.add_trace(
        go.Bar(
            y=names, x=[shift.drift.psi for shift in shifts], orientation="h",
            marker={"color": [theme.STANDS_OUT if flag else theme.BOOK for flag in moved]},
            text=[_text(shift) for shift in shifts], textposition="outside", cliponaxis=False,
            customdata=[[s.drift.bound, s.importance or 0, s.drift.missing_before,
                         s.drift.missing_now] for s in shifts],
            hovertemplate="%{y}<br>CSI %{x:.3f}, chance reaches %{customdata[0]:.3f}<br>"
            "%{customdata[1]:.2f} % of the importance<br>missing %{customdata[2]:.1%} then, "
            "%{customdata[3]:.1%} now<extra></extra>",
        )
    )  # fmt: skip
    fig.add_trace(
        go.Scatter(
            y=names, x=[shift.drift.bound for shift in shifts], mode="markers", hoverinfo="skip",
            marker={"symbol": "line-ns-open", "size": 14, "color": theme.TEXT, "line_width": 2},
        )
    )  # fmt: skip
    fig.update_yaxes(autorange="reversed", type="category", showgrid=False)
    fig.update_xaxes(title="CSI", range=[0, top * 1.55], nticks=5, showgrid=True)
    return fig


def _text(shift: Shift) -> str:
    share = shift.importance or 0.0
    return f"{shift.drift.psi:.2f}, weight {'< 0.1' if share < 0.1 else f'{share:.1f}'}\u00a0%"


def aucs_by_month(months: Sequence[CohortResult]) -> go.Figure:
    """AUC by month of application with its 95 % band; months with too few cases leave a gap."""
    fig = theme.figure(height=300, right=24, top=22)
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
