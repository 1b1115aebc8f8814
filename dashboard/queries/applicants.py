"""What the Applicants page asks: who applied, what the policy says, whom a person must see."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from dashboard import formats
from dashboard.queries.store import history, read, settings, still_at
from pipelines.store import sql_text

SCORE = "python -m pipelines features && python -m pipelines train && python -m pipelines score"
"""What brings an imported book to scored applications."""
DECISIONS = ("refer", "counter-offer", "approve", "decline")
SHOWN = 250
"""How many rows of the queue are sent to the browser at once."""


@dataclass(frozen=True)
class Filters:
    """What the reader narrows the queue to; empty means no restriction."""

    search: str = ""
    decisions: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    days: int | None = None

    @property
    def named(self) -> list[str]:
        """The filters in use, in words."""
        used = {
            "the search": self.search,
            "the decision": self.decisions,
            "the grade": self.grades,
            "the industry": self.industries,
            "the time of application": self.days,
        }
        return [name for name, value in used.items() if value]


def queue(version_id: str) -> pd.DataFrame:
    """Scored applications in the order in which a person should look at them.

    Without a row before features and scores are there. Shared by all readers: not to be changed.
    """
    return _queue(str(settings().store), version_id)


def searchable(version_id: str) -> pd.Series:
    """What a search looks through, row by row of the queue: name and both ids in small letters."""
    return _searchable(str(settings().store), version_id)


@st.cache_resource(show_spinner=False, max_entries=4)
def _queue(store: str, version_id: str) -> pd.DataFrame:
    if not read("applicants_ready", version_id)["is_ready"].iloc[0]:
        return pd.DataFrame({"application_id": [], "name": []}, dtype="str")
    found = history().frame(sql_text(__file__, "sql/applicants_queue.sql"))
    still_at(version_id, history())
    return found.assign(
        order_amount_cents=found["order_amount_cents"].astype("float64"),
        main_reason=found["main_reason"].fillna(""),
    )


@st.cache_resource(show_spinner=False, max_entries=4)
def _searchable(store: str, version_id: str) -> pd.Series:
    return small_letters(_queue(store, version_id))


def small_letters(frame: pd.DataFrame) -> pd.Series:
    """Name and both ids of each row in small letters, one below the other."""
    text = frame["name"] + "\n" + frame["application_id"] + "\n" + frame["merchant_id"]
    return text.str.lower()


def found_ids(version_id: str, needle: str, most: int) -> list[str]:
    """The first ids of the queue whose name or ids hold `needle`, in any case and literally."""
    frame = queue(version_id)
    held = searchable(version_id).str.contains(needle.strip().lower(), regex=False)
    return frame.loc[held, "application_id"].head(most).tolist()


def first(version_id: str, decision: str | None = None) -> str:
    """The queue's first application, or the first with the decision where any has it."""
    found = queue(version_id)
    wanted = found[found["decision"] == decision] if decision else found
    return str((found if wanted.empty else wanted)["application_id"].iloc[0])


def sample(version_id: str) -> str:
    """How many applications the page rests on."""
    return formats.plural(len(queue(version_id)), "application")


def matching(
    frame: pd.DataFrame, filters: Filters, as_of: date, text: pd.Series | None = None
) -> pd.DataFrame:
    """The rows of the queue that meet every filter; the search knows names and both ids.

    It takes any part of them, in any case and literally; `text` is `searchable`, made here where it
    is not given.
    """
    keep = pd.Series(True, index=frame.index)
    needle = filters.search.strip().lower()
    if needle:
        keep &= (small_letters(frame) if text is None else text).str.contains(needle, regex=False)
    for column, chosen in (
        ("decision", filters.decisions),
        ("grade", filters.grades),
        ("industry", filters.industries),
    ):
        if chosen:
            keep &= frame[column].isin(chosen)
    if filters.days:
        keep &= frame["applied_at"] > pd.Timestamp(as_of - timedelta(days=filters.days))
    return frame[keep]


def with_sales(frame: pd.DataFrame, version_id: str) -> pd.DataFrame:
    """The rows with their merchant's sales of the twelve 30-day months before they applied."""
    ids = frame["application_id"].tolist()
    return frame.merge(read("applicants_sales", version_id, ids=ids), on="application_id")
