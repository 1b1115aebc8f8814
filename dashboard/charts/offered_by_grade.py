"""What the policy would lend, by grade, and what of it may be lost."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme


@dataclass(frozen=True)
class GradeRow:
    """One grade: applications, those approved, amount and expected loss in cents, mean PD."""

    grade: str
    applications: int
    approved: int
    amount_cents: int
    expected_loss_cents: int
    mean_pd: float

    @property
    def loss_rate(self) -> float | None:
        """Expected loss as a share of the amount; None where nothing is lent."""
        return self.expected_loss_cents / self.amount_cents if self.amount_cents else None


def offered_by_grade(rows: Sequence[GradeRow], symbol: str) -> go.Figure:
    """Amount by grade at the left, expected loss as a share of it at the right, on one axis."""
    fig = theme.figure(height=54 * len(rows) + 70, top=34)
    fig.set_subplots(
        rows=1, cols=2, shared_yaxes=True, horizontal_spacing=0.06, column_widths=[0.64, 0.36],
        subplot_titles=["Amount offered", "Expected loss"],
    )  # fmt: skip
    fig.add_trace(_amounts(rows, symbol), row=1, col=1)
    fig.add_trace(_losses(rows, symbol), row=1, col=2)
    fig.update_yaxes(autorange="reversed", showgrid=False, fixedrange=True, type="category")
    fig.update_xaxes(rangemode="tozero", showgrid=True, nticks=5, fixedrange=True)
    amount = max((row.amount_cents for row in rows), default=0) / 100
    fig.update_xaxes(**axes.money(amount, symbol, most=3), row=1, col=1)
    highest = max((row.loss_rate or 0.0 for row in rows), default=0.0) or 0.01
    fig.update_xaxes(range=[0, 1.3 * highest], **axes.rates(highest, most=3), row=1, col=2)
    fig.update_annotations(x=0, xanchor="left", font={"size": 13, "color": theme.TEXT})
    fig.layout.annotations[1].update(x=fig.layout.xaxis2.domain[0])
    return fig


def _amounts(rows: Sequence[GradeRow], symbol: str) -> go.Bar:
    total = sum(row.amount_cents for row in rows) or 1
    return go.Bar(
        y=[f"Grade {row.grade}" for row in rows],
        x=[row.amount_cents / 100 for row in rows],
        orientation="h",
        marker={"color": [theme.GRADES[row.grade] for row in rows]},
        text=[f"{row.approved:,} of {row.applications:,}" for row in rows],
        textposition=["auto" if row.amount_cents else "outside" for row in rows],
        cliponaxis=False,
        customdata=[[row.amount_cents / total, row.approved, row.applications] for row in rows],
        hovertemplate=f"%{{y}}<br>{symbol}%{{x:,.0f}}, %{{customdata[0]:.1%}} of the amount"
        "<br>%{customdata[1]:,} of %{customdata[2]:,} applications approved<extra></extra>",
    )


def _losses(rows: Sequence[GradeRow], symbol: str) -> go.Scatter:
    lent = [row for row in rows if row.loss_rate is not None]
    return go.Scatter(
        y=[f"Grade {row.grade}" for row in lent],
        x=[row.loss_rate for row in lent],
        mode="markers+text",
        marker={
            "size": 13,
            "color": [theme.GRADES[row.grade] for row in lent],
            "line": {"width": 1, "color": theme.TEXT},
        },
        text=[formats.rate(row.loss_rate) for row in lent],
        textposition="middle right",
        cliponaxis=False,
        customdata=[[row.expected_loss_cents / 100, row.mean_pd] for row in lent],
        hovertemplate=f"%{{y}}<br>Expected loss %{{x:.2%}}: {symbol}%{{customdata[0]:,.0f}}"
        "<br>Mean PD %{customdata[1]:.2%}<extra></extra>",
    )
