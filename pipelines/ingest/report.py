"""What an import did with every row it read."""

from collections import Counter
from dataclasses import dataclass, field

IMPLIED_BY = "implied by "
"""Begins the file name of rows that are in no file: what the rows of another table imply."""


@dataclass(frozen=True)
class TableReport:
    """Rows of one file that went to one table; loaded + duplicate + quarantined = read."""

    table: str
    file: str
    read: int
    loaded: int
    duplicate: int
    quarantined: int
    reasons: tuple[tuple[str, int], ...]

    def sentence(self) -> str:
        """The row account in words, as it is printed."""
        text = (
            f"{self.file} to {self.table}: {self.read:,} read = {self.loaded:,} loaded "
            f"+ {self.duplicate:,} duplicate + {self.quarantined:,} quarantined"
        )
        for reason, count in self.reasons:
            text += f"\n    {count:,} x {reason}"
        return text

    def to_json(self) -> dict[str, object]:
        """The row account for machines."""
        return {
            "table": self.table,
            "file": self.file,
            "read": self.read,
            "loaded": self.loaded,
            "duplicate": self.duplicate,
            "quarantined": self.quarantined,
            "reasons": dict(self.reasons),
        }


@dataclass
class Account:
    """What became of the `read` rows of a file, counted batch by batch."""

    read: int
    loaded: int = 0
    duplicate: int = 0
    quarantined: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def accounted(self) -> int:
        """The rows whose fate is known."""
        return self.loaded + self.duplicate + self.quarantined

    def report(self, table: str, file: str) -> TableReport:
        """The account as it is reported, reasons by how many rows they kept out."""
        reasons = sorted(self.reasons.items(), key=lambda counted: (-counted[1], counted[0]))
        counts = (self.read, self.loaded, self.duplicate, self.quarantined)
        return TableReport(table, file, *counts, tuple(reasons))


@dataclass(frozen=True)
class ImportReport:
    """Everything one import did, and the version of the history it published."""

    source: str
    version_id: str
    tables: tuple[TableReport, ...]
    seconds: float

    def to_json(self) -> dict[str, object]:
        """The report for machines."""
        return {
            "source": self.source,
            "version": self.version_id,
            "tables": [table.to_json() for table in self.tables],
            "seconds": round(self.seconds, 2),
        }
