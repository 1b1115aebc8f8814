"""What the tab "Vintages" asks: curves with projected tails, and predicted against realised."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.queries.models import judged, manifests
from dashboard.queries.store import history, policy, read, settings, still_at
from pipelines.errors import Refused
from pipelines.model import SHORTFALL
from pipelines.portfolio.rates import (
    Learning,
    Measure,
    PredictedVintage,
    VintageCurve,
    learning_of,
    predicted_vintages,
    tail_test,
    triangles,
    vintage_curves,
)

MONTHS_AGO = 6


@dataclass(frozen=True)
class Curves:
    """The curves of one measure, and how the tails projected six months ago did."""

    curves: tuple[VintageCurve, ...]
    tested: tuple[int, int]


@dataclass(frozen=True)
class Vintages:
    """Curves by measure and whether by quarter, and the predicted vintages.

    `by_hindsight` are these with the asset correlation of all months known today; `is_known` says
    whether it is known what the model that scored the book had learned.
    """

    curves: dict[tuple[Measure, bool], Curves]
    predicted: tuple[PredictedVintage, ...]
    by_hindsight: tuple[PredictedVintage, ...]
    is_known: bool


def vintages(version_id: str) -> Vintages:
    """The vintages of that version under the policy in force; empty where there are no loans."""
    return _vintages(str(settings().store), version_id, policy().version)


@st.cache_data(show_spinner=False, max_entries=8)
def _vintages(store: str, version_id: str, policy_version: str) -> Vintages:
    reader, rules = history(), policy()
    found = triangles(reader, default_days=rules.default.days_past_due)
    principal = found["net charge-off"].exposure.tolist() if found else []
    curves = {
        (measure, quarterly): Curves(
            vintage_curves(triangle, principal, quarterly=quarterly),
            tail_test(triangle, principal, months=MONTHS_AGO, quarterly=quarterly),
        )
        for measure, triangle in found.items()
        for quarterly in (False, True)
    }
    learned = _learning(version_id)
    predicted, by_hindsight = (
        predicted_vintages(reader, rules, found, learned or Learning({}, None), hindsight=hindsight)
        for hindsight in (False, True)
    )
    still_at(version_id, reader)
    return Vintages(curves, predicted, by_hindsight, learned is not None)


def _learning(version_id: str) -> Learning | None:
    """What the model that scored the book had seen; None where its record is not in the store."""
    scored_by = read("models_scored_by", version_id)
    try:
        known = {one.model_id: one for one in manifests()}
        manifest = known.get(str(scored_by.iloc[0, 0])) if len(scored_by) == 1 else None
        if manifest is None:
            return None
        if manifest.label == SHORTFALL:
            return Learning({}, None)
        cases = judged(manifest)["pd"]
        return learning_of(history(), dict(zip(cases.index, cases.tolist(), strict=True)))
    except Refused:
        return None


def curve_rows(curves: Sequence[VintageCurve]) -> pd.DataFrame:
    """One row a vintage and month on book."""
    return pd.DataFrame(
        [
            {
                "vintage": curve.vintage,
                "measure": curve.measure,
                "loans": curve.loans,
                "principal_cents": curve.principal_cents,
                "months_on_book": point.months_on_book,
                "rate": point.rate,
                "low": point.low,
                "high": point.high,
                "is_projected": point.is_projected,
            }
            for curve in curves
            for point in curve.points
        ]
    )


def predicted_rows(rows: Sequence[PredictedVintage]) -> pd.DataFrame:
    """One row a funding month; amounts in cents."""
    return pd.DataFrame(
        [
            {
                "vintage": row.vintage,
                "known_to_the_model": row.basis,
                "months_on_book": row.age,
                "loss_shown": row.developed,
                "loans": row.loans,
                "without_score": row.unscored_loans,
                "principal_cents": row.principal_cents,
                "mean_pd": row.mean_pd,
                "correlation": row.correlation.rho,
                "correlation_from": row.correlation.source,
                "predicted_cents": row.loss.estimate,
                "low_cents": row.loss.low,
                "high_cents": row.loss.high,
                "realised_cents": row.realised_cents,
                "inside": row.is_inside if row.is_judged else None,
                "predicted_defaults": row.defaults.estimate,
                "realised_defaults": row.realised_defaults,
            }
            for row in rows
        ]
    )
