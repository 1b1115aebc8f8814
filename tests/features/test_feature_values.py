"""Features of hand-made merchants, worked out on paper."""

from datetime import date, datetime, timedelta

import duckdb
import pandas as pd
import pytest

from pipelines.features import build_features
from pipelines.store import create_schema

CUT = date(2025, 1, 1)


class Book:
    """A merchant's events by the number of days before the application."""

    def __init__(self, con):
        self.con, self.number = con, 0
        create_schema(con)
        con.execute(
            "insert into applications values ('A', 'm', $at, 1200000, null, 1)",
            {"at": datetime(2025, 1, 1, 14, 30)},
        )

    def sale(self, days_before, cents, *, kind="sale", buyer="b1", known_before=None):
        self.number += 1
        known = days_before if known_before is None else known_before
        self.con.execute(
            "insert into sales values ('m', $id, $at, $known, $kind, $cents, $buyer, null, 1)",
            {
                "id": f"s{self.number}",
                "at": CUT - timedelta(days=days_before),
                "known": CUT - timedelta(days=known),
                "kind": kind,
                "cents": cents,
                "buyer": buyer,
            },
        )

    def purchase(self, days_before, cents, supplier="p1"):
        self.number += 1
        day = CUT - timedelta(days=days_before)
        self.con.execute(
            "insert into purchases values ('m', $id, $at, $at, 'purchase', $cents, $supplier, 1)",
            {"id": f"p{self.number}", "at": day, "cents": cents, "supplier": supplier},
        )

    def features(self):
        build_features(self.con)
        return self.con.table("features").df().iloc[0]


@pytest.fixture
def book():
    with duckdb.connect() as con:
        yield Book(con)


def test_levels_growth_and_recency(book):
    book.sale(400, 50_000)
    book.sale(150, 30_000)
    book.sale(45, 60_000)
    book.sale(10, 20_000)
    found = book.features()
    assert found.sales_30d_cents == 20_000
    assert found.sales_90d_cents == 80_000
    assert found.sales_365d_cents == 110_000
    assert found.growth_90d == pytest.approx(80_000 / 30_000)
    assert found.growth_on_year == pytest.approx(80_000 / 50_000)
    assert (found.days_since_last_sale, found.tenure_days) == (10, 400)
    assert (found.active_days_30d, found.active_days_90d, found.active_days_365d) == (1, 2, 3)
    assert found.sale_count_90d == 2
    assert found.largest_sale_share == pytest.approx(60_000 / 110_000)


def test_window_ends_the_day_before_the_application(book):
    book.sale(0, 99_999)
    book.sale(1, 1_000)
    book.sale(30, 200)
    book.sale(31, 5)
    assert book.features().sales_30d_cents == 1_200


def test_event_known_late_does_not_count_before_it_was_known(book):
    book.sale(20, 10_000)
    book.sale(10, 4_000, kind="refund", known_before=0)
    book.sale(15, 3_000, kind="refund", known_before=2)
    found = book.features()
    assert found.refund_rate_90d == pytest.approx(0.3)


def test_refunds_voids_and_chargebacks(book):
    for day in (5, 6, 7, 8):
        book.sale(day, 10_000)
    book.sale(3, 5_000, kind="refund")
    book.sale(3, 10_000, kind="void")
    book.sale(3, 10_000, kind="chargeback")
    found = book.features()
    assert found.refund_rate_365d == pytest.approx(0.125)
    assert found.void_rate_365d == pytest.approx(1 / 5)
    assert found.chargeback_rate_365d == pytest.approx(1 / 4)


def test_worst_month_is_zero_when_a_month_had_no_sales(book):
    for month in range(12):
        book.sale(month * 30 + 15, 10_000 + month)
    book.sale(360, 1)
    assert book.features().worst_month_cents == 10_000
    book.con.execute("delete from sales where amount_cents = 10003")
    assert book.features().worst_month_cents == 0


def test_weekly_variation_counts_idle_weeks_as_zero(book):
    book.sale(7 * 10 - 1, 10_000)
    for week in (0, 2, 4):
        book.sale(week * 7 + 1, 10_000)
    book.sale(70, 10_000)
    found = book.features()
    assert found.idle_week_share == pytest.approx(1 - 4 / 10)
    mean, squares = 5 * 100 / 10, (3 * 100**2 + 200**2) / 10
    assert found.weekly_variation == pytest.approx((squares - mean**2) ** 0.5 / mean)


