"""Merchants that looked like this one to the model: the nearest approved and defaulted ones."""

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts.merchant_context import by_distance
from dashboard.findings import merchant_context as findings
from dashboard.queries import merchant_context as context
from dashboard.values import value
from pipelines.explain.nearest import Difference, Nearest
from pipelines.features import Feature

DIFFERENCES = 3
OUTCOMES = {True: "Defaulted", False: "Did not default", None: "Not known yet"}


def show_nearest(version_id: str, asked: pd.Series, currency: str) -> None:
    """Both kinds by distance, with what sets each apart and a link to it."""
    found = context.neighbours(version_id, asked["application_id"])
    near = (*found.approved, *found.defaulted)
    names = context.names(version_id, sorted({one.merchant_id for one in near}))
    sentence = findings.nearest(found, names)
    page.finding(sentence)
    if not near:
        st.markdown(
            "Only what an analyst could know on the day counts: applications of earlier days, and "
            "defaults whose time of watching had ended. Later applications have more to compare."
        )
        return
    frame = neighbour_frame(found, names, context.features(version_id), currency)
    card = page.chart(
        "How far away they are", by_distance(frame), frame, alt=sentence, name="nearest"
    )
    card.caption(
        "Distance: the sum over all features of the difference between the two merchants' parts "
        "of the score. Two scores never lie further apart than this. One application a merchant, "
        f"and nothing that was not known before {formats.day(found.on)}."
    )
    _table(frame, currency)


def _table(frame: pd.DataFrame, currency: str) -> None:
    shown = frame.assign(open="/merchant?application=" + frame["application_id"])
    page.titled("Who they are, and what sets them apart", frame, "nearest-merchants")
    page.table(
        shown,
        {
            "open": columns.link(
                "Application", shown="application=(.*)", help="Opens the merchant"
            ),
            "kind": columns.text("Nearest"),
            "name": columns.text("Merchant", width="medium"),
            "distance": columns.number("Distance", digits=3, help="Log-odds"),
            "pd": columns.pd(),
            "outcome": columns.text("Outcome", help="As known on the day of this application"),
            "apart": columns.text("Differs most in (this merchant → that one)", width="large"),
            "applied_on": columns.day("Applied"),
        },
        alt=f"{len(frame)} nearest merchants with distance, PD and outcome",
        height="content",
    )


def neighbour_frame(
    found: Nearest, names: dict[str, str], known: dict[str, Feature], currency: str
) -> pd.DataFrame:
    """One row a neighbour: the approved first, nearest first."""
    kinds = (("Approved", found.approved), ("Defaulted", found.defaulted))
    return pd.DataFrame(
        [
            {
                "kind": kind,
                "application_id": one.application_id,
                "merchant_id": one.merchant_id,
                "name": names.get(one.merchant_id, one.merchant_id),
                "applied_on": one.applied_on,
                "distance": one.distance,
                "pd": one.pd,
                "outcome": OUTCOMES[one.is_default],
                "apart": "; ".join(
                    _apart(each, known, currency) for each in one.differing[:DIFFERENCES]
                ),
            }
            for kind, neighbours in kinds
            for one in neighbours
        ]
    )


def _apart(difference: Difference, known: dict[str, Feature], currency: str) -> str:
    feature = known.get(difference.feature)
    label, unit = (feature.label, feature.unit) if feature else (difference.feature, "number")
    own, other = (value(each, unit, currency) for each in (difference.own, difference.other))
    return f"{label}: {own} → {other}"
