"""Kept decisions of the checkout as they stand: taken again from their records, and the newest."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
import pandas as pd

from pipelines.checkout import CheckoutDecision
from pipelines.checkout.replay import Replay
from pipelines.checkout.score_tables import ScoreTables
from pipelines.checkout.state import state_of
from pipelines.explain.application import Contribution
from pipelines.offers import Policy
from pipelines.store import sql_text
from pipelines.store.checkout_records import CheckoutEvent, CheckoutRecord, events_of

PAGE_NAME = "This page"
LATEST = 20


@dataclass(frozen=True)
class Standing:
    """A record with its events; `state` is what has become of its offer.

    `undo_until` is the last moment at which a refund undoes it, None where nothing was accepted.
    """

    record: CheckoutRecord
    state: str
    events: tuple[CheckoutEvent, ...]
    undo_until: datetime | None


@dataclass(frozen=True)
class Kept:
    """A kept decision taken again from its record, so that what is drawn is what was kept.

    `contributions` are those of every feature to the score, largest first; none without a score.
    """

    standing: Standing
    decided: CheckoutDecision
    policy: Policy
    contributions: tuple[Contribution, ...]


def standing(con: sqlite3.Connection, record: CheckoutRecord, now: datetime) -> Standing:
    """What has become of a decision by now."""
    state = msgspec.json.decode(state_of(con, record, now))["state"]
    events = tuple(events_of(con, record.decision_id))
    window = timedelta(hours=record.refund_window_hours)
    until = datetime.fromisoformat(events[0].happened_at) + window if events else None
    return Standing(record, state, events, until)


def taken_again(found: Standing, replay: Replay) -> Kept:
    """Take the decision again; Refused where its model or a governed file is not there."""
    decided, policy = replay.decided(found.record)
    if decided.score is None:
        return Kept(found, decided, policy, ())
    tables = replay.models[decided.grounds.model_id]
    return Kept(found, decided, policy, _contributions(decided, tables))


def latest(con: sqlite3.Connection, merchant_id: str, now: datetime) -> pd.DataFrame:
    """The merchant's newest decisions, whoever asked, newest first."""
    asked: dict[str, str | int] = {
        "merchant_id": merchant_id,
        "page": PAGE_NAME,
        "now": now.isoformat(timespec="microseconds"),
        "most": LATEST,
    }
    frame = pd.read_sql_query(sql_text(__file__, "sql/checkout_latest.sql"), con, params=asked)
    return frame.assign(decided_at=pd.to_datetime(frame["decided_at"]))


def _contributions(decided: CheckoutDecision, tables: ScoreTables) -> tuple[Contribution, ...]:
    values = decided.grounds.features
    parts = tables.scored(values).contributions.tolist()
    named = (
        Contribution(name, values[name], part)
        for name, part in zip(tables.names, parts, strict=True)
    )
    return tuple(sorted(named, key=lambda part: -abs(part.contribution)))
