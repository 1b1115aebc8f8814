"""What the tab Watch list asks: the list of the as-of date, and how well such lists warned."""

from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard.queries.store import history, settings, still_at
from pipelines.portfolio import (
    WatchEvidence,
    WatchList,
    WatchRules,
    draw_watch_list,
    load_watch_rules,
    watch_evidence,
)
from pipelines.portfolio.watch_list.judged import judged_pds


def rules() -> WatchRules:
    """The rules of the watch list in force, read again when their file changes."""
    path = settings().watch_list
    return _rules(str(path), path.stat().st_mtime_ns if path.exists() else 0)


@st.cache_resource(show_spinner=False, max_entries=4)
def _rules(path: str, changed_ns: int) -> WatchRules:
    return load_watch_rules(Path(path))


def listed(version_id: str) -> WatchList | None:
    """The watch list of the book's as-of date; None without a loan."""
    return _listed(str(settings().store), version_id, rules().version)


# Records that nobody changes are shared, not copied: a large book has thousands of merchants here.
@st.cache_resource(show_spinner=False, max_entries=8)
def _listed(store: str, version_id: str, rules_version: str) -> WatchList | None:
    reader = history()
    found = draw_watch_list(reader, rules())
    still_at(version_id, reader)
    return found


def evidence(version_id: str) -> WatchEvidence | None:
    """The list judged on loans whose outcome is known; None with fewer than 30 defaults."""
    return _evidence(str(settings().store), version_id, rules().version)


@st.cache_data(show_spinner=False, max_entries=8)
def _evidence(store: str, version_id: str, rules_version: str) -> WatchEvidence | None:
    reader = history()
    found = watch_evidence(reader, rules(), judged_pds(settings()))
    still_at(version_id, reader)
    return found


def rows(found: WatchList) -> pd.DataFrame:
    """One row per merchant on the list, the most urgent first."""
    return pd.DataFrame(
        [
            {
                "merchant_id": merchant.merchant_id,
                "merchant": merchant.lead.loan.merchant,
                "industry": merchant.lead.loan.industry,
                "open": f"/merchant?application={merchant.lead.loan.application_id}",
                "state": "Now" if merchant.lead.is_weaker else "From the start",
                "points": merchant.lead.points_now
                if merchant.lead.is_weaker
                else merchant.lead.points_at_funding,
                "loans": len(merchant.loans),
                "owed_cents": merchant.owed_cents,
                "days_past_due": max(one.loan.days_past_due for one in merchant.loans),
                "since": min(one.since for one in merchant.loans),
                "signs": merchant.words,
            }
            for merchant in found.merchants
        ]
    )


def by_sign(found: WatchList) -> pd.DataFrame:
    """How many listed merchants show each sign, now and from the start, most shown first."""
    shown = [
        {"sign": alert.sign, "is_weaker": merchant.lead.is_weaker}
        for merchant in found.merchants
        for alert in merchant.lead.alerts
    ]
    if not shown:
        return pd.DataFrame(columns=["sign", "now", "start"])
    groups = pd.DataFrame(shown).groupby("sign")["is_weaker"]
    counted = pd.DataFrame({"now": groups.sum(), "total": groups.count()})
    counted["start"] = counted["total"] - counted["now"]
    ordered = counted.reset_index().sort_values(by="total", ascending=False)
    return ordered[["sign", "now", "start"]]


def curve(found: WatchEvidence) -> pd.DataFrame:
    """The curve of detection against false alarms, one row a choice of points."""
    return pd.DataFrame(
        [
            {
                "points_at_funding": point.points_at_funding,
                "points_later": point.points_later,
                "found_in_time": point.found_in_time / found.defaults,
                "false_alarms": point.alerted_for_nothing / found.others,
                "looks_alerted": point.looks_alerted,
                "is_chosen": point == found.chosen,
            }
            for point in found.curve
        ]
    )
