"""Applicants for the simulation's tests: random ones, and any of them as columns."""

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from pipelines.offers import Applicant, load_policy
from pipelines.offers.applicant import HISTORY
from pipelines.reasons import Reason
from pipelines.settings import PROJECT
from pipelines.simulation.cases import Cases

POLICY = load_policy(PROJECT / "data" / "policy.toml")
DRIVER = Reason("R02", "Your sales have fallen", ("sales_growth",))

figure = st.none() | st.integers(-1000, 90_000_000).map(float)
days = st.none() | st.integers(0, 1000).map(float)
applicants = st.builds(
    Applicant,
    application_id=st.just("a"),
    pd=st.none() | st.floats(0, 1) | st.sampled_from([0.007, 0.048, 0.088, 0.125]),
    score_reasons=st.sampled_from([(), (DRIVER,)]),
    tenure_days=days,
    sales_365d_cents=figure,
    sales_90d_cents=figure,
    worst_month_cents=figure,
    days_since_last_sale=st.none() | st.integers(0, 40).map(float),
    open_exposure_cents=st.sampled_from([0, 0, 1_234_567]),
)
promising = st.builds(
    replace,
    applicants,
    pd=st.floats(0, 0.2),
    tenure_days=st.just(900.0),
    sales_365d_cents=st.integers(5_000_000, 2_000_000_000).map(float),
    sales_90d_cents=st.just(2_000_000.0),
    worst_month_cents=st.integers(20_000, 90_000_000).map(float),
    days_since_last_sale=st.just(3.0),
)
amounts = st.none() | st.integers(1, 20_000_000)


def of_applicants(applicants, amounts, **columns) -> Cases:
    """The applicants as columns; every one a merchant of its own unless `columns` says more."""
    n = len(applicants)
    nobody = np.array([None] * n, object)
    figures = {
        name: np.array([getattr(a, name) for a in applicants], np.float64)
        for name in ("pd", *HISTORY)
    }
    held = {
        "application_id": np.array([a.application_id for a in applicants], object),
        "merchant_id": np.array([f"m{number}" for number in range(n)], object),
        "name": nobody,
        "industry": nobody,
        "region": nobody,
        "grade": nobody,
        "applied_on": np.full(n, np.datetime64("2026-01-15"), "datetime64[D]"),
        "has_drivers": np.array([bool(a.score_reasons) for a in applicants], np.bool_),
        "requested_cents": np.array([amount or 0 for amount in amounts], np.int64),
        "open_exposure_cents": np.array([a.open_exposure_cents for a in applicants], np.int64),
        "outcome": np.full(n, -1, np.int8),
        "loss_share": np.full(n, np.nan),
    }
    return Cases(**(held | figures | columns))
