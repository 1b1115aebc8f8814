"""Where a shock's loss falls: by industry, region or grade."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme
from pipelines.portfolio.stress import StressedPart

SHOWN = 10


def stress_parts(parts: Sequence[StressedPart], symbol: str) -> go.Figure:
    """Expected loss without the shock and what the shock adds, the largest addition on top."""
    shown = parts[:SHOWN]
    fig = theme.figure(height=34 * len(shown) + 70, right=64, top=28)
    names = [_name(part) for part in shown]
    calm = [part.expected_loss_cents / 100 for part in shown]
    added = [(part.stressed_loss_cents - part.expected_loss_cents) / 100 for part in shown]
    fig.add_trace(_bars("Without the shock", names, calm, shown, theme.NEUTRAL, symbol))
    fig.add_trace(_bars("Added by the shock", names, added, shown, theme.BOOK, symbol))
    fig.data[1].text = [_rise(part) for part in shown]
    fig.data[1].textposition = "outside"
    fig.data[1].cliponaxis = False
    fig.update_layout(barmode="relative", uniformtext={"mode": False})
    fig.update_yaxes(autorange="reversed", type="category", showgrid=False)
    highest = max(part.stressed_loss_cents for part in shown) / 100
    fig.update_xaxes(rangemode="tozero", **axes.money(highest, symbol, most=3))
    names_on_top = {"Without the shock": theme.NEUTRAL, "Added by the shock": theme.BOOK}
    return theme.name_on_top(fig, names_on_top)


def _name(part: StressedPart) -> str:
    if part.dimension == "grade" and len(part.key) == 1:
        return f"Grade {part.key}"
    return part.key[:1].upper() + part.key[1:]


def _rise(part: StressedPart) -> str:
    if not part.expected_loss_cents:
        return ""
    change = part.stressed_loss_cents / part.expected_loss_cents - 1
    return f"{'+' if change >= 0 else ''}{formats.rate(change)}"


def _bars(
    name: str,
    names: Sequence[str],
    amounts: Sequence[float],
    parts: Sequence[StressedPart],
    colour: str,
    symbol: str,
) -> go.Bar:
    return go.Bar(
        name=name,
        y=list(names),
        x=list(amounts),
        orientation="h",
        marker={"color": colour},
        customdata=[
            [part.key, part.loans, formats.rate(part.sales_change), formats.pd(part.pd),
             formats.pd(part.stressed_pd)]
            for part in parts
        ],
        hovertemplate=f"%{{y}}: {name.lower()}<br>{symbol}%{{x:,.0f}}<br>Sales %{{customdata[2]}}, "
        "mean PD %{customdata[3]} → %{customdata[4]}<br>Loans: %{customdata[1]:,}<extra></extra>",
    )  # fmt: skip
