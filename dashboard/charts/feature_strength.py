"""What each feature tells alone, and beside it how far it has moved."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.auc import wrapped
from pipelines.profile import SHIFTED, WATCH, FeatureProfile

MOST_PSI = 0.5
"""Bars of PSI end here; the figure beside them is the true one."""
WORDS = {"stable": "", "watch": " to watch", "shifted": " shifted"}


def strength_and_drift(profiles: Sequence[FeatureProfile]) -> go.Figure:
    """One row a feature in the given order: information value left, PSI right; either may lack."""
    tells = any(one.strength for one in profiles)
    moves = any(one.drift for one in profiles)
    fig = theme.figure(height=34 * len(profiles) + 60, right=84, top=42)
    fig.set_subplots(rows=1, cols=2 if tells and moves else 1, shared_yaxes=True,
                     horizontal_spacing=0.13)  # fmt: skip
    if tells:
        _draw_strength(fig, profiles)
    if moves:
        _draw_drift(fig, profiles, column=2 if tells else 1)
    return _named_rows(fig, profiles)


def drift_ranked(profiles: Sequence[FeatureProfile]) -> go.Figure:
    """One row a feature in the given order with its PSI; each has a drift."""
    fig = theme.figure(height=34 * len(profiles) + 60, right=84, top=42)
    fig.set_subplots(rows=1, cols=1)
    _draw_drift(fig, profiles, column=1)
    return _named_rows(fig, profiles)


def _named_rows(fig: go.Figure, profiles: Sequence[FeatureProfile]) -> go.Figure:
    fig.update_xaxes(fixedrange=True, showgrid=False, rangemode="tozero", zeroline=False)
    fig.update_yaxes(
        fixedrange=True, automargin=True, showgrid=False, ticks="",
        range=[len(profiles) - 0.4, -0.6], tickvals=list(range(len(profiles))),
        ticktext=[wrapped(one.feature.label, 22) for one in profiles],
    )  # fmt: skip
    return fig


def _draw_strength(fig: go.Figure, profiles: Sequence[FeatureProfile]) -> None:
    known = [(place, one, one.strength) for place, one in enumerate(profiles) if one.strength]
    fig.add_trace(
        go.Bar(
            y=[place for place, _, _ in known],
            x=[found.iv for _, _, found in known],
            orientation="h",
            marker={"color": [
                theme.BOOK if found.is_beyond_chance else theme.NEUTRAL for _, _, found in known
            ]},
            customdata=[
                [one.feature.name, one.feature.label, found.iv_bound, found.n, found.bads]
                for _, one, found in known
            ],
            hovertemplate="%{customdata[1]}<br>Information value %{x:.3f}, chance alone up to "
            "%{customdata[2]:.3f}<br>n = %{customdata[3]:,}, %{customdata[4]:,} bads"
            "<extra></extra>",
        ),
        row=1, col=1,
    )  # fmt: skip
    _ticks_of_chance(fig, [(p, found.iv_bound) for p, _, found in known], column=1)
    ends = [(max(found.iv, found.iv_bound), f"{found.iv:.2f}") for _, _, found in known]
    _figures(fig, [place for place, _, _ in known], ends, column=1)
    fig.update_xaxes(nticks=3, tickangle=0, range=[0, 1.2 * max(end for end, _ in ends) or 1],
                     row=1, col=1)  # fmt: skip
    _title(fig, "Information<br>value", 1)


def _draw_drift(fig: go.Figure, profiles: Sequence[FeatureProfile], *, column: int) -> None:
    """PSI as bars that end at `MOST_PSI`, with what sampling alone explains as a tick."""
    known = [(place, one, one.drift) for place, one in enumerate(profiles) if one.drift]
    fig.add_trace(
        go.Bar(
            y=[place for place, _, _ in known],
            x=[min(found.psi, MOST_PSI) for _, _, found in known],
            orientation="h",
            marker={"color": [
                theme.ACTION if found.verdict == "shifted" else theme.NEUTRAL
                for _, _, found in known
            ]},
            customdata=[
                [one.feature.name, one.feature.label, found.psi, found.bound,
                 found.missing_before, found.missing_now]
                for _, one, found in known
            ],
            hovertemplate="%{customdata[1]}<br>PSI %{customdata[2]:.3f}, sampling alone up to "
            "%{customdata[3]:.3f}<br>missing %{customdata[4]:.1%} before, %{customdata[5]:.1%} now"
            "<extra></extra>",
        ),
        row=1, col=column,
    )  # fmt: skip
    _ticks_of_chance(fig, [(place, found.bound) for place, _, found in known], column=column)
    ends = [(MOST_PSI, f"{found.psi:.2f}{WORDS[found.verdict]}") for _, _, found in known]
    _figures(fig, [place for place, _, _ in known], ends, column=column)
    axis = _axis(column)
    for limit in (WATCH, SHIFTED):
        fig.add_shape(
            type="line", x0=limit, x1=limit, xref=f"x{axis}", y0=0, y1=1, yref="paper",
            line={"color": theme.NEUTRAL, "width": 1, "dash": "dot"},
        )  # fmt: skip
    fig.update_xaxes(range=[0, MOST_PSI], tickangle=0, tickvals=[0, SHIFTED, MOST_PSI],
                     ticktext=["0", "0.25", "0.5+"], row=1, col=column)  # fmt: skip
    _title(fig, "PSI", column)


def _ticks_of_chance(fig: go.Figure, bounds: Sequence[tuple[int, float]], *, column: int) -> None:
    """A tick on each row where chance alone would end."""
    fig.add_trace(
        go.Scatter(
            x=[bound for _, bound in bounds], y=[place for place, _ in bounds], mode="markers",
            marker={"symbol": "line-ns-open", "size": 14, "color": theme.TEXT, "line_width": 2},
            hoverinfo="skip",
        ),
        row=1, col=column,
    )  # fmt: skip


def _figures(
    fig: go.Figure, places: Sequence[int], ends: Sequence[tuple[float, str]], *, column: int
) -> None:
    """Each row's figure to the right of where its bar and its tick end."""
    fig.add_trace(
        go.Scatter(
            x=[end for end, _ in ends], y=list(places), text=[f" {text}" for _, text in ends],
            mode="text", textposition="middle right", cliponaxis=False, hoverinfo="skip",
        ),
        row=1, col=column,
    )  # fmt: skip


def _title(fig: go.Figure, text: str, column: int) -> None:
    fig.add_annotation(
        text=f"<b>{text}</b>", x=0, xref=f"x{_axis(column)} domain", xanchor="left", y=1,
        yref="paper", yanchor="bottom", yshift=4, showarrow=False, font={"color": theme.TEXT},
    )  # fmt: skip


def _axis(column: int) -> str:
    """What distinguishes the column's axis from the first one in Plotly's names."""
    return "" if column == 1 else str(column)
