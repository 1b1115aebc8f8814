"""How much may be lost with which probability, and who the worst losses come from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme
from pipelines.portfolio.loss_distribution import Contribution, LossDistribution

BINS = 60
SHOWN_UP_TO = 0.9998
LABEL_LENGTH = 22
ROW_PIXELS = 18


@dataclass(frozen=True)
class Mark:
    """A figure marked on the losses: its name, amount and standard error in cents."""

    name: str
    cents: float
    standard_error_cents: float


def marks(found: LossDistribution) -> list[Mark]:
    """What is marked: expected loss, VaR at 99 and 99.9 %, and the mean loss beyond the first."""
    usual, rare = found.tail(0.99), found.tail(0.999)
    return [
        Mark("Expected", found.expected_cents, 0.0),
        Mark("VaR 99\u00a0%", usual.var.value, usual.var.standard_error),
        Mark("ES 99\u00a0%", usual.shortfall.value, usual.shortfall.standard_error),
        Mark("VaR 99.9\u00a0%", rare.var.value, rare.var.standard_error),
    ]


def losses(found: LossDistribution, currency: str) -> go.Figure:
    """Share of scenarios by loss, those beyond the VaR of 99 % darker, with the figures marked.

    A mark's band is two standard errors to each side. The last bar holds all losses beyond.
    """
    shown = marks(found)
    top = ROW_PIXELS * len(shown) + 12
    fig = theme.figure(height=320 + top, top=top)
    edges, shares = _bars(found, max(mark.cents for mark in shown))
    beyond = edges[:-1] >= shown[1].cents
    symbol = formats.symbol(currency)
    fig.add_trace(
        go.Bar(
            x=(edges[:-1] + edges[1:]) / 200,
            y=shares,
            width=np.diff(edges) / 100,
            marker={"color": np.where(beyond, theme.BOOK, theme.faded(theme.BOOK, 0.45)).tolist()},
            customdata=np.column_stack([edges[:-1] / 100, edges[1:] / 100]),
            hovertemplate=f"{symbol}%{{customdata[0]:,.0f}} to {symbol}%{{customdata[1]:,.0f}}<br>"
            f"%{{y:.2%}} of {found.scenarios:,} scenarios<extra></extra>",
        )
    )
    for row, mark in enumerate(reversed(shown)):
        _draw(fig, mark, currency, row, edges[-1])
    fig.update_layout(bargap=0)
    fig.update_xaxes(range=[0, edges[-1] / 100], **axes.money(edges[-1] / 100, symbol))
    fig.update_yaxes(rangemode="tozero", **axes.rates(float(shares.max())))
    return fig


def _bars(found: LossDistribution, least: float) -> tuple[np.ndarray, np.ndarray]:
    place = int(SHOWN_UP_TO * (found.scenarios - 1))
    highest = max(1.06 * least, float(found.losses_cents[place]), 1.0)
    edges = np.linspace(0, highest, BINS + 1)
    counts, _ = np.histogram(np.minimum(found.losses_cents, highest), bins=edges)
    return edges, counts / found.scenarios


def _draw(fig: go.Figure, mark: Mark, currency: str, row: int, highest: float) -> None:
    """A line, the band of its error, and its name in a row of its own above the plot."""
    at, reach = mark.cents / 100, 2 * mark.standard_error_cents / 100
    if reach:
        fig.add_vrect(x0=at - reach, x1=at + reach, fillcolor=theme.NEUTRAL, opacity=0.25,
                      line_width=0)  # fmt: skip
    fig.add_vline(x=at, line={"color": theme.TEXT, "width": 1.5, "dash": "dot"})
    error = mark.standard_error_cents
    text = f"<b>{mark.name}</b> {formats.money(mark.cents, currency)}"
    text += f" ±{formats.money(2 * error, currency)}" if error else ""
    right = mark.cents > 0.5 * highest
    fig.add_annotation(
        x=at, y=1, yref="paper", yanchor="bottom", yshift=2 + ROW_PIXELS * row, text=text,
        xanchor="right" if right else "left", showarrow=False,
    )  # fmt: skip


def contributions(parts: Sequence[Contribution], symbol: str, *, first: int = 10) -> go.Figure:
    """Each segment's share of the expected loss beside its share of the worst losses."""
    shown = parts[:first]
    fig = theme.figure(height=44 * len(shown) + 70, top=28, right=56)
    expected = sum(part.expected_cents for part in parts) or 1.0
    worst = sum(part.shortfall_cents for part in parts) or 1.0
    fig.add_trace(_shares("Share of the worst losses", shown, theme.BOOK, symbol,
                          [(p.shortfall_cents, worst) for p in shown]))  # fmt: skip
    fig.add_trace(_shares("Share of the expected loss", shown, theme.NEUTRAL, symbol,
                          [(p.expected_cents, expected) for p in shown]))  # fmt: skip
    fig.update_layout(barmode="group", bargap=0.3, bargroupgap=0.06)
    fig.update_yaxes(
        autorange="reversed", type="category", showgrid=False,
        tickvals=[part.key for part in shown], ticktext=[_short(part.key) for part in shown],
    )  # fmt: skip
    highest = max(max(p.shortfall_cents / worst, p.expected_cents / expected) for p in shown)
    fig.update_xaxes(rangemode="tozero", showgrid=True, **axes.rates(highest, most=3))
    return theme.name_on_top(fig, {"Worst losses": theme.BOOK, "expected loss": theme.NEUTRAL})


def _shares(
    name: str,
    parts: Sequence[Contribution],
    colour: str,
    symbol: str,
    amounts: Sequence[tuple[float, float]],
) -> go.Bar:
    return go.Bar(
        name=name,
        y=[part.key for part in parts],
        x=[cents / total for cents, total in amounts],
        orientation="h",
        marker={"color": colour},
        text=[formats.rate(cents / total) for cents, total in amounts],
        textposition="outside",
        cliponaxis=False,
        customdata=[
            [part.key, cents / 100, part.exposure_cents / 100, part.loans]
            for part, (cents, _) in zip(parts, amounts, strict=True)
        ],
        hovertemplate=f"%{{customdata[0]}}: {name.lower()} %{{x:.1%}}, {symbol}"
        f"%{{customdata[1]:,.0f}}<br>Exposure {symbol}%{{customdata[2]:,.0f}}, "
        "loans: %{customdata[3]:,}<extra></extra>",
    )


def _short(label: str) -> str:
    written = label[:1].upper() + label[1:]
    return written if len(written) <= LABEL_LENGTH else f"{written[: LABEL_LENGTH - 1]}…"
