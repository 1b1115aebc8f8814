"""The base world's figures at 5,000 merchants and the default seed against the published ones.

They are measured on the exports, as a reader of the files would, and on the truth beside them. The
targets and their sources are those of `pipelines/world/parameters.py`.
"""

import numpy as np
import pandas as pd
import pytest

from pipelines.stats.correlation import asset_correlation
from pipelines.stats.discrimination import auc
from pipelines.world.files import EXPORT_BYTES
from pipelines.world.merchants import draw_revenue
from pipelines.world.parameters import BASE, INDUSTRIES, MONTH_FACTORS, STATES
from tests.world.book import MONTHS_TO_RUN_IN, months_of, net_charge_off

EXPORTS = (
    "merchants", "sales", "purchases", "bank", "applications", "loans", "loan_events",
)  # fmt: skip
POINTS = [0.1, 0.25, 0.5, 0.75, 0.9]
# p10, p25, median, p75, p90 of LogNormal(mean 90k, sigma 2.2) above 50k.
REVENUE_QUANTILES = (59_000, 77_000, 132_000, 295_000, 726_000)
QUARTERS = (0.93, 0.96, 0.93, 1.19)
# A charge-off's recoveries are all in, and known, after so many days.
RECOVERED_BY = 410


@pytest.fixture
def read(con, big):
    """Runs a query over the exports and the truth, each a view, and returns a frame."""
    for name in EXPORTS:
        con.execute(f"create view {name} as from '{big / name}.parquet'")
    truth = big.with_name(f"{big.name}-truth") / "truth.parquet"
    con.execute(f"create view truth as from '{truth}'")
    return lambda sql: con.execute(sql).df()


@pytest.fixture
def truth(read):
    """One row per application, in the order of application."""
    return read("from truth join applications using (application_id) order by applied_at")


@pytest.fixture
def charge_offs(read):
    """Dollars charged off and recovered so far, by loan."""
    return read("""
        select
            any_value(is_fraud) as is_fraud,
            max(event.occurred_at) filter (event.kind = 'charge_off') as charged_off_at,
            sum(event.amount) filter (event.kind = 'charge_off')::double as lost,
            coalesce(sum(event.amount) filter (event.kind = 'recovery'), 0)::double as recovered
        from loan_events as event
        join loans using (loan_id)
        join truth using (application_id)
        group by loan_id
        having lost > 0""")


def test_drawn_revenue_has_the_quantiles_of_the_truncated_lognormal():
    revenue = draw_revenue(np.random.default_rng(1), 5_000, BASE)
    assert np.quantile(revenue, POINTS) == pytest.approx(REVENUE_QUANTILES, rel=0.02)


def test_sales_a_year_have_those_quantiles_too(read):
    """Bound: 15 %, over merchants that sold for at least half a year."""
    sold = read("""
        select
            sum(amount)::double as dollars,
            date_diff('day', min(occurred_at), max(occurred_at)) + 1 as days
        from sales where kind = 'sale' group by merchant_id having days > 180""")
    assert len(sold) > 4_500
    found = np.quantile(sold.dollars / sold.days * 365, POINTS)
    assert found == pytest.approx(REVENUE_QUANTILES, rel=0.15)


def test_quarters_of_merchants_that_sell_throughout_follow_the_census(read):
    """Bound: .03. A line through the logarithms takes out the growth, in which later quarters would
    else stand higher; each quarter's factor is what is left, scaled to a mean of one.

    A merchant in its first months still rises, so only those are counted that had joined by
    September before the book's start and sell from its first month to its last.
    """
    totals = read("""
        select sum(amount)::double as dollars
        from sales
        semi join (
            select merchant_id from sales join merchants using (merchant_id)
            where kind = 'sale' and joined_on < date '2022-09-01'
            group by merchant_id
            having min(occurred_at) < date '2023-02-01' and max(occurred_at) >= date '2025-12-01'
        ) using (merchant_id)
        where kind = 'sale'
        group by date_trunc('quarter', occurred_at)
        order by date_trunc('quarter', occurred_at)""")
    quarter = np.arange(12)
    dummies = [(quarter % 4 == k).astype(float) for k in range(4)]
    design = np.column_stack([quarter, *dummies])
    fitted, *_ = np.linalg.lstsq(design, np.log(totals.dollars.to_numpy()), rcond=None)
    factors = np.exp(fitted[1:])
    assert factors / factors.mean() == pytest.approx(QUARTERS, abs=0.03)


