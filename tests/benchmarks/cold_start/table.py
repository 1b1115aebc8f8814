"""The trial's table: who was ranked, by what, against which truth, and how well."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.model import Manifest
from pipelines.stats.intervals import Interval


@dataclass(frozen=True)
class Line:
    """One ranking of `n` cases, `bads` of them bad, with its AUC and 95 % interval."""

    book: str
    ranking: str
    truth: str
    n: int
    bads: int
    auc: Interval

    def text(self) -> str:
        """The line as one row of the table."""
        area = f"{self.auc.estimate:.3f} ({self.auc.low:.3f}-{self.auc.high:.3f})"
        cases = f"{self.n:,}, {self.bads / self.n:.1%} bad"
        return f"{self.book:<16}{self.ranking:<50}{self.truth:<12}{cases:<20}{area}"


def of_training(book: str, record: Manifest) -> list[Line]:
    """A training's own figures against its own label, the baselines beside the model."""
    found = record.metrics
    ranked: Iterable[tuple[str, Interval]] = (
        (f"model of the {record.label}, {record.split.split(':')[0].split(' (')[0]}", found.auc),
        *((f"  {one.label[0].lower()}{one.label[1:]}", one.auc) for one in record.baselines),
    )
    return [Line(book, name, record.label, found.n, found.bads, area) for name, area in ranked]
