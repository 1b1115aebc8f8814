"""One score as a tug of war: what pushes it up and what pulls it down, in a single bar."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts import theme

SMALLEST = 0.04
"""Parts below this share of all movement are joined into one."""
ROOM = 0.25
"""The share of the width that a mark's figure needs beside it on a phone."""


def force(base: float, groups: Sequence[tuple[str, float]], score: float) -> go.Figure:
    """Pushes up end at the score from the left, pulls down begin at it, in log-odds.

    All that pushes up, less all that pulls down, is the score less the base.
    """
    fig = theme.figure(height=150, top=34)
    up, down = (_joined(groups, sign) for sign in (1, -1))
    at = score - sum(part for _, part in up)
    low = at
    for name, part in reversed(up):
        fig.add_trace(_segment(name, part, at, theme.RAISES_RISK))
        at += part
    at = score
    for name, part in down:
        fig.add_trace(_segment(name, part, at, theme.LOWERS_RISK))
        at -= part
    span = at - low or 1.0
    ends = min(low, base) - 0.03 * span, max(at, base) + 0.03 * span
    fig.update_layout(barmode="overlay", bargap=0)
    fig.update_xaxes(
        title="log-odds of default; right is riskier",
        range=ends,
        nticks=6,
    )
    fig.update_yaxes(visible=False)
    marks = [(base, f"base {base:.2f}", theme.NEUTRAL)]
    marks.append((score, f"<b>score {score:.2f}</b>", theme.BOOK))
    left, right = sorted(marks)
    _mark(fig, *left, reads_right=left[0] - ends[0] < ROOM * (ends[1] - ends[0]))
    _mark(fig, *right, reads_right=ends[1] - right[0] > ROOM * (ends[1] - ends[0]))
    return fig


def _joined(groups: Sequence[tuple[str, float]], sign: int) -> list[tuple[str, float]]:
    """The parts of one sign, largest first, with the small ones as one at the end."""
    movement = sum(abs(part) for _, part in groups) or 1.0
    parts = sorted((p for p in groups if sign * p[1] > 0), key=lambda p: -abs(p[1]))
    large = [p for p in parts if abs(p[1]) >= SMALLEST * movement]
    small = parts[len(large) :]
    if len(small) > 1:
        return [*large, (f"{len(small)} others", sum(part for _, part in small))]
    return parts


def _segment(name: str, part: float, start: float, colour: str) -> go.Bar:
    """One part as a piece of the bar; a negative part runs to the right of `start` too."""
    return go.Bar(
        y=[""], x=[abs(part)], base=[start], orientation="h", name=name,
        marker={"color": colour, "line": {"color": theme.BACKGROUND, "width": 2}},
        text=[f"{name.replace(' ', '<br>')}<br>{part:+.2f}"], textposition="inside",
        insidetextanchor="middle", textangle=0,
        hovertemplate=f"{name}: {part:+.3f} log-odds<extra></extra>",
    )  # fmt: skip


def _mark(fig: go.Figure, x: float, text: str, colour: str, *, reads_right: bool) -> None:
    """A line across the bar with its figure above, away from the other mark where it fits."""
    fig.add_vline(x=x, line={"color": colour, "width": 2.5})
    fig.add_annotation(
        x=x, y=1, yref="paper", yanchor="bottom", yshift=4, text=text, showarrow=False,
        xanchor="left" if reads_right else "right", font={"color": colour},
    )  # fmt: skip
