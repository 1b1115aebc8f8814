"""One feature over time: its values month by month, what is missing, and PSI by quarter."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import axes, theme
from dashboard.charts.dependence import axis_ticks
from pipelines.profile import SHIFTED, WATCH

Panel = Callable[[go.Figure, int, pd.DataFrame, pd.DataFrame, Callable[[float], str]], None]
SKEWED = 3
"""How many times further up than down the middle four fifths of a skewed feature reach."""
HALF_A_MONTH = pd.Timedelta(days=14)


def feature_history(
    months: pd.DataFrame,
    quarters: pd.DataFrame,
    newest_first: pd.Timestamp | None,
    written: Callable[[float], str],
) -> go.Figure:
    """Up to three panels on one time axis; a panel without values is left out.

    `months` has month, n, p10, median, p90 and missing_share; `quarters` has quarter, n, psi and
    psi_by_chance. From `newest_first` on, the newest period is shaded.
    """
    panels: list[Panel] = [
        *((_draw_values,) if months["median"].notna().any() else ()),
        *((_draw_missing,) if months["missing"].any() else ()),
        *((_draw_psi,) if len(quarters) else ()),
    ]
    fig = theme.figure(height=150 * len(panels) + 70, right=16, top=26)
    if not panels:
        return fig
    fig.set_subplots(rows=len(panels), cols=1, shared_xaxes=True,
                     vertical_spacing=0.3 / max(len(panels), 2))  # fmt: skip
    fig.update_xaxes(tickformat=theme.MONTH_TICK, showgrid=False, fixedrange=True, tickangle=0)
    fig.update_yaxes(fixedrange=True, automargin=True, zeroline=False)
    for row, draw in enumerate(panels, start=1):
        draw(fig, row, months, quarters, written)
    if newest_first is not None:
        fig.add_shape(
            type="rect", x0=newest_first, x1=months["month"].max() + pd.offsets.MonthEnd(1),
            y0=0, y1=1, yref="paper", layer="below", line={"width": 0},
            fillcolor=theme.faded(theme.NEUTRAL, 0.16),
        )  # fmt: skip
    if len(months) <= 6:
        fig.update_xaxes(tickvals=months["month"])
    return fig


def _draw_values(fig: go.Figure, row: int, months: pd.DataFrame, quarters: pd.DataFrame,
                 written: Callable[[float], str]) -> None:  # fmt: skip
    known = months[months["median"].notna()]
    middle = known["month"] + HALF_A_MONTH
    fig.add_trace(
        go.Scatter(
            x=[*middle, *middle[::-1]], y=[*known["p90"], *known["p10"][::-1]],
            mode="lines", fill="toself", fillcolor=theme.faded(theme.BOOK, 0.16),
            line={"width": 0}, hoverinfo="skip",
        ),
        row=row, col=1,
    )  # fmt: skip
    quantiles = zip(known["p10"], known["median"], known["p90"], strict=True)
    n = known["n"] - known["missing"]
    hovered = [[*map(written, row), count] for row, count in zip(quantiles, n, strict=True)]
    fig.add_trace(
        go.Scatter(
            x=middle, y=known["median"], mode="lines+markers", marker={"size": 4},
            line={"color": theme.BOOK, "width": 2}, customdata=hovered,
            hovertemplate="%{x|%b %Y}<br>Median %{customdata[1]}<br>four fifths from "
            "%{customdata[0]} to %{customdata[2]}<br>n = %{customdata[3]:,}<extra></extra>",
        ),
        row=row, col=1,
    )  # fmt: skip
    skewed = _is_skewed(known)
    ticks = _log_ticks(known) if skewed else _ticks(known)
    words = [written(tick) for tick in ticks]
    kind = "log" if skewed else "linear"
    fig.update_yaxes(type=kind, tickvals=ticks, ticktext=words, row=row, col=1)
    scale = " (log)" if skewed else ""
    _title(fig, row, f"Median and middle four fifths{scale}")


def _is_skewed(known: pd.DataFrame) -> bool:
    """Whether all values are positive and reach much further up than down from the median."""
    up, down = known["p90"] - known["median"], known["median"] - known["p10"]
    return bool(known["p10"].min() > 0 and up.mean() > SKEWED * down.mean() > 0)


def _ticks(known: pd.DataFrame) -> list[float]:
    low, high = min(0.0, float(known["p10"].min())), float(known["p90"].max())
    ticks = axis_ticks(pd.Series(np.linspace(low, high, 11)))
    return ticks[:: 1 + len(ticks) // 5]


def _log_ticks(known: pd.DataFrame) -> list[float]:
    low, high = float(known["p10"].min()), float(known["p90"].max())
    powers = range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(high))) + 1)
    ticks = [unit * 10.0**power for power in powers for unit in (1, 2, 5)]
    inside = [tick for tick in ticks if low <= tick <= high]
    return inside[:: 1 + len(inside) // 5]


def _draw_missing(fig: go.Figure, row: int, months: pd.DataFrame, quarters: pd.DataFrame,
                  written: Callable[[float], str]) -> None:  # fmt: skip
    fig.add_trace(
        go.Bar(
            x=months["month"] + HALF_A_MONTH, y=months["missing_share"],
            marker={"color": theme.NEUTRAL}, customdata=months[["month", "missing", "n"]],
            hovertemplate="%{customdata[0]|%b %Y}<br>%{y:.1%} missing, %{customdata[1]:,} of "
            "%{customdata[2]:,}<extra></extra>",
        ),
        row=row, col=1,
    )  # fmt: skip
    top = max(float(months["missing_share"].max()) * 1.1, 0.05)
    fig.update_yaxes(range=[0, top], **axes.rates(top, most=3), row=row, col=1)
    _title(fig, row, "Missing, share of the month")


def _draw_psi(fig: go.Figure, row: int, months: pd.DataFrame, quarters: pd.DataFrame,
              written: Callable[[float], str]) -> None:  # fmt: skip
    middle = quarters["quarter"] + pd.Timedelta(days=45)
    loud = (quarters["psi"] > SHIFTED) & (quarters["psi"] > quarters["psi_by_chance"])
    names = [f"Q{day.quarter} {day.year}" for day in quarters["quarter"]]
    fig.add_trace(
        go.Bar(
            x=middle, y=quarters["psi"], width=60 * 86_400_000,
            marker={"color": [theme.ACTION if flag else theme.NEUTRAL for flag in loud]},
            customdata=np.column_stack([names, quarters["psi_by_chance"], quarters["n"]]),
            hovertemplate="%{customdata[0]}<br>PSI %{y:.3f}, sampling alone up to "
            "%{customdata[1]:.3f}<br>n = %{customdata[2]:,}<extra></extra>",
        ),
        row=row, col=1,
    )  # fmt: skip
    fig.add_trace(
        go.Scatter(
            x=middle, y=quarters["psi_by_chance"], mode="markers", hoverinfo="skip",
            marker={"symbol": "line-ew-open", "size": 16, "color": theme.TEXT, "line_width": 2},
        ),
        row=row, col=1,
    )  # fmt: skip
    top = max(1.1 * float(quarters["psi"].max()), 1.2 * SHIFTED)
    axis = "" if row == 1 else str(row)
    for limit in (WATCH, SHIFTED):
        fig.add_shape(
            type="line", x0=0, x1=1, xref="paper", y0=limit, y1=limit, yref=f"y{axis}",
            line={"color": theme.NEUTRAL, "width": 1, "dash": "dot"},
        )  # fmt: skip
    fig.update_yaxes(range=[0, top], nticks=4, row=row, col=1)
    _title(fig, row, "PSI by quarter, against the reference")


def _title(fig: go.Figure, row: int, text: str) -> None:
    axis = "" if row == 1 else str(row)
    fig.add_annotation(
        text=text, x=0, xref="paper", xanchor="left", y=1, yref=f"y{axis} domain",
        yanchor="bottom", showarrow=False, font={"color": theme.TEXT},
    )  # fmt: skip
