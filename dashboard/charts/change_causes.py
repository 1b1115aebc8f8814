"""What moved a figure from one month-end to the next, cause by cause."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts import theme

BAR_PIXELS = 40


def change_causes(
    causes: Sequence[tuple[str, float, str]], *, more_is_worse: bool = True
) -> go.Figure:
    """Horizontal bars of `(name, amount, written amount)` to both sides of nothing.

    Causes for the worse stand in the colour of raised risk, the others in that of lowered risk;
    the last bar is the whole change, in the colour of the book.
    """
    names, amounts, written = zip(*causes, strict=True)
    fig = theme.figure(height=BAR_PIXELS * len(causes) + 16, left=8, right=8)
    colours = [
        theme.RAISES_RISK if (a > 0) == more_is_worse else theme.LOWERS_RISK for a in amounts
    ]
    colours[-1] = theme.BOOK
    fig.add_trace(
        go.Bar(
            y=list(names),
            x=list(amounts),
            orientation="h",
            marker={"color": colours},
            text=list(written),
            textposition="outside",
            cliponaxis=False,
            customdata=[[name] for name in names],
            hovertemplate="%{y}<br>%{text}<extra></extra>",
        )
    )
    reach = 2.2 * max(*(abs(amount) for amount in amounts), 1e-9)
    fig.update_yaxes(autorange="reversed", type="category", showgrid=False)
    fig.update_xaxes(
        visible=True, showticklabels=False, range=[-reach, reach], zeroline=True,
        zerolinecolor=theme.GRID,
    )  # fmt: skip
    return fig
