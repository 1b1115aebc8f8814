"""The pack's charts as SVG, for its printed pages."""

from io import StringIO
from typing import Any

from pipelines.board_pack.records import Chart, Kind
from pipelines.board_pack.words import money, rate

BLUE, GREY = "#1f5f9e", "#8a94a0"
SEVERITY = ("#1f5f9e", "#f4cf7f", "#e0a044", "#c77a2a", "#8f4318")
"""The days-past-due buckets from current to 90+."""
LINES = ("#b9c2cc", "#a3adb8", "#8a94a0", "#6f7a86", "#4f86b8", "#1f5f9e")
"""Older lines in grey, the newest in the book's colour."""
WIDTH, HEIGHT = 7.2, 2.5


def chart_svg(chart: Chart, currency: str) -> str:
    """The chart as one SVG element, the same text for the same chart."""
    import matplotlib as mpl  # noqa: PLC0415 - slow to import and only needed here
    from matplotlib.figure import Figure  # noqa: PLC0415

    with mpl.rc_context({"svg.hashsalt": "pay later", "font.size": 8, "svg.fonttype": "path"}):
        figure = Figure(figsize=(WIDTH, HEIGHT), layout="constrained")
        axes = figure.add_subplot()
        _draw(axes, chart)
        _style(axes, chart, currency)
        text = StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    svg = text.getvalue()
    return svg[svg.index("<svg") :]


def _draw(axes: Any, chart: Chart) -> None:
    places = range(len(chart.categories))
    if chart.shape == "lines":
        colours = LINES[-len(chart.series) :]
        for one, colour in zip(chart.series, colours, strict=False):
            values = [float("nan") if value is None else value for value in one.values]
            axes.plot(places, values, color=colour, label=one.name)
        return
    bottom = [0.0] * len(chart.categories)
    colours = SEVERITY if chart.shape == "stacked" else (BLUE, GREY)
    width = 0.8 if chart.shape == "stacked" else 0.8 / len(chart.series)
    for number, (one, colour) in enumerate(zip(chart.series, colours, strict=False)):
        heights = [value or 0.0 for value in one.values]
        if chart.shape == "stacked":
            axes.bar(places, heights, width, bottom, color=colour, label=one.name)
            bottom = [low + height for low, height in zip(bottom, heights, strict=True)]
        else:
            shift = (number - (len(chart.series) - 1) / 2) * width
            axes.bar([place + shift for place in places], heights, width, color=colour,
                     label=one.name)  # fmt: skip


def _style(axes: Any, chart: Chart, currency: str) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator  # noqa: PLC0415

    every = max(1, -(-len(chart.categories) // 8))
    longest = max((len(name) for name in chart.categories), default=0)
    shown = range(0, len(chart.categories), every)
    axes.set_xticks(list(shown), [_wrapped(chart.categories[place], longest) for place in shown])
    axes.yaxis.set_major_formatter(
        FuncFormatter(lambda value, _: _tick(value, chart.kind, currency))
    )
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.grid(axis="y", color="#e3e7eb", linewidth=0.6)
    axes.set_axisbelow(True)
    if all((value or 0) >= 0 for one in chart.series for value in one.values):
        axes.set_ylim(bottom=0)
    if len(chart.series) > 1:
        axes.legend(frameon=False, ncols=len(chart.series), loc="lower left",
                    bbox_to_anchor=(0, 1), fontsize=7)  # fmt: skip


def _wrapped(name: str, longest: int) -> str:
    return name.replace(" ", "\n") if longest > 8 else name


def _tick(value: float, kind: Kind, currency: str) -> str:
    return money(value, currency) if kind == "money" else rate(value)