def test_month_factors_and_industry_stretches_average_to_the_common_pattern():
    quarters = np.array(MONTH_FACTORS).reshape(4, 3).mean(axis=1)
    assert quarters == pytest.approx(QUARTERS, abs=0.002)
    assert sum(i.share * i.season for i in INDUSTRIES) == pytest.approx(1.0, abs=0.01)
    assert sum(i.share for i in INDUSTRIES) == pytest.approx(1.0)
    assert sum(STATES.values()) == pytest.approx(1.0, abs=0.005)


def test_refund_rates_lie_in_the_cited_ranges(read):
    """Returned orders per order, by industry; ranges from the retailers' surveys of 2024."""
    cited = {
        "apparel": (0.25, 0.40),
        "shoes": (0.22, 0.31),
        "electronics": (0.08, 0.15),
        "home": (0.08, 0.12),
        "beauty": (0.05, 0.12),
    }
    found = read("""
        select industry, sum((kind = 'refund')::int) / sum((kind = 'sale')::int) as rate
        from sales join merchants using (merchant_id) group by industry""")
    rates = dict(zip(found.industry, found.rate, strict=True))
    outside = {k: rates[k] for k, (low, high) in cited.items() if not low <= rates[k] <= high}
    assert outside == {}


def test_chargebacks_are_about_six_in_a_thousand_and_below_the_cards_limit(read):
    """.60 % on average; Visa acts above .9 %."""
    rate = read(
        "select sum((kind = 'chargeback')::int) / sum((kind = 'sale')::int) as rate from sales"
    ).rate[0]
    assert rate == pytest.approx(0.006, abs=0.001)


def test_buyers_are_as_concentrated_as_a_marketplace_shops(read):
    """Per merchant with 100 orders or more in the last year.

    No survey of marketplace sellers is published; the yardsticks are general ones. A Herfindahl
    index below .15 is unconcentrated (US Horizontal Merger Guidelines 2010, 5.3): most shops are
    far below, none is a monopsony. A customer of 10 % or more must be disclosed as a major one
    (ASC 280-10-50-42): the usual shop has none, some do. Between a quarter and a half of a year's
    buyers come back within it, so that repeat orders carry the trade without being all of it
    (chosen).
    """
    shops = read("""
        with buyers as (
            select merchant_id, sum(amount)::double as dollars, count(*) as orders
            from sales where kind = 'sale' and occurred_at >= date '2025-01-01'
            group by merchant_id, buyer_id
        )
        select
            sum(dollars * dollars) / sum(dollars) ** 2 as herfindahl,
            max(dollars) / sum(dollars) as top,
            sum((orders > 1)::int) / count(*) as repeat_buyers,
            sum(orders) filter (orders > 1) / sum(orders) as repeat_orders
        from buyers
        group by merchant_id having sum(orders) >= 100""")
    assert len(shops) > 3_500
    assert 0.005 < shops.herfindahl.median() < 0.05
    assert (shops.herfindahl < 0.15).mean() > 0.98
    assert shops.top.median() < 0.10
    assert 0.05 < (shops.top >= 0.10).mean() < 0.40
    assert 0.25 < shops.repeat_buyers.median() < 0.50
    assert 0.50 < shops.repeat_orders.median() < 0.80


def test_merchants_are_as_old_as_a_lenders_applicants(read):
    """Kabbage asked for a year in business and three for its top line: nearly all who ask have the
    one and most the other, yet the young are there too; medians of 3-8 years in business and 2-5
    on the marketplace are (chosen)."""
    years = read("""
        select
            date_diff('day', founded_on, applied_at) / 365.25 as in_business,
            date_diff('day', joined_on, applied_at) / 365.25 as on_marketplace
        from applications join merchants using (merchant_id)""")
    assert 0.95 < (years.in_business >= 1).mean() < 1
    assert (years.in_business >= 3).mean() > 0.5
    assert 3 < years.in_business.median() < 8
    assert 2 < years.on_marketplace.median() < 5
    assert years.on_marketplace.min() * 365.25 >= 90


def test_merchants_leave_more_slowly_than_all_firms_do(read):
    """Of all firms 17-19 % a year close (Knaup/BLS: 81-83 % survive one); a seller above 50k
    closes less often, yet some do. Gone: no sale in the last three months of the book."""
    seen = read("""
        select (max(occurred_at) < date '2025-10-01')::int as gone,
            date_diff('day', min(occurred_at), max(occurred_at)) / 365.25 as years
        from sales where kind = 'sale' group by merchant_id""")
    assert 0.03 < seen.gone.sum() / seen.years.sum() < 0.17


