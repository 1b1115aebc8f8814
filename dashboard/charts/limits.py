"""How much of each limit the book uses."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme
from dashboard.values import named
from pipelines.portfolio import LimitState

COLOURS = {"ok": theme.BOOK, "near": theme.STANDS_OUT, "breached": theme.ACTION}
LEAST_REACH = 1.15


def limit_bars(states: Sequence[LimitState], currency: str, *, near_from: float) -> go.Figure:
    """The used part of each limit as a bar against the whole; limits without a figure stay out."""
    shown = [one for one in states if one.used is not None]
    used = [one.used or 0.0 for one in shown]
    fig = theme.figure(height=34 * len(shown) + 60, top=26)
    fig.add_trace(
        go.Bar(
            y=[one.name for one in shown],
            x=used,
            orientation="h",
            marker={"color": [COLOURS[one.state] for one in shown]},
            text=[written(one, currency) for one in shown],
            textposition=["inside" if part > 0.7 else "outside" for part in used],
            cliponaxis=False,
            customdata=[[one.name, described(one, currency)] for one in shown],
            hovertemplate="%{y}<br>%{customdata[1]}<extra></extra>",
        )
    )
    reach = max([LEAST_REACH, *(1.1 * part for part in used)])
    fig.update_yaxes(autorange="reversed", showgrid=False)
    fig.update_xaxes(range=[0, reach], **axes.rates(reach))
    for at, text in ((near_from, "near"), (1.0, "limit")):
        _mark(fig, at, text)
    return fig


def written(one: LimitState, currency: str) -> str:
    """What the book uses and the limit: `14.6 % of 20.0 %`."""
    return f"{amount(one, one.value, currency)} of {amount(one, one.limit, currency)}"


def described(one: LimitState, currency: str) -> str:
    """The same with the part it is about and what is left."""
    part = f"{named(one.part)}: " if one.part else ""
    left = amount(one, abs(one.headroom or 0.0), currency)
    over = "over the limit" if one.state == "breached" else "left"
    return f"{part}{written(one, currency)}, {left} {over}"


def amount(one: LimitState, value: float | None, currency: str) -> str:
    """A value in the limit's unit."""
    return formats.money(value, currency) if one.unit == "cents" else formats.rate(value)


def _mark(fig: go.Figure, at: float, text: str) -> None:
    """A line through all bars with its name above."""
    dash = "solid" if at == 1 else "dot"
    fig.add_vline(x=at, line={"color": theme.TEXT, "width": 1, "dash": dash})
    fig.add_annotation(
        x=at, y=1, yref="paper", yanchor="bottom", text=text, showarrow=False,
        xanchor="left" if at == 1 else "right", font={"color": theme.TEXT},
    )  # fmt: skip
