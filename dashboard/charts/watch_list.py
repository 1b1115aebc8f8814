"""The watch list: its signs, what it finds at what price, and how early."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import axes, theme
from pipelines.portfolio import WatchEvidence

LEADS = ((0, "0-29 days"), (30, "30-59 days"), (60, "60-89 days"), (90, "90 days or more"))
NEVER = "Never"


def signs(counted: pd.DataFrame) -> go.Figure:
    """Listed merchants by the sign they show, those that show it now apart."""
    fig = theme.figure(height=26 * len(counted) + 60, top=28, right=40)
    for column, name, colour in (
        ("now", "shown now", theme.STANDS_OUT),
        ("start", "from the start", theme.NEUTRAL),
    ):
        fig.add_trace(
            go.Bar(
                y=counted["sign"],
                x=counted[column],
                orientation="h",
                name=name,
                marker={"color": colour},
                customdata=counted[["sign"]],
                hovertemplate=f"%{{y}}, {name}: %{{x:,}} merchants<extra></extra>",
            )
        )
    fig.update_layout(barmode="stack")
    fig.update_yaxes(autorange="reversed", showgrid=False)
    highest = float((counted["now"] + counted["start"]).max()) if len(counted) else 1.0
    fig.update_xaxes(rangemode="tozero", **axes.counts(highest))
    return theme.name_on_top(fig, {"Shown now": theme.STANDS_OUT, "From the start": theme.NEUTRAL})


def detection(found: WatchEvidence, curve: pd.DataFrame) -> go.Figure:
    """Share of defaults found in time by share of other loans alerted; the chosen list marked."""
    fig = theme.figure(height=340, top=28, right=24)
    fig.add_trace(
        go.Scatter(
            x=[0, 1], y=[0, 1], mode="lines", hoverinfo="skip",
            line={"color": theme.NEUTRAL, "width": 1, "dash": "dot"},
        )
    )  # fmt: skip
    fig.add_trace(
        go.Scatter(
            x=curve["false_alarms"],
            y=curve["found_in_time"],
            mode="lines+markers",
            line={"color": theme.BOOK, "width": 2},
            marker={"size": 6},
            customdata=curve[["points_at_funding", "points_later", "looks_alerted"]],
            hovertemplate="%{customdata[0]} points at funding, %{customdata[1]} later<br>"
            "%{y:.1%} of defaults in time, %{x:.1%} of other loans for nothing"
            "<br>in %{customdata[2]:.1%} of their month-ends<extra></extra>",
        )
    )
    fig.add_trace(_chosen(found))
    fig.update_xaxes(range=[0, 1], title="Other loans alerted for nothing", **axes.rates(1))
    fig.update_yaxes(range=[0, 1.02], **axes.rates(1))
    return theme.name_on_top(
        fig, {"Defaults found in time": theme.BOOK, "By chance": theme.NEUTRAL}
    )


def _chosen(found: WatchEvidence) -> go.Scatter:
    """The list in force with its two 95 % intervals."""
    hit, false = found.found, found.false_alarms
    bars = [(hit, "error_y"), (false, "error_x")]
    whiskers = {
        side: {
            "type": "data", "symmetric": False, "thickness": 1.5, "color": theme.STANDS_OUT,
            "array": [bound.high - bound.estimate],
            "arrayminus": [bound.estimate - bound.low],
        }
        for bound, side in bars
    }  # fmt: skip
    return go.Scatter(
        x=[false.estimate],
        y=[hit.estimate],
        mode="markers",
        marker={"size": 11, "color": theme.STANDS_OUT, "symbol": "diamond"},
        hovertemplate="The list in force<br>%{y:.1%} of defaults in time, %{x:.1%} of other loans "
        "for nothing<extra></extra>",
        **whiskers,
    )


def lead_groups(found: WatchEvidence) -> list[tuple[str, int]]:
    """Defaults by how many days before the first missed payment they were first alerted."""
    counts = {NEVER: found.defaults - len(found.lead_days), **{name: 0 for _, name in LEADS}}
    for lead in found.lead_days:
        counts[next(name for least, name in reversed(LEADS) if lead >= least or least == 0)] += 1
    return list(counts.items())


def lead_times(groups: Sequence[tuple[str, int]]) -> go.Figure:
    """Defaults by lead time; those found in time in the book's colour."""
    total = sum(count for _, count in groups) or 1
    fig = theme.figure(height=340, top=28)
    early = {name for least, name in LEADS if least >= 30}
    fig.add_trace(
        go.Bar(
            x=[name.replace(" days", "<br>days") for name, _ in groups],
            y=[count / total for _, count in groups],
            text=[f"{formats.rate(count / total)}<br>n = {count:,}" for _, count in groups],
            textposition="outside",
            cliponaxis=False,
            marker={
                "color": [theme.BOOK if name in early else theme.NEUTRAL for name, _ in groups]
            },
            customdata=[[name] for name, _ in groups],
            hovertemplate="%{customdata[0]}: %{y:.1%} of the defaults<extra></extra>",
        )
    )
    highest = 1.25 * max(count for _, count in groups) / total
    fig.update_yaxes(range=[0, highest], **axes.rates(highest))
    return theme.name_on_top(fig, {"In time": theme.BOOK, "Late or never": theme.NEUTRAL})