def test_buyers(book):
    book.sale(300, 30_000, buyer="b1")
    book.sale(200, 30_000, buyer="b1")
    book.sale(50, 40_000, buyer="b2")
    found = book.features()
    assert (found.buyers_90d, found.buyers_365d) == (1, 2)
    assert found.top_buyer_share == pytest.approx(0.6)
    assert found.buyer_hhi == pytest.approx(0.6**2 + 0.4**2)
    assert found.repeat_buyer_share == pytest.approx(0.5)
    assert found.new_buyer_share == pytest.approx(0.4)


def test_purchases_against_sales(book):
    book.sale(40, 200_000)
    book.purchase(50, 90_000, "p1")
    book.purchase(20, 30_000, "p2")
    found = book.features()
    assert found.purchases_365d_cents == 120_000
    assert found.purchases_to_sales == pytest.approx(0.6)
    assert (found.suppliers_365d, found.days_since_last_purchase) == (2, 20)
    assert found.top_supplier_share == pytest.approx(0.75)


def test_a_feed_without_what_is_counted_gives_zero(book):
    book.sale(500, 10_000, buyer=None)
    book.sale(20, 5_000, buyer=None)
    found = book.features()
    assert (found.worst_month_cents, found.best_month_cents) == (0, 5_000)
    assert found.named_sale_share_365d == 0
    assert pd.isna(found.buyers_365d)
    book.con.execute("delete from sales where amount_cents = 5000")
    assert book.features().best_month_cents == 0


def test_loan_is_not_seen_before_it_was_funded(book):
    """A refund that became known before the funding does not show the loan either."""
    for loan, funded_before, refunded_before in (("l1", 30, 40), ("l2", 0, 1)):
        book.con.execute(
            "insert into loans values ($loan, 'B', 'm', $at, 60000, [0.02, 0.02], 1)",
            {"loan": loan, "at": CUT - timedelta(days=funded_before)},
        )
        book.con.execute(
            "insert into loan_events values ($loan, $loan, $at, $at, 'refund', 20000, 1)",
            {"loan": loan, "at": CUT - timedelta(days=refunded_before)},
        )
    found = book.features()
    assert (found.loans_before, found.days_since_last_loan) == (1, 30)
    assert found.open_principal_cents == 40_000
    assert found.utilisation == pytest.approx(40 / 60)


def test_missing_feed_gives_missing_features_and_never_zeros(book):
    book.sale(10, 10_000)
    found = book.features()
    purchases = ["purchases_90d_cents", "purchases_365d_cents", "purchases_to_sales"]
    assert found[[*purchases, "suppliers_365d", "days_since_last_purchase"]].isna().all()


def test_merchant_without_history_has_only_the_features_of_its_requests(book):
    found = book.features().drop(["application_id", "merchant_id", "applied_at"]).dropna()
    assert found.to_dict() == {"requests_90d": 0, "requests_365d": 0, "month_of_year": 1}


def test_requested_purchase_against_monthly_sales(book):
    for month in range(12):
        book.sale(month * 30 + 5, 100_000)
    book.sale(362, 0 + 1)
    found = book.features()
    assert found.order_to_monthly_sales == pytest.approx(1_200_000 / (1_200_001 / 12))


def test_young_merchant_is_judged_on_whole_months_and_weeks_only(book):
    book.sale(113, 1_000_000)
    for day in (5, 35):
        book.sale(day, 50_000)
    found = book.features()
    assert found.tenure_days == 113
    assert found.worst_month_cents == 0
    assert found.idle_week_share == pytest.approx(1 - 2 / 16)
    book.sale(65, 40_000)
    assert book.features().worst_month_cents == 40_000


def test_amounts_of_billions_are_squared_without_overflow(book):
    for day in (1, 2, 40):
        book.sale(day, 900_000_000_000_00)
        book.purchase(day, 900_000_000_000_00)
    found = book.features()
    assert found.sale_value_variation == 0
    assert found.buyer_hhi == found.supplier_hhi == 1
    assert found.daily_variation_90d != found.daily_variation_90d
