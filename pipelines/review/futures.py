"""What could come after a day: taken away, or shuffled, altered and added to.

Both work on rows of the store's tables and leave what was known before the day as it is.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

Tables = dict[str, pd.DataFrame]
Future = Callable[[Tables, pd.Timestamp], Tables]

TIMES = {
    "sales": "known_at",
    "purchases": "known_at",
    "bank": "known_at",
    "loans": "funded_at",
    "loan_events": "known_at",
    "applications": "applied_at",
    "market": "day",
}
"""When a row of each table could be known; merchants carry no time."""
KEYS = {"loans": "loan_id", "applications": "application_id"}
PARTIES = ("buyer_id", "supplier_id", "channel", "category")
DAY = pd.Timedelta(days=1)
SEED = 20190115


def removed(tables: Tables, cut: pd.Timestamp) -> Tables:
    """The tables without any row known on the day `cut` or later."""
    return {name: rows[~is_later(name, rows, cut)] for name, rows in tables.items()}


def shuffled(tables: Tables, cut: pd.Timestamp) -> Tables:
    """The tables with amounts and parties of the future dealt out anew, and altered.

    Besides, every past row comes once more as known on the very first moment that no feature may
    see: the midnight with which the day `cut` begins.
    """
    rng = np.random.default_rng(SEED)
    return {name: _shuffled(name, rows, cut, rng) for name, rows in tables.items()}


def is_later(name: str, rows: pd.DataFrame, cut: pd.Timestamp) -> pd.Series:
    """Which rows of a table were known on the day `cut` or later."""
    if name not in TIMES:
        return pd.Series(False, index=rows.index)
    return rows[TIMES[name]] >= (_number(cut) if name == "market" else cut)


def _shuffled(
    name: str, rows: pd.DataFrame, cut: pd.Timestamp, rng: np.random.Generator
) -> pd.DataFrame:
    if name not in TIMES or rows.empty:
        return rows
    later = is_later(name, rows, cut)
    if name == "market":
        return pd.concat([rows[~later], _market(rows, later, cut)], ignore_index=True)
    parts = [rows[~later], _altered(rows[later], rng), _once_more(name, rows[~later], cut)]
    return pd.concat([part for part in parts if len(part)], ignore_index=True)


def _market(rows: pd.DataFrame, later: pd.Series, cut: pd.Timestamp) -> pd.DataFrame:
    """The market's future days seven times as large, and the day of the cut among them."""
    future = rows[later].assign(sale_cents=rows["sale_cents"] * 7 + 1)
    first = rows.iloc[[0]].assign(day=_number(cut), sale_cents=10**12)
    return pd.concat([first, future[future["day"] != _number(cut)]])


def _altered(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Amounts permuted among the rows and changed, parties dealt out anew, times a day later."""
    changed = rows.copy()
    order = rng.permutation(len(rows))
    for column in [c for c in map(str, rows) if c.endswith("_cents")]:
        changed[column] = rows[column].to_numpy()[order] * 7 + 1
    for column in [c for c in rows if c in PARTIES]:
        changed[column] = rows[column].to_numpy()[order]
    for column in [c for c in map(str, rows) if c.endswith("_at")]:
        changed[column] = rows[column] + DAY
    return changed


def _once_more(name: str, rows: pd.DataFrame, cut: pd.Timestamp) -> pd.DataFrame:
    """The past rows again, as if the lender had only learnt of them at the cut."""
    key = KEYS.get(name, "event_id")
    again = rows.copy()
    again[key] = rows[key] + " learnt later"
    again[TIMES[name]] = cut
    return again


def _number(cut: pd.Timestamp) -> int:
    """The day as the number of days since 1970-01-01."""
    return (cut - pd.Timestamp(0)).days
