"""What the Merchant page asks about one application and the merchant behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import formats
from dashboard.queries import applicants
from dashboard.queries.desk import desk
from dashboard.queries.store import history, read, settings, still_at
from pipelines.explain.application import Contribution
from pipelines.features import Feature, Trace, trace_feature


@dataclass(frozen=True)
class Peer:
    """One feature of one application beside all scored applications.

    `value` is None where missing, `below` the share of peers with a smaller value, `contribution`
    its part of the score in log-odds.
    """

    feature: Feature
    value: float | str | None
    contribution: float
    median: float | None
    below: float | None
    n: int


def labels(version_id: str) -> dict[str, str]:
    """How each scored application is named in a list, in the order of the queue: not to change."""
    return _labels(str(settings().store), version_id)


@st.cache_resource(show_spinner=False, max_entries=4)
def _labels(store: str, version_id: str) -> dict[str, str]:
    queue = applicants.queue(version_id)
    words = queue["application_id"] + " · " + queue["name"]
    still_at(version_id, history())
    return dict(zip(queue["application_id"], words, strict=True))


def application(version_id: str, application_id: str) -> pd.Series:
    """The application with its merchant, its score and its rank."""
    return read("merchant_application", version_id, application_id=application_id).iloc[0]


def requested(asked: pd.Series) -> int | None:
    """The order amount asked for in cents, None where the application names none."""
    amount = asked["order_amount_cents"]
    return None if pd.isna(amount) else int(amount)


def weeks(version_id: str, merchant_id: str) -> pd.DataFrame:
    """Every week from the merchant's first to its last, quiet ones with zeros.

    `year_before_cents` is the sale of the week 52 weeks earlier: the season's expectation.
    """
    known = read("merchant_weeks", version_id, merchant_id=merchant_id)
    if known.empty:
        return known
    known["week"] = pd.to_datetime(known["week"])
    run = pd.date_range(known["week"].iloc[0], known["week"].iloc[-1], freq="7D", name="week")
    whole = known.set_index("week").reindex(run, fill_value=0).reset_index()
    whole["year_before_cents"] = whole["sale_cents"].shift(52)
    return whole


def events(version_id: str, merchant_id: str) -> pd.DataFrame:
    """Applications, loans and missed payments of the merchant in time."""
    return read("merchant_events", version_id, merchant_id=merchant_id)


def loans(version_id: str, merchant_id: str) -> pd.DataFrame:
    """The merchant's loans, newest first."""
    return read("merchant_loans", version_id, merchant_id=merchant_id)


def peers(version_id: str, contributions: Sequence[Contribution]) -> list[Peer]:
    """The scored features beside those of all applications, in the order of `contributions`."""
    table = desk(version_id).table
    return [
        _peer(table.by_name[part.feature], part.value, part.contribution, table.frame[part.feature])
        for part in contributions
    ]


def distribution(version_id: str, feature: str) -> np.ndarray:
    """The values of one numeric feature over all applications, missing ones left out."""
    return desk(version_id).table.frame[feature].dropna().to_numpy()


def trace(version_id: str, application_id: str, feature: str) -> Trace:
    """The feature's rows and the value they alone give, remembered for the version."""
    return _trace(str(settings().store), version_id, application_id, feature)


@st.cache_resource(show_spinner="Reading the rows", max_entries=64)
def _trace(store: str, version_id: str, application_id: str, feature: str) -> Trace:
    found = trace_feature(history(), application_id, feature)
    still_at(version_id, history())
    return found


def sample(version_id: str) -> str:
    """How many scored applications a merchant is compared with."""
    return f"{formats.plural(len(labels(version_id)), 'scored application')} to compare with"


def _peer(
    feature: Feature, value: float | str | None, contribution: float, column: pd.Series
) -> Peer:
    if column.dtype != float:
        return Peer(feature, value, contribution, None, None, int(column.notna().sum()))
    known = column.dropna()
    below = float((known < value).mean()) if isinstance(value, float) and len(known) else None
    median = float(known.median()) if len(known) else None
    return Peer(feature, value, contribution, median, below, len(known))
