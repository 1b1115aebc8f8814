"""Which grades the expected loss comes from."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme


@dataclass(frozen=True)
class GradeLoss:
    """One grade's exposure and expected loss, in cents."""

    grade: str
    exposure_cents: int
    loss_cents: int

    @property
    def name(self) -> str:
        """The grade as written on an axis."""
        return f"Grade {self.grade}" if len(self.grade) == 1 else self.grade.capitalize()


def loss_by_grade(rows: Sequence[GradeLoss], symbol: str) -> go.Figure:
    """Each grade's share of the exposure beside its share of the expected loss."""
    fig = theme.figure(height=340, top=28)
    names = [(row.grade, row.name) for row in rows]
    exposures = [row.exposure_cents for row in rows]
    losses = [row.loss_cents for row in rows]
    fig.add_trace(_shares("Exposure", names, exposures, theme.NEUTRAL, symbol))
    fig.add_trace(_shares("Expected loss", names, losses, theme.BOOK, symbol))
    fig.update_layout(barmode="group", bargap=0.3, bargroupgap=0.08)
    highest = max(max(part, default=0) / (sum(part) or 1) for part in (exposures, losses))
    fig.update_yaxes(rangemode="tozero", **axes.rates(highest))
    return theme.name_on_top(
        fig, {"Share of exposure": theme.NEUTRAL, "Share of expected loss": theme.BOOK}
    )


def _shares(
    name: str,
    grades: Sequence[tuple[str, str]],
    cents: Sequence[int],
    colour: str,
    symbol: str,
) -> go.Bar:
    """One bar a grade, which its first custom value identifies."""
    total = sum(cents) or 1
    keys, written = zip(*grades, strict=True) if grades else ((), ())
    return go.Bar(
        name=name,
        x=list(written),
        y=[amount / total for amount in cents],
        text=[formats.rate(amount / total) for amount in cents],
        textposition="outside",
        cliponaxis=False,
        marker={"color": colour},
        customdata=[[key, amount / 100] for key, amount in zip(keys, cents, strict=True)],
        hovertemplate=f"%{{x}}: {name.lower()}<br>{symbol}%{{customdata[1]:,.0f}}, "
        "%{y:.1%}<extra></extra>",
    )
