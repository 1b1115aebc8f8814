"""How the cost of the common features grows with the number of events."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import plotly.graph_objects as go

from tests.benchmarks.features.side_by_side import Contender, run_contender
from tests.benchmarks.features.stores import prepared
from tests.benchmarks.process_tree import Used

MILLIONS = (1, 3, 10, 30, 100)
INK, ACCENT, MUTED = "#1f2933", "#1d4ed8", "#9aa5b1"


@dataclass(frozen=True)
class Curve:
    """Least wall and CPU seconds by millions of events."""

    wall: Mapping[int, float]
    cpu: Mapping[int, float]

    def slope(self) -> float:
        """The exponent of CPU seconds in the events: least squares of the logarithms."""
        return float(np.polyfit(np.log(list(self.cpu)), np.log(list(self.cpu.values())), 1)[0])

    def lines(self) -> list[str]:
        """The curve as text."""
        points = [
            f"  {millions:>5} M events: {wall:>7.2f} s, {self.cpu[millions]:>7.2f} CPU s"
            for millions, wall in self.wall.items()
        ]
        return [
            *points,
            f"  CPU grows with events to the power {self.slope():.2f} (1: in proportion)",
        ]


def measure(folder: Path, sizes: list[int], contender: Contender, rounds: int) -> Curve:
    """Run the contender on a store of every size, `rounds` times each."""
    wall, cpu = {}, {}
    for millions in sizes:
        runs = [_run(folder, millions, contender) for _ in range(rounds)]
        wall[millions] = min(used.seconds for used in runs)
        cpu[millions] = min(used.cpu_seconds for used in runs)
    return Curve(wall, cpu)


def _run(folder: Path, millions: int, contender: Contender) -> Used:
    used = run_contender(contender, prepared(folder, millions), folder / "curve.parquet")
    if isinstance(used, str):
        raise RuntimeError(used)
    return used


def draw(curve: Curve, folder: Path) -> Path:
    """Write the curve as a page of its own; returns where."""
    first = next(iter(curve.cpu))
    figure = go.Figure()
    figure.add_scatter(x=list(curve.cpu), y=list(curve.cpu.values()), name="CPU", line_color=ACCENT)
    figure.add_scatter(x=list(curve.wall), y=list(curve.wall.values()), name="wall", line_color=INK)
    figure.add_scatter(
        x=list(curve.cpu),
        y=[curve.cpu[first] * millions / first for millions in curve.cpu],
        name="in proportion to the events",
        line={"color": MUTED, "dash": "dot"},
        mode="lines",
    )
    figure.update_layout(
        title=f"Features of 50,000 applications: CPU seconds grow with events^{curve.slope():.2f}",
        template="simple_white",
    )
    ticks = {"tickvals": list(curve.cpu), "ticktext": [f"{m} M" for m in curve.cpu]}
    figure.update_xaxes(title="sales events", type="log", **ticks)
    figure.update_yaxes(title="seconds", type="log")
    page = folder / "cost-curve.html"
    figure.write_html(page, include_plotlyjs=True)
    return page
