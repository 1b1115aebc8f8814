"""The policy under review, the cases of the demo, and cases of hand-made applicants."""

import numpy as np
import pytest

from pipelines.offers import load_policy
from pipelines.offers.applicant import HISTORY
from pipelines.settings import PROJECT, Settings
from pipelines.simulation.cases import Cases, read_cases
from pipelines.store import History


@pytest.fixture(scope="session")
def policy():
    return load_policy(PROJECT / "data" / "policy.toml")


@pytest.fixture(scope="session")
def demo_cases(demo_store) -> Cases:
    with History(Settings(store=demo_store)) as history:
        return read_cases(history)


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
