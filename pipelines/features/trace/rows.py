"""The rows of the store behind a feature of one application, read from the published history."""

from datetime import date

import pandas as pd

from pipelines.features.days import FEEDS
from pipelines.features.trace.evidence import Evidence
from pipelines.store import History, sql_text

EPOCH = date(1970, 1, 1)
EVER = -1_000_000
KEYS = {
    "market": ["day"],
    "merchants": ["merchant_id"],
    "applications": ["applied_at", "application_id"],
    "loans": ["funded_at", "loan_id"],
}
"""What tells a table's rows apart, in the order they are given in; events: `EVENT`."""
EVENT = ["known_at", "event_id"]


def rows_of(
    history: History, merchant_id: str, cut_day: int, parts: tuple[Evidence, ...]
) -> dict[str, pd.DataFrame]:
    """The rows that `parts` count, by table, as they stand there; each row once.

    `cut_day` is the day of the application in days since 1970-01-01. Loans bring their events.
    """
    found: dict[str, pd.DataFrame] = {}
    for part in parts:
        rows = _rows(history, part.feed, merchant_id, cut_day, part)
        before = found.get(part.feed)
        found[part.feed] = rows if before is None else _united(part.feed, before, rows)
    if "loans" in found:
        found["loan_events"] = _read(
            history, "loan_events", {"merchant_id": merchant_id, "before_day": cut_day}
        )
    return found


def witnesses(
    history: History, merchant_id: str, cut_day: int, rows: dict[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """The newest day's rows of each feed in `rows`: they show that the feed was connected.

    Without them a feature that counts nothing, which is 0, would look like one that is missing.
    """
    newest = {feed: Evidence(feed, pick="last") for feed in FEEDS if feed in rows}
    return {
        feed: _united(feed, rows[feed], _rows(history, feed, merchant_id, cut_day, part))
        for feed, part in newest.items()
    }


def bounds(part: Evidence, cut_day: int) -> tuple[int | None, int]:
    """The first day a part counts (None: ever) and the day it ends before, since 1970-01-01."""
    first = None if part.since_days is None else cut_day - part.since_days
    return first, cut_day - part.until_days


def _rows(
    history: History, feed: str, merchant_id: str, cut_day: int, part: Evidence
) -> pd.DataFrame:
    first_day, before_day = bounds(part, cut_day)
    values = {
        "merchant_id": merchant_id,
        "first_day": EVER if first_day is None else first_day,
        "before_day": before_day,
        "kinds": list(part.kinds),
        "pick": part.pick,
    }
    return _read(history, feed, values)


def _read(history: History, table: str, values: dict[str, object]) -> pd.DataFrame:
    text = sql_text(__file__, f"sql/{table}.sql")
    return history.frame(text, {name: v for name, v in values.items() if f"${name}" in text})


def _united(feed: str, first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    key = KEYS.get(feed, EVENT)
    both = pd.concat([frame for frame in (first, second) if len(frame)] or [first])
    return both.drop_duplicates(key).sort_values(key, ignore_index=True)
