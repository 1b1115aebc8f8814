"""One feature of one application with its evidence: rows, days, SQL, and the same value again."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from pipelines.errors import Refused
from pipelines.features.catalogue import Feature, catalogue
from pipelines.features.compose import features_sql
from pipelines.features.trace.evidence import Evidence, evidence_of
from pipelines.features.trace.recompute import features_from
from pipelines.features.trace.rows import EPOCH, bounds, rows_of, witnesses
from pipelines.store import History, sql_text


@dataclass(frozen=True)
class Part:
    """What one part of a feature counts, with its first (None: ever) and last day."""

    evidence: Evidence
    first_on: date | None
    last_on: date


@dataclass(frozen=True)
class Trace:
    """Where a feature of one application comes from.

    `value` is what the store holds, `again` what the same SQL makes of `rows` alone (None where
    missing). `rows` are the rows counted, by table of the store; `sql` is the statement, which
    reads the application itself as `asked`.
    """

    feature: Feature
    application_id: str
    merchant_id: str
    cut_on: date
    value: float | None
    again: float | None
    parts: tuple[Part, ...]
    rows: dict[str, pd.DataFrame]
    sql: str

    @property
    def agrees(self) -> bool:
        """Whether the rows alone give exactly the stored value."""
        return self.value == self.again

    @property
    def row_count(self) -> int:
        """How many rows it was computed from."""
        return sum(map(len, self.rows.values()))


def trace_feature(history: History, application_id: str, name: str) -> Trace:
    """Trace one feature of one application; `Refused` where either is unknown."""
    feature = next((f for f in catalogue() if f.name == name), None)
    if feature is None:
        raise Refused(f"there is no feature {name}: data/README.md lists them all")
    asked = history.frame(sql_text(__file__, "sql/asked.sql"), {"application_id": application_id})
    if asked.empty:
        raise Refused(f"there is no application {application_id}")
    merchant_id = str(asked["merchant_id"].iloc[0])
    cut_on = asked["applied_at"].iloc[0].date()
    cut_day = (cut_on - EPOCH).days
    evidence = evidence_of(name)
    rows = rows_of(history, merchant_id, cut_day, evidence)
    again = features_from(rows | witnesses(history, merchant_id, cut_day, rows), asked, [name])
    return Trace(
        feature=feature,
        application_id=application_id,
        merchant_id=merchant_id,
        cut_on=cut_on,
        value=_stored(history, application_id, name),
        again=_plain(again[name].iloc[0]),
        parts=tuple(_part(part, cut_day) for part in evidence),
        rows=rows,
        sql=features_sql([name], asked=sql_text(__file__, "sql/asked.sql")),
    )


def _part(evidence: Evidence, cut_day: int) -> Part:
    first, before = bounds(evidence, cut_day)
    return Part(
        evidence,
        None if first is None else EPOCH + timedelta(days=first),
        EPOCH + timedelta(days=before - 1),
    )


def _stored(history: History, application_id: str, name: str) -> float | None:
    frame = history.frame(sql_text(__file__, "sql/stored.sql"), {"application_id": application_id})
    if frame.empty or name not in frame:
        raise Refused(
            f"the features of {application_id} are not built yet: "
            "run `python -m pipelines features`"
        )
    return _plain(frame[name].iloc[0])


def _plain(value: object) -> float | None:
    return None if pd.isna(value) else float(value)  # type: ignore[arg-type,call-overload]
