"""How the allowance of one month-end became that of the next."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme
from pipelines.portfolio.loss.movement_lines import USED

Step = tuple[str, str, int]


def allowance_movement(
    opening: Step, lines: Sequence[Step], closing: Step, currency: str
) -> go.Figure:
    """Horizontal bridge of `(identity, label, cents)`: both levels from zero, the lines between.

    What is charged to income stands in the colour of raised risk, what is released in its opposite,
    and the use of the allowance (charge-offs, recoveries) in grey. Lines of nothing are left out.
    """
    steps = [opening, *(line for line in lines if line[2]), closing]
    fig = theme.figure(height=34 * len(steps) + 44, right=72)
    bases = _bases(opening, lines)
    for number, (key, label, cents) in enumerate(steps):
        is_level = number in (0, len(steps) - 1)
        base = 0 if is_level else bases[key]
        fig.add_trace(_bar(key, label, cents, base, is_level=is_level, currency=currency))
    reach = max(max(base, base + cents) for key, _, cents in lines for base in [bases[key]])
    fig.update_yaxes(autorange="reversed", showgrid=False, type="category")
    fig.update_xaxes(
        rangemode="tozero",
        **axes.money(max(reach, opening[2], closing[2]) / 100, formats.symbol(currency)),
    )
    return fig.update_layout(bargap=0.3, barmode="overlay")


def _bases(opening: Step, lines: Sequence[Step]) -> dict[str, int]:
    """Where each line begins: what the opening and the lines before it come to."""
    at, bases = opening[2], {}
    for key, _, cents in lines:
        bases[key] = at
        at += cents
    return bases


def _bar(key: str, label: str, cents: int, base: int, *, is_level: bool, currency: str) -> go.Bar:
    sign = "" if is_level else "−" if cents < 0 else "+"
    written = f"{sign}{formats.money(abs(cents), currency)}"
    moves = theme.LOWERS_RISK if cents < 0 else theme.RAISES_RISK
    if key in USED:
        moves = theme.NEUTRAL
    return go.Bar(
        y=[label],
        x=[cents / 100],
        base=[base / 100],
        orientation="h",
        text=[written],
        textposition="outside",
        cliponaxis=False,
        marker={"color": theme.BOOK if is_level else moves},
        customdata=[[key, written]],
        hovertemplate="%{y}<br>%{customdata[1]}<extra></extra>",
    )
