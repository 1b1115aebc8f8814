"""What a board pack holds: sections with their sentence, figures, charts and tables."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["text", "count", "money", "rate", "pd", "number", "date"]
"""How a value is written. Money is in cents, rates are fractions of one."""
Shape = Literal["bars", "ranked", "stacked", "lines"]
"""`ranked` bars lie on their side, so that long names can be read."""
Value = str | int | float | date | None


@dataclass(frozen=True)
class Figure:
    """One headline number, and what moved it since the month-end before."""

    label: str
    kind: Kind
    value: Value
    change: Value = None
    note: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading and how its values are written.

    Slides leave out what is a detail, the workbook has every column.
    """

    title: str
    kind: Kind
    is_detail: bool = False


@dataclass(frozen=True)
class Table:
    """A table with its grain in words.

    `sheet` is its name in the workbook, at most 31 characters. A slide or a page shows the first
    `shown` rows, the workbook all.
    """

    sheet: str
    title: str
    grain: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    shown: int = 12


@dataclass(frozen=True)
class Series:
    """One line or set of bars of a chart, in the order of its categories."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Chart:
    """A chart in one unit over categories; `kind` is of its values."""

    title: str
    shape: Shape
    kind: Kind
    categories: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True)
class Section:
    """One page and one slide: the question's answer in a sentence, and what it rests on.

    Without `charts` and `tables`, `finding` says why nothing can be shown.
    """

    title: str
    finding: str
    points: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: str = ""


@dataclass(frozen=True)
class Check:
    """A sum that holds between the pack's tables and the book's own record; money in cents."""

    text: str
    expected: int
    found: int

    @property
    def holds(self) -> bool:
        """Whether the two agree to the cent."""
        return self.expected == self.found


@dataclass(frozen=True)
class BoardPack:
    """A month's report of the book, from one published version of the store."""

    book: str
    currency: str
    as_of: date
    is_synthetic: bool
    version_id: str
    content_hash: str
    model_id: str | None
    policy_version: str
    figures: tuple[Figure, ...]
    changes: tuple[str, ...]
    decisions: tuple[str, ...]
    sections: tuple[Section, ...]
    definitions: tuple[tuple[str, str], ...]
    checks: tuple[Check, ...]

    @property
    def month(self) -> str:
        """The month it reports on, as `2025-12`."""
        return f"{self.as_of:%Y-%m}"

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, in the order of the sections."""
        return tuple(table for section in self.sections for table in section.tables)
