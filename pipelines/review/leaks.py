"""Each feature against a shuffled future: one that changes has seen what nobody could know."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import pandas as pd

from pipelines.features import catalogue, evidence_of, features_from, require_features
from pipelines.review.futures import TIMES, Future, Tables, is_later, shuffled
from pipelines.store import History, sql_text

Progress = Callable[[float, str], None]
Verdict = Literal["holds", "leaks", "not judged"]
DAYS, MERCHANTS = 6, 8
TABLES = (*TIMES, "merchants")
ALSO = {"loans": ("loan_events",)}
"""Tables that a feature reads besides the one its evidence names."""


@dataclass(frozen=True)
class FeatureLeak:
    """One feature under a changed future: values compared, how many changed, rows that tempted it.

    `later_rows` counts the sampled rows of its feeds that were known only later: without any, the
    feature had nothing to be led astray by and is not judged. `examples` are applications.
    """

    name: str
    compared: int
    changed: int
    later_rows: int
    examples: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Leaks on any change, holds on none, not judged without a future to see."""
        if self.changed:
            return "leaks"
        return "holds" if self.later_rows and self.compared else "not judged"


@dataclass(frozen=True)
class LeakAudit:
    """Every feature of the catalogue on applications of some days."""

    version_id: str
    days: tuple[date, ...]
    applications: int
    later_rows: dict[str, int]
    features: tuple[FeatureLeak, ...]

    @property
    def leaking(self) -> tuple[FeatureLeak, ...]:
        """The features that changed."""
        return tuple(feature for feature in self.features if feature.changed)

    def to_json(self) -> dict[str, Any]:
        """The audit for machines, verdicts included."""
        listed = [asdict(f) | {"verdict": f.verdict} for f in self.features]
        return asdict(self) | {"days": list(map(str, self.days)), "features": listed}


def leak_audit(
    history: History,
    *,
    future: Future = shuffled,
    days: int = DAYS,
    progress: Progress | None = None,
) -> LeakAudit:
    """Build every feature of sampled applications anew with another future and compare bit by bit.

    So many `days` spread over the book are taken, with up to `MERCHANTS` applications each. Raises
    `Refused` where no features are built.
    """
    version_id = history.version().version_id
    chosen = _days(history, days)
    names = [feature.name for feature in catalogue()]
    changed, later = [], dict.fromkeys(TABLES, 0)
    for place, day in enumerate(chosen):
        if progress:
            progress(place / len(chosen), f"applications of {day}")
        sample = history.frame(
            sql_text(__file__, "sql/audit_sample.sql"), {"applied_on": day, "n": MERCHANTS}
        )
        tables, cut = _tables(history, sample), pd.Timestamp(day)
        for name, rows in tables.items():
            later[name] += int(is_later(name, rows, cut).sum())
        rebuilt = features_from(future(tables, cut), sample, names)
        changed.append(different(_stored(history, rebuilt.index, names), rebuilt))
    return LeakAudit(
        version_id=version_id,
        days=tuple(chosen),
        applications=sum(map(len, changed)),
        later_rows=later,
        features=tuple(_judged(name, pd.concat(changed), later) for name in names),
    )


def different(stored: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Return which values differ; two missing ones are equal. An absent application differs."""
    a, b = stored, other.reindex(stored.index).astype("float64")
    return ~((a == b) | (a.isna() & b.isna() & stored.index.isin(other.index)[:, None]))


def _days(history: History, days: int) -> list[date]:
    require_features(history)
    found = history.rows(sql_text(__file__, "sql/audit_days.sql"), {"days": days})
    return [row[0] for row in found]


def _tables(history: History, sample: pd.DataFrame) -> Tables:
    merchants = np.asarray(sample["merchant_id"], dtype=object).tolist()
    tables = {
        name: history.frame(
            sql_text(__file__, f"sql/audit_{name}.sql"),
            {} if name == "market" else {"merchant_ids": merchants},
        )
        for name in TABLES
    }
    requests = tables["applications"]
    tables["applications"] = requests[~requests["application_id"].isin(sample["application_id"])]
    return tables


def _stored(history: History, applications: pd.Index, names: list[str]) -> pd.DataFrame:
    frame = history.frame(
        sql_text(__file__, "sql/audit_stored.sql"), {"application_ids": applications.tolist()}
    )
    return frame.set_index("application_id").loc[applications, names].astype("float64")


def _judged(name: str, changed: pd.DataFrame, later: dict[str, int]) -> FeatureLeak:
    feeds = {part.feed for part in evidence_of(name)}
    feeds |= {table for feed in feeds for table in ALSO.get(feed, ())}
    flags = changed[name]
    return FeatureLeak(
        name=name,
        compared=len(flags),
        changed=int(flags.sum()),
        later_rows=sum(later[feed] for feed in feeds),
        examples=tuple(map(str, flags.index[flags][:3])),
    )
