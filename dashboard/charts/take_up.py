"""From applications to loans: what the policy offers, and what was funded."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts import axes, theme
from dashboard.values import DECISIONS as WORDS
from pipelines.portfolio.rates import TakeUp

ORDER = ("approve", "counter-offer", "refer", "decline", "none")
NAMES = {**WORDS, "none": "Not scored"}


def take_up(rows: Sequence[TakeUp]) -> go.Figure:
    """A bar a decision of today's policy: its applications, those funded in the book's colour.

    The first custom value of a bar is the decision.
    """
    decisions = [name for name in ORDER if any(row.decision == name for row in rows)]
    sums = {
        name: (
            sum(row.funded for row in rows if row.decision == name),
            sum(row.applications for row in rows if row.decision == name),
        )
        for name in decisions
    }
    fig = theme.figure(height=52 * len(decisions) + 60, top=26, right=16)
    for is_funded in (True, False):
        counts = [funded if is_funded else n - funded for funded, n in sums.values()]
        name = "funded" if is_funded else "not funded"
        fig.add_trace(
            go.Bar(
                y=[NAMES[decision] for decision in decisions],
                x=counts,
                orientation="h",
                marker={
                    "color": theme.BOOK if is_funded else theme.faded(theme.NEUTRAL, 0.4),
                    "line": {"width": 0},
                },
                text=[f"{count:,}" if count else "" for count in counts],
                textposition="inside",
                insidetextanchor="middle",
                customdata=[[decision, sums[decision][1]] for decision in decisions],
                hovertemplate=f"%{{y}}: %{{x:,}} of %{{customdata[1]:,}} {name}<extra></extra>",
            )
        )
    theme.name_on_top(fig, {"funded": theme.BOOK, "not funded": theme.NEUTRAL})
    highest = max(n for _, n in sums.values())
    fig.update_layout(barmode="stack")
    fig.update_xaxes(showgrid=True, title="Applications", **axes.counts(highest, most=5))
    fig.update_yaxes(autorange="reversed", type="category", showgrid=False)
    return fig
