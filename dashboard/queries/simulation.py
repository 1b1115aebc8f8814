"""The whole book decided again under a draft policy, by the decision function itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.queries.desk import Stamp, desk, stamp
from dashboard.queries.store import history, read
from pipelines.explain import contributions
from pipelines.offers import Applicant, Policy, applicant_from, decide, open_exposures
from pipelines.simulation.swaps import SwapGroup, Totals
from pipelines.stages import reasons_of_book
from pipelines.stats.intervals import jeffreys_interval

LENDS = ("approve", "counter-offer")
RESAMPLES = 400
FRONTIER_POINTS = 240
SEED = 1


@dataclass(frozen=True)
class Case:
    """One application as `decide` takes it."""

    applicant: Applicant
    amount_cents: int | None
    funded_on: date


def simulate(version_id: str, policy: Policy) -> pd.DataFrame:
    """One row per scored application with its decision under `policy`; money in cents.

    Columns: application_id, decision, amount_cents, limit_cents, loss_cents, profit_cents, name,
    industry, pd, grade, is_default.
    """
    return _simulate(stamp(version_id), repr(policy), policy)


def totals(frame: pd.DataFrame) -> Totals:
    """The book's sums under one policy."""
    return Totals(
        applications=len(frame),
        approved=int(frame["decision"].isin(LENDS).sum()),
        referred=int((frame["decision"] == "refer").sum()),
        volume_cents=int(frame["amount_cents"].sum()),
        loss_cents=int(frame["loss_cents"].sum()),
        profit_cents=int(frame["profit_cents"].sum()),
    )


def frontier(version_id: str, policy: Policy) -> pd.DataFrame:
    """Volume, expected loss and expected profit for every cut-off from the lowest PD up.

    The book is decided once with the last tier open to all; an application below any cut-off is
    then decided as that run did, so each point is the sum of the decisions up to its PD.
    """
    last = replace(policy.tiers[-1], pd_up_to=1.0)
    opened = replace(policy, tiers=(*policy.tiers[:-1], last), grey_band_pd=1.0)
    run = simulate(version_id, opened).sort_values("pd")
    points = pd.DataFrame(
        {
            "cut_off": run["pd"],
            "approved": run["decision"].isin(LENDS).cumsum(),
            "volume_cents": run["amount_cents"].cumsum(),
            "loss_cents": run["loss_cents"].cumsum(),
            "profit_cents": run["profit_cents"].cumsum(),
        }
    )
    return points[run["decision"].isin(LENDS)].reset_index(drop=True)


def best(points: pd.DataFrame) -> pd.Series:
    """The point of the frontier with the highest expected profit."""
    return points.iloc[int(points["profit_cents"].to_numpy().argmax())]


def thinned(points: pd.DataFrame) -> pd.DataFrame:
    """At most a few hundred of the points, first, last and best among them."""
    if len(points) <= FRONTIER_POINTS:
        return points
    keep = np.linspace(0, len(points) - 1, FRONTIER_POINTS).astype(int)
    return points.iloc[sorted({*keep.tolist(), int(points["profit_cents"].to_numpy().argmax())})]


def change_intervals(
    today: pd.DataFrame, draft: pd.DataFrame, level: float = 0.95
) -> dict[str, tuple[float, float]]:
    """Percentile bootstrap intervals of the change in volume, loss and profit, in cents.

    Applications are resampled as a whole, so the interval says how much the change depends on who
    happened to apply; PD and policy are taken as given.
    """
    names = ["amount_cents", "loss_cents", "profit_cents"]
    change = draft[names].to_numpy(float) - today[names].to_numpy(float)
    n = len(change)
    draws = np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), size=RESAMPLES) @ change
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return {name: (float(low[k]), float(high[k])) for k, name in enumerate(names)}


def swap_set(today: pd.DataFrame, draft: pd.DataFrame) -> list[SwapGroup]:
    """Whom the draft wins, loses and keeps, with the default rate where outcomes are known."""
    was, now = today["decision"].isin(LENDS), draft["decision"].isin(LENDS)
    return [
        _group("Won: only the draft lends", draft[now & ~was]),
        _group("Lost: only today's policy lends", today[was & ~now]),
        _group("Kept: both lend", draft[was & now]),
    ]


def _group(name: str, rows: pd.DataFrame) -> SwapGroup:
    known = rows["is_default"].dropna().astype(bool)
    defaults = int(known.sum())
    return SwapGroup(
        name=name,
        applications=len(rows),
        volume_cents=int(rows["amount_cents"].sum()),
        mean_pd=float(rows["pd"].mean()) if len(rows) else None,
        known=len(known),
        defaults=defaults,
        default_rate=jeffreys_interval(defaults, len(known)) if len(known) else None,
    )


@st.cache_resource(show_spinner=False, max_entries=4)
def _cases(stamp: Stamp) -> Sequence[Case]:
    """Every application of the book, ready to be decided again and again."""
    held = desk(stamp[1])
    found = contributions(held.model, held.table.frame)
    reasons = reasons_of_book(found, held.table, held.model, held.statements)
    exposures = open_exposures(history())
    features = held.table.frame.to_dict("index")
    requests = held.table.applications
    pds = held.model.pd(found.scores)
    amounts = requests["order_amount_cents"].astype("Int64")
    return [
        Case(
            applicant_from(
                key,
                features[key],
                pd=float(pd_),
                score_reasons=reasons[key],
                open_exposure_cents=exposures.get(key, 0),
            ),
            None if pd.isna(amounts[key]) else int(amounts[key]),
            requests["applied_at"][key].date(),
        )
        for key, pd_ in zip(found.application_ids, pds, strict=True)
    ]


@st.cache_data(show_spinner=False, max_entries=64, max_size="64MB")
def _simulate(stamp: Stamp, policy_key: str, _policy: Policy) -> pd.DataFrame:
    held = desk(stamp[1])
    decisions = [
        decide(
            case.applicant,
            _policy,
            held.statements,
            amount_cents=case.amount_cents,
            funded_on=case.funded_on,
            currency=held.currency,
        )
        for case in _cases(stamp)
    ]
    frame = pd.DataFrame(
        {
            "application_id": [d.application_id for d in decisions],
            "decision": [d.decision for d in decisions],
            "amount_cents": [d.amount_cents for d in decisions],
            "limit_cents": [d.limit_cents for d in decisions],
            "loss_cents": [d.expected_loss_cents for d in decisions],
            "profit_cents": [d.expected_profit_cents for d in decisions],
        }
    )
    return frame.merge(read("policy_cases", stamp[1]), on="application_id")
