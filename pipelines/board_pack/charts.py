"""The pack's charts as SVG, for its printed pages."""

from io import StringIO
from typing import Any

from pipelines.board_pack.records import Chart, Kind
from pipelines.board_pack.words import brief

BLUE, GREY = "#1f5f9e", "#8a94a0"
SEVERITY = ("#1f5f9e", "#f4cf7f", "#e0a044", "#c77a2a", "#8f4318")
"""The days-past-due buckets from current to 90+."""
LINES = ("#b9c2cc", "#a3adb8", "#8a94a0", "#6f7a86", "#4f86b8", "#1f5f9e")
"""Older lines in grey, the newest in the book's colour."""
WIDTH, HEIGHT = 7.2, 2.5
MOST_NAMED = 13


def chart_svg(chart: Chart) -> str:
    """The chart as one SVG element, the same text for the same chart."""
    import matplotlib as mpl  # noqa: PLC0415 - slow to import and only needed here
    from matplotlib.figure import Figure  # noqa: PLC0415

    with mpl.rc_context({"svg.hashsalt": "pay later", "font.size": 8, "svg.fonttype": "path"}):
        figure = Figure(figsize=(WIDTH, HEIGHT), layout="constrained")
        axes = figure.add_subplot()
        _draw(axes, chart)
        _style(axes, chart)
        text = StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    svg = text.getvalue()
    return svg[svg.index("<svg") :]


def _draw(axes: Any, chart: Chart) -> None:
    if chart.shape == "lines":
        _lines(axes, chart)
    elif chart.shape == "stacked":
        _stacked(axes, chart)
    else:
        _bars(axes, chart)


def _lines(axes: Any, chart: Chart) -> None:
    for one, colour in zip(chart.series, LINES[-len(chart.series) :], strict=False):
        values = [float("nan") if value is None else value for value in one.values]
        axes.plot(range(len(values)), values, color=colour, label=one.name)


def _stacked(axes: Any, chart: Chart) -> None:
    bottom = [0.0] * len(chart.categories)
    for one, colour in zip(chart.series, SEVERITY, strict=False):
        heights = [value or 0.0 for value in one.values]
        axes.bar(range(len(heights)), heights, 0.8, bottom, color=colour, label=one.name)
        bottom = [low + height for low, height in zip(bottom, heights, strict=True)]


def _bars(axes: Any, chart: Chart) -> None:
    """Bars beside each other, or beneath each other with the first on top."""
    width, middle = 0.8 / len(chart.series), (len(chart.series) - 1) / 2
    for number, (one, colour) in enumerate(zip(chart.series, (BLUE, GREY), strict=False)):
        places = [place + (number - middle) * width for place in range(len(one.values))]
        sizes = [value or 0.0 for value in one.values]
        if chart.shape == "ranked":
            axes.barh(places, sizes, width, color=colour, label=one.name)
        else:
            axes.bar(places, sizes, width, color=colour, label=one.name)


def _style(axes: Any, chart: Chart) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator  # noqa: PLC0415

    ranked = chart.shape == "ranked"
    names, values = (axes.yaxis, axes.xaxis) if ranked else (axes.xaxis, axes.yaxis)
    shown = range(0, len(chart.categories), 1 if ranked else _every(len(chart.categories)))
    names.set_ticks(list(shown), [chart.categories[place] for place in shown])
    if ranked:
        axes.invert_yaxis()
    values.set_major_formatter(FuncFormatter(lambda value, _: _tick(value, chart.kind)))
    values.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    axes.spines[["top", "right", "bottom" if ranked else "left"]].set_visible(False)
    axes.grid(axis="x" if ranked else "y", color="#e3e7eb", linewidth=0.6)
    axes.set_axisbelow(True)
    _bound(axes, chart)
    if len(chart.series) > 1:
        axes.legend(frameon=False, ncols=len(chart.series), loc="lower left",
                    bbox_to_anchor=(0, 1), fontsize=7)  # fmt: skip


def _every(categories: int) -> int:
    """Which categories are named: all up to thirteen, six or so of more."""
    return 1 if categories <= MOST_NAMED else -(-categories // 6)


def _bound(axes: Any, chart: Chart) -> None:
    """The axis begins at zero where no value lies below it."""
    if all((value or 0) >= 0 for one in chart.series for value in one.values):
        axes.set(**{"xlim" if chart.shape == "ranked" else "ylim": (0, None)})


def _tick(value: float, kind: Kind) -> str:
    return brief(value) if kind == "money" else f"{100 * value:.3g} %"
