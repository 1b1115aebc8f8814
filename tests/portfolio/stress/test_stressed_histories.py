"""Shocks on the history of one hand-made merchant: a sale of 100.00 on each of 400 days."""

from datetime import date, datetime

import pytest

from pipelines.features.days import build_days, build_loan_days
from pipelines.portfolio.stress import Scenario
from pipelines.portfolio.stress.histories import Histories, StoppedSuppliers

AS_OF = date(2025, 8, 31)
SEEN = (
    "sales_30d_cents",
    "sales_90d_cents",
    "refund_rate_30d",
    "order_to_last_month",
    "last_balance_cents",
    "days_past_due",
    "purchases_30d_cents",
    "growth_against_market",
)


SALES = """
insert into sales
select 'm1', 's' || n, day, day, 'sale', 10000, 'b' || n, 'web', 1
from (
    select n, timestamp '2025-08-31 12:00' - to_days(cast(n as integer)) as day from range(400) t(n)
)
union all
select 'm1', 'r' || n, day, day, 'refund', 5000, null, 'web', 1
from (
    select n, timestamp '2025-08-31 12:00' - to_days(cast(n as integer)) as day from range(400) t(n)
)
where n % 10 = 0
"""
PURCHASES = """
insert into purchases
select 'm1', 'p' || n, day, day, 'purchase', 1000, 'sup', 1
from (
    select n, timestamp '2025-08-31 08:00' - to_days(cast(n as integer)) as day from range(60) t(n)
)
"""


class ArrowReader:
    """The tiny book as shocks read it."""

    def __init__(self, con):
        self._con = con

    def arrow(self, sql, params=None):
        return self._con.sql(sql, params=dict(params or {})).to_arrow_table()


@pytest.fixture
def histories(con, add_loan):
    add_loan("L1", [(datetime(2025, 8, 20, 9), "payment", 10300)], funded=datetime(2025, 7, 15))
    con.execute(SALES)
    con.execute(PURCHASES)
    con.execute(
        "insert into bank values ('m1', 'b1', timestamp '2025-08-30 08:00', "
        "timestamp '2025-08-30 08:00', 70000, 170000, 'payout', 1)"
    )
    build_days(con, batch_rows=1000)
    build_loan_days(con)
    made = Histories(ArrowReader(con), ["L1"], ["m1"], AS_OF, SEEN)
    yield made
    made.close()


def shock(**given):
    return Scenario("x", "X", "", days=30, **given)


def test_a_shock_of_no_size_leaves_every_feature_as_it_is(histories):
    calm = histories.calm()
    under, change = histories.under(shock())
    assert under.equals(calm)
    assert calm.loc["L1", "sales_30d_cents"] == 300000
    assert (change["shocked_sale_cents"] == change["sale_cents"]).all()


def test_sales_fall_and_with_them_takings_purchases_and_the_balance(histories):
    under, change = histories.under(shock(overall=((0, 0.0),)))
    seen = under.loc["L1"]
    assert seen["sales_30d_cents"] == 0
    assert seen["sales_90d_cents"] == 600000
    assert seen["purchases_30d_cents"] == 0
    assert seen["last_balance_cents"] == 100000
    assert seen["order_to_last_month"] != seen["order_to_last_month"]
    assert change.loc["m1"].to_list() == [300000, 0, 15000, 0]


def test_the_market_falls_with_the_merchants(histories):
    under, _ = histories.under(shock(overall=((0, 0.5),)))
    assert under.loc["L1", "growth_against_market"] == pytest.approx(1.0)


def test_a_worse_shock_leaves_out_what_a_milder_one_does_and_more(histories):
    sold = [
        histories.under(shock(overall=((0, factor),)))[0].loc["L1", "sales_30d_cents"]
        for factor in (1.5, 1.0, 0.7, 0.3)
    ]
    assert sold == sorted(sold, reverse=True)
    assert sold[0] > 300000 > sold[2]


def test_returns_double_and_sales_hold(histories):
    calm = histories.calm().loc["L1", "refund_rate_30d"]
    under, _ = histories.under(shock(refunds=2.0))
    assert under.loc["L1", "refund_rate_30d"] == pytest.approx(2 * calm)


def test_payments_that_come_later_are_seen_as_arrears(histories):
    assert histories.calm().loc["L1", "days_past_due"] == 0
    under, _ = histories.under(shock(late_share=1.0, late_days=20))
    assert under.loc["L1", "days_past_due"] == 17


def test_a_stopped_supplier_delivers_nothing(histories):
    under, _ = histories.under(shock(), StoppedSuppliers(("sup",), {"m1": 1.0}))
    assert under.loc["L1", "purchases_30d_cents"] == 0
