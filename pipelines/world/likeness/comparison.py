"""One figure of a world beside the published one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

FORMATS = {
    "$": "${:,.0f}",
    "%": "{:.1%}",
    "×": "{:.2f}",
    "days": "{:,.0f} days",
    "years": "{:.1f} years",
    "buyers": "{:,.0f}",
    "": "{:.3f}",
}
"""How a value is written, by unit; rates are fractions and written in percent."""

# Rates below this are written with two decimals.
SMALL = 0.02


@dataclass(frozen=True)
class Published:
    """A range that a figure should lie in, and where the range comes from.

    `low` and `high` are None for what nobody publishes: such figures are only documented.
    """

    low: float | None
    high: float | None
    source: str


@dataclass(frozen=True)
class Comparison:
    """One figure: the published range, what a world shows and on how many cases.

    `unit` is a key of FORMATS; `n` counts what the figure is taken over (`of`: merchants,
    applications, loans, ...).
    """

    name: str
    published_low: float | None
    published_high: float | None
    found: float
    unit: str
    n: int
    of: str
    source: str

    @property
    def lies_within(self) -> bool | None:
        """Whether the found value lies in the published range; None where none is published."""
        if self.published_low is None or self.published_high is None:
            return None
        return self.published_low <= self.found <= self.published_high


def compare(
    name: str, published: Published, found: float, unit: str, n: int, of: str
) -> Comparison:
    """Put a found value beside its published range."""
    return Comparison(
        name, published.low, published.high, float(found), unit, int(n), of, published.source
    )


def written(value: float | None, unit: str) -> str:
    """A value in its unit, for reading; empty for None."""
    if value is None:
        return ""
    return f"{value:.2%}" if unit == "%" and 0 < value < SMALL else FORMATS[unit].format(value)


def comparison_table(
    comparisons: Sequence[Comparison], *others: Sequence[Comparison]
) -> pd.DataFrame:
    """One row per figure, written out for reading.

    `others` are the same figures of further worlds: with them a column gives the spread over all.
    """
    table = pd.DataFrame(
        {
            "figure": [c.name for c in comparisons],
            "published": [_range(c.published_low, c.published_high, c.unit) for c in comparisons],
            "found": [written(c.found, c.unit) for c in comparisons],
            "n": [f"{c.n:,} {c.of}" for c in comparisons],
            "within": [{True: "yes", False: "no", None: "-"}[c.lies_within] for c in comparisons],
            "source": [c.source for c in comparisons],
        }
    )
    if others:
        table.insert(3, f"over {1 + len(others)} seeds", _spreads([comparisons, *others]))
    return table


def _spreads(worlds: Sequence[Sequence[Comparison]]) -> list[str]:
    return [
        _range(*_ends(c.found for c in same), same[0].unit) for same in zip(*worlds, strict=True)
    ]


def _ends(values: Iterable[float]) -> tuple[float, float]:
    ordered = sorted(values)
    return ordered[0], ordered[-1]


def _range(low: float | None, high: float | None, unit: str) -> str:
    if low is None and high is None:
        return "none"
    return f"{written(low, unit)} to {written(high, unit)}"
