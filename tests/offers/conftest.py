"""The policy and the statements under review, and an applicant that both approve."""

from dataclasses import replace

import pytest

from pipelines.offers import Applicant, load_policy
from pipelines.reasons import Reason, load_statements
from pipelines.settings import PROJECT

DRIVER = Reason("R02", "Your sales have fallen", ("sales_growth",))

GOOD = Applicant(
    application_id="a1",
    pd=0.03,
    score_reasons=(DRIVER,),
    tenure_days=900,
    sales_365d_cents=60_000_000,
    sales_90d_cents=15_000_000,
    worst_month_cents=4_000_000,
    days_since_last_sale=1,
)


@pytest.fixture(scope="session")
def policy():
    return load_policy(PROJECT / "data" / "policy.toml")


@pytest.fixture(scope="session")
def statements():
    return load_statements(PROJECT / "data" / "reasons.toml")


@pytest.fixture
def applicant():
    """Makes the good applicant, with the given fields changed."""

    def make(**changes):
        return replace(GOOD, **changes)

    return make
