"""A scenario carried through the embedded demo's open loans."""

import numpy as np
import pytest

from pipelines.model import champion
from pipelines.offers import load_policy
from pipelines.portfolio.stress import load_stress_plan, opened, scenario_of, stressed
from pipelines.settings import Settings
from pipelines.store import History


@pytest.fixture(scope="module")
def bench(demo_store):
    """What shocks are tried on; read it only."""
    settings = Settings(store=demo_store)
    with History(settings) as history:
        made, _ = opened(history, champion(settings), load_policy(settings.policy))
        yield made
        made.close()


def test_without_a_shock_the_books_own_pds_come_out(bench):
    covid = scenario_of(load_stress_plan(Settings().stress), "covid")
    calm = stressed(bench, covid, 0.0)
    assert np.array_equal(calm.stressed.pd, bench.loans.pd, equal_nan=True)
    assert calm.stressed_loss_cents == float(bench.loans.expected_loss_cents.sum())
    assert calm.moves == ()


def test_a_shock_is_carried_from_sales_to_loss(bench):
    decline = scenario_of(load_stress_plan(Settings().stress), "decline")
    worst = stressed(bench, decline)
    assert worst.sales_change < -0.6
    assert worst.score_shift > 0
    assert worst.stressed_loss_cents > worst.expected_loss_cents
    by_industry = [part for part in worst.parts if part.dimension == "industry"]
    assert sum(part.stressed_loss_cents for part in by_industry) == pytest.approx(
        worst.stressed_loss_cents
    )
    assert worst.moves[0].log_odds > 0
