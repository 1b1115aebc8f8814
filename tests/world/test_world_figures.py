"""The world's figures against the published ones, within wide bounds at 1,200 merchants."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from pipelines.world.horizon import DAY_SECONDS
from pipelines.world.merchants import draw_revenue
from pipelines.world.parameters import BASE, INDUSTRIES, MONTH_FACTORS, STATES

# p10, p25, median, p75, p90 of LogNormal(mean 90k, sigma 2.2) above 50k.
REVENUE_QUANTILES = (59_000, 77_000, 132_000, 295_000, 726_000)


def test_drawn_revenue_has_the_quantiles_of_the_truncated_lognormal():
    revenue = draw_revenue(np.random.default_rng(1), 5_000, BASE)
    found = np.quantile(revenue, [0.1, 0.25, 0.5, 0.75, 0.9])
    assert found == pytest.approx(REVENUE_QUANTILES, rel=0.02)


def test_sales_a_year_have_those_quantiles_too(world):
    """Bound: 15 %, over merchants that sold for at least half a year."""
    sales, merchants = world.sales, world.merchants
    sold = np.bincount(sales.merchant, sales.cents * (sales.kind == 0), merchants.count) / 100
    active = np.minimum(merchants.exit_day, world.horizon.days) - merchants.first_day
    yearly = (sold / np.maximum(active, 1) * 365)[active > 180]
    found = np.quantile(yearly, [0.1, 0.25, 0.5, 0.75, 0.9])
    assert found == pytest.approx(REVENUE_QUANTILES, rel=0.15)


def test_quarters_of_merchants_that_sell_throughout_follow_the_census(world):
    """Bound: .04 after taking out the growth of the same merchants."""
    merchants, sales, years = world.merchants, world.sales, 3
    steady = (merchants.joined_day < -180) & (merchants.exit_day > world.horizon.days + 90)
    month = world.horizon.month_of_day[sales.occurred // DAY_SECONDS]
    cell = sales.merchant * 12 + month // 3
    mask = sales.kind == 0
    quarters = np.bincount(cell[mask], sales.cents[mask], merchants.count * 12)
    quarters = quarters.reshape(-1, years, 4)[steady]
    share = (4 * quarters / quarters.sum(axis=2, keepdims=True)).mean(axis=(0, 1))
    growth = 1 + BASE.growth_mean
    share /= growth ** ((np.arange(4) - 1.5) / 4)
    assert share == pytest.approx([0.93, 0.96, 0.93, 1.19], abs=0.04)


def test_month_factors_and_industry_stretches_average_to_the_common_pattern():
    quarters = np.array(MONTH_FACTORS).reshape(4, 3).mean(axis=1)
    assert quarters == pytest.approx([0.93, 0.96, 0.93, 1.19], abs=0.002)
    assert sum(i.share * i.season for i in INDUSTRIES) == pytest.approx(1.0, abs=0.01)
    assert sum(i.share for i in INDUSTRIES) == pytest.approx(1.0)
    assert sum(STATES.values()) == pytest.approx(1.0, abs=0.005)


@pytest.mark.parametrize(
    ("industry", "low", "high"),
    [
        ("apparel", 0.25, 0.40),
        ("shoes", 0.22, 0.31),
        ("electronics", 0.08, 0.15),
        ("home", 0.08, 0.12),
        ("beauty", 0.05, 0.12),
    ],
)
def test_refund_rates_lie_in_the_cited_ranges(world, industry, low, high):
    sales = world.sales
    number = [i.name for i in INDUSTRIES].index(industry)
    of_industry = world.merchants.industry[sales.merchant] == number
    kinds = np.bincount(sales.kind[of_industry], minlength=4)
    assert low <= kinds[1] / kinds[0] <= high


def test_chargebacks_are_about_six_in_a_thousand(world):
    kinds = np.bincount(world.sales.kind)
    assert kinds[2] / kinds[0] == pytest.approx(0.006, abs=0.001)


def test_orders_and_approvals_are_as_published(world):
    orders = np.median(world.requests.order_cents) / 100
    assert 8_000 <= orders <= 12_000
    assert len(world.requests.merchant) >= 2_000
    assert world.lending.approved.mean() == pytest.approx(0.70, abs=0.04)


def test_nine_in_a_hundred_applicants_default(world):
    """Bound: 1.5 points; the probabilities in the conditions that came are solved for 9 %."""
    assert world.risk.pd_given_factors.mean() == pytest.approx(0.09, abs=0.001)
    assert world.risk.defaults.mean() == pytest.approx(0.09, abs=0.015)
    assert world.risk.defaults[world.lending.funded].sum() >= 100


def test_true_pds_rank_well_but_leave_room_for_chance(world):
    assert 0.80 <= roc_auc_score(world.risk.defaults, world.risk.pd) <= 0.88


def test_the_old_policy_picked_better_than_chance_and_far_from_perfectly(world):
    defaults, approved = world.risk.defaults, world.lending.approved
    assert 0.04 < defaults[approved].mean() < 0.08
    assert defaults[~approved].mean() > 0.11


def test_nearly_nine_tenths_of_what_is_charged_off_is_lost(world):
    """Bound: .08, over charge-offs at least 400 days before the end."""
    events = world.loan_events
    old = events.occurred < (world.horizon.days - 410) * DAY_SECONDS
    loans = events.loan[(events.kind == 2) & old]
    lost = events.cents[(events.kind == 2) & old]
    n = len(world.loans.request)
    recovered = np.bincount(events.loan, events.cents * (events.kind == 3), n)[loans]
    assert len(loans) >= 15
    assert (1 - recovered / lost).mean() == pytest.approx(0.87, abs=0.08)