def test_orders_and_approvals_are_as_published(read, truth):
    """Median order 8-12k; 60-75 % approved (Fed SBCS 2023: 70 % of online lenders' applicants)."""
    assert (
        8_000 <= read("select median(order_amount)::double as m from applications").m[0] <= 12_000
    )
    assert 0.60 <= truth.approved.mean() <= 0.75


def test_nine_in_a_hundred_applicants_default(truth):
    """Bound .7 points: three standard errors of 16,000 requests, though defaults move together."""
    assert truth.would_default.mean() == pytest.approx(0.09, abs=0.007)


def test_the_best_seventy_per_cent_default_half_as_often(truth):
    best = truth.true_pd.rank(pct=True) <= 0.70
    assert truth.would_default[best].mean() == pytest.approx(0.046, abs=0.006)


def test_true_pds_rank_well_but_leave_room_for_chance(truth):
    assert 0.80 <= auc(truth.would_default, truth.true_pd) <= 0.88


def test_true_pds_are_probabilities_of_what_came(truth):
    """In ten groups by the PD in the conditions that came, defaults are within four standard errors
    of what was expected."""
    groups = truth.groupby(pd.qcut(truth.true_pd_given_factors, 10), observed=True)
    expected = groups.true_pd_given_factors.mean()
    spread = np.sqrt(expected * (1 - expected) / groups.size())
    assert np.all(np.abs(groups.would_default.mean() - expected) < 4 * spread)


def test_the_old_policy_picked_better_than_chance_and_far_from_perfectly(truth):
    """Selection bias is there to be found, and so are declined applicants that would have paid."""
    of_approved = truth.would_default[truth.approved].mean()
    of_declined = truth.would_default[~truth.approved].mean()
    assert 0.040 < of_approved < 0.065
    assert 0.11 < of_declined < 0.25


def test_nearly_nine_tenths_of_what_is_charged_off_is_lost(charge_offs):
    """Bound .02, over charge-offs whose recoveries are all in: some 140, so that the sampling error
    of their mean is .012."""
    age = pd.Timestamp("2026-01-01") - charge_offs.charged_off_at
    old = charge_offs[age >= pd.Timedelta(days=RECOVERED_BY)]
    assert len(old) >= 100
    assert (1 - old.recovered / old.lost).mean() == pytest.approx(0.87, abs=0.02)


def test_fraud_is_rare_among_applications_and_not_among_losses(truth, charge_offs):
    """.5-1.5 % of applications; 11 % of losses in 2019 and up to 15 % in 2022 (LexisNexis).

    Up to 20 % of net losses is allowed: a fraud fails early and so loses more than another loan,
    and the forty or so in a world of this size are few enough to move the share by some points.
    """
    assert 0.005 <= truth.is_fraud.mean() <= 0.015
    net = charge_offs.lost - charge_offs.recovered
    assert 0.10 <= net[charge_offs.is_fraud].sum() / net.sum() <= 0.20


def test_all_schemes_of_fraud_are_there(truth):
    struck = truth[truth.is_fraud].fraud_scheme.value_counts()
    assert len(struck) == 6
    assert struck.min() >= 3


def test_defaults_move_together_as_a_one_factor_model_says(truth):
    """Asset correlation of the monthly counts between .04 and .12 (Basel's retail-other: .038)."""
    month = truth.applied_at.dt.to_period("M")
    counts = truth.groupby(month).would_default.agg(["sum", "size"])
    found = asset_correlation(counts["sum"], counts["size"])
    assert found.periods == 30
    assert 0.04 <= found.rho <= 0.12
    assert found.pd == pytest.approx(0.09, abs=0.02)


def test_a_running_book_loses_as_much_a_year_as_merchant_lenders_did(base_book):
    """7-10.5 % of the balance a year: PayPal's merchant loans 7.4 % in 2019, OnDeck's 12-13.5 %."""
    months = list(months_of(base_book).values())
    assert 0.07 <= net_charge_off(months[MONTHS_TO_RUN_IN:]) <= 0.105


def test_the_owner_group_has_no_part_in_the_default(truth):
    """Groups' rates differ by chance alone: within four standard errors of the mean."""
    groups = truth.groupby("owner_group").would_default.agg(["mean", "size"])
    rate = truth.would_default.mean()
    assert np.all(np.abs(groups["mean"] - rate) < 4 * np.sqrt(rate * (1 - rate) / groups["size"]))


def test_the_world_takes_no_more_disk_than_is_asked_for_beforehand(big):
    files = [*big.iterdir(), *big.with_name(f"{big.name}-truth").iterdir()]
    size = sum(file.stat().st_size for file in files)
    assert size <= 5_000 * 3 * EXPORT_BYTES <= 2 * size
