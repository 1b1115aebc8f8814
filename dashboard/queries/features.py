"""What the Features page asks: the profile of every feature, and one feature's values."""

from urllib.parse import quote

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import formats
from dashboard.queries.store import history, read, settings, still_at
from pipelines.features import FeatureTable, feature_frame
from pipelines.profile import BookProfile, FeatureProfile, book_profile

VERDICTS = {"stable": "stable", "watch": "to watch", "shifted": "shifted"}
NOTHING = ("missing everywhere", "one value for all")


def profile(version_id: str) -> BookProfile | None:
    """The profile of every feature, or None before there are features to profile."""
    if not read("features_ready", version_id)["is_ready"].iloc[0]:
        return None
    found = _profile(str(settings().store), version_id)
    return found if found.n else None


# Records are frozen and frames only read, so pages share them instead of copying at every rerun.
@st.cache_resource(show_spinner=False, max_entries=4)
def _profile(store: str, version_id: str) -> BookProfile:
    reader = history()
    found = book_profile(reader, _table(store, version_id))
    still_at(version_id, reader)
    return found


@st.cache_resource(show_spinner=False, max_entries=2)
def _table(store: str, version_id: str) -> FeatureTable:
    reader = history()
    table = feature_frame(reader)
    still_at(version_id, reader)
    return table


def sample(version_id: str) -> str:
    """How many applications and outcomes the page rests on."""
    found = profile(version_id)
    if found is None:
        return "no features built"
    known = formats.plural(found.outcomes, "known outcome")
    return f"{formats.plural(found.n, 'application')}, {known}, {found.bads:,} of them bad"


def ranked(found: BookProfile) -> list[FeatureProfile]:
    """The features that tell applications apart: by information value, else by drift."""
    varying = [one for one in found.features if not one.is_silent]
    return sorted(varying, key=_rank)


def _rank(one: FeatureProfile) -> tuple[float, float]:
    return (
        -one.strength.iv if one.strength else 0.0,
        -one.drift.psi if one.drift else 0.0,
    )


def listed(found: BookProfile) -> pd.DataFrame:
    """One row per feature, in the order of the page: what it is, tells and how it moved.

    `open` is its address on the page, by its label, which is what the list of features goes by.
    """
    silent = [one for one in found.features if one.is_silent]
    return pd.DataFrame([_row(one) for one in [*ranked(found), *silent]])


def _row(one: FeatureProfile) -> dict[str, object]:
    strength, drift = one.strength, one.drift
    auc = strength.auc if strength else None
    return {
        "name": one.feature.name,
        "open": f"/features?feature={quote(one.feature.label)}",
        "label": one.feature.label,
        "driver_group": one.feature.group,
        "feed": one.feature.feed,
        "n": one.n,
        "missing_share": one.missing / one.n,
        "iv": strength.iv if strength else np.nan,
        "iv_by_chance": strength.iv_bound if strength else np.nan,
        "auc": auc.estimate if auc else np.nan,
        "auc_low": auc.low if auc else np.nan,
        "auc_high": auc.high if auc else np.nan,
        "auc_interval": f"{auc.low:.2f} to {auc.high:.2f}" if auc else "",
        "psi": drift.psi if drift else np.nan,
        "psi_by_chance": drift.bound if drift else np.nan,
        "missing_before": drift.missing_before if drift else np.nan,
        "missing_now": drift.missing_now if drift else np.nan,
        "verdict": _verdict(one),
        "meaning": one.feature.meaning,
    }


def _verdict(one: FeatureProfile) -> str:
    if one.is_missing_everywhere:
        return NOTHING[0]
    if one.is_silent:
        return NOTHING[1]
    return VERDICTS[one.drift.verdict] if one.drift else ""


def drifted(found: BookProfile) -> list[FeatureProfile]:
    """The features that have two periods to compare, those that moved most first."""
    compared = [one for one in found.features if one.drift and not one.is_silent]
    return sorted(compared, key=lambda one: -one.drift.psi if one.drift else 0.0)


def bins(one: FeatureProfile, labels: list[str]) -> pd.DataFrame:
    """One row per bin of a feature, named by `labels`: counts by period and by outcome."""
    rows = zip(labels, one.bins, strict=True)
    return pd.DataFrame(
        {
            "bin": label,
            "n": row.n,
            "before": row.reference,
            "now": row.newest,
            "goods": row.goods,
            "bads": row.bads,
            "bad_rate": row.rate.estimate if row.rate else np.nan,
            "low": row.rate.low if row.rate else np.nan,
            "high": row.rate.high if row.rate else np.nan,
        }
        for label, row in rows
    )


def values(version_id: str, found: BookProfile, name: str) -> tuple[pd.Series, pd.Series]:
    """The known values of one feature in the reference period, and in the newest one."""
    table = _table(str(settings().store), version_id)
    known = table.frame[name].dropna()
    if found.periods is None:
        return known, known.iloc[:0]
    applied = pd.to_datetime(table.applications["applied_at"]).reindex(known.index)
    is_new = applied >= pd.Timestamp(found.periods.newest_first)
    return known[~is_new], known[is_new]


def months(one: FeatureProfile) -> pd.DataFrame:
    """One row per month of applications: quantiles of the known values and the missing share."""
    return pd.DataFrame(
        {
            "month": pd.Timestamp(row.month),
            "n": row.n,
            "missing": row.missing,
            "missing_share": row.missing / row.n,
            "p10": row.p10,
            "median": row.median,
            "p90": row.p90,
        }
        for row in one.months
    )


def quarters(one: FeatureProfile) -> pd.DataFrame:
    """One row per quarter of applications: PSI against the reference, and what chance explains."""
    return pd.DataFrame(
        {
            "quarter": pd.Timestamp(row.quarter),
            "n": row.n,
            "psi": row.psi,
            "psi_by_chance": row.bound,
        }
        for row in one.quarters
    )
