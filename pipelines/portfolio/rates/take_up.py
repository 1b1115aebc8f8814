"""Take-up: from applications to what the policy offers to what was funded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.portfolio.offered import LENDING
from pipelines.portfolio.reader import Reader
from pipelines.stats.intervals import Interval, wilson_interval
from pipelines.store import sql_text

UNSCORED = "none"


@dataclass(frozen=True)
class TakeUp:
    """The applications of one quarter with one decision, and how many were funded; cents.

    `decision` is what the policy in force offers them today, "none" where they are not scored: the
    loans were granted under the rules of their day.
    """

    quarter: date
    decision: str
    applications: int
    funded: int
    asked_cents: int
    offered_cents: int
    funded_cents: int


@dataclass(frozen=True)
class TakeUpShare:
    """How many `applications` the offers approve; how many were funded of these and of others."""

    quarter: date | None
    applications: int
    approved: int
    approved_funded: int
    other_funded: int

    @property
    def approval(self) -> Interval | None:
        """Share approved, with its 95 % Wilson interval."""
        return wilson_interval(self.approved, self.applications) if self.applications else None

    @property
    def rate(self) -> Interval | None:
        """Share of those approved that were funded; None where none is approved."""
        return wilson_interval(self.approved_funded, self.approved) if self.approved else None


def take_up(reader: Reader) -> tuple[TakeUp, ...]:
    """Applications by quarter and decision, oldest first."""
    return tuple(TakeUp(*row) for row in reader.rows(sql_text(__file__, "sql/take_up.sql")))


def take_up_share(rows: Sequence[TakeUp], *, quarter: date | None = None) -> TakeUpShare:
    """Add up the rows of one quarter, or of all."""
    own = [row for row in rows if quarter is None or row.quarter == quarter]
    lending = [row for row in own if row.decision in LENDING]
    return TakeUpShare(
        quarter=quarter,
        applications=sum(row.applications for row in own),
        approved=sum(row.applications for row in lending),
        approved_funded=sum(row.funded for row in lending),
        other_funded=sum(row.funded for row in own if row.decision not in LENDING),
    )
