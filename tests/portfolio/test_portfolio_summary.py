"""The summary of a tiny book, worked out by hand."""

from datetime import date, datetime

import pytest

from pipelines.offers import load_policy
from pipelines.portfolio import (
    build_loan_months,
    herfindahl,
    net_charge_off_rate,
    portfolio_summary,
    roll_rates,
    trailing_net_charge_off,
    vintages,
)
from pipelines.settings import PROJECT

POLICY = load_policy(PROJECT / "data" / "policy.toml")


@pytest.fixture
def book(con, add_loan):
    """A paid loan, one that goes bad and is charged off, and one of a later quarter in arrears."""
    con.execute("update book set as_of = date '2025-08-31'")
    paid = [(date(2025, month, 15), "payment", 10300) for month in (2, 3, 4)]
    lost = [
        (date(2025, 2, 15), "payment", 10300),
        (date(2025, 7, 10), "charge_off", 20000),
        (date(2025, 8, 10), "recovery", 2000),
    ]
    add_loan("paid", paid)
    add_loan("lost", lost, merchant="m2")
    add_loan("late", [], merchant="m2", funded=datetime(2025, 6, 15))
    con.execute("insert into scores values ('late', 'm', -3, -2, 0.10, 'D')")
    build_loan_months(con)


@pytest.mark.usefixtures("book")
def test_headline(reader):
    summary = portfolio_summary(reader, POLICY)
    assert summary.basis == "loans"
    assert (summary.outstanding_cents, summary.open_loans) == (30000, 1)
    assert summary.share_30_plus == 1.0
    odds = 0.10 / 0.90 * (30 * 0.20 / 31) / (100 * 0.005 / 101)
    assert summary.expected_loss_cents == round(odds / (1 + odds) * 0.88 * 30000)
    owed = [60000, 40000, 30000, 20000, 20000, 50000, 30000, 30000]
    assert [month.balance_cents for month in summary.months] == owed
    assert summary.net_charge_off_rate == pytest.approx((20000 - 2000) / sum(owed) * 12)


@pytest.mark.usefixtures("book")
def test_net_charge_off_trails_once_its_months_are_there(reader):
    months = portfolio_summary(reader, POLICY).months
    three = trailing_net_charge_off(months, over=3)
    assert three[:2] == [None, None]
    assert three[5] == 0
    assert three[6] == pytest.approx(20000 / (20000 + 50000 + 30000) * 12)
    assert three[7] == pytest.approx(18000 / (50000 + 30000 + 30000) * 12)
    assert trailing_net_charge_off(months, over=12) == [None] * 8


@pytest.mark.usefixtures("book")
def test_a_loan_90_days_late_counts_as_lost(con, reader):
    con.execute("update loan_months set days_past_due = 95 where loan_id = 'late'")
    assert portfolio_summary(reader, POLICY).expected_loss_cents == round(0.88 * 30000)


@pytest.mark.usefixtures("book")
def test_a_loan_without_a_pd_is_named(con, reader):
    con.execute("delete from scores")
    summary = portfolio_summary(reader, POLICY)
    assert (summary.expected_loss_cents, summary.unscored_cents) == (0, 30000)


@pytest.mark.usefixtures("book")
def test_flows_by_month(reader):
    months = {month.month_end: month for month in portfolio_summary(reader, POLICY).months}
    assert months[date(2025, 1, 31)].funded_cents == 60000
    assert months[date(2025, 6, 30)].funded_loans == 1
    assert months[date(2025, 7, 31)].charged_off_cents == 20000
    assert months[date(2025, 8, 31)].recovered_cents == 2000


@pytest.mark.usefixtures("book")
def test_vintages_count_only_loans_old_enough(reader):
    points = {(p.quarter, p.months_on_book): p for p in vintages(reader)}
    first, second = date(2025, 1, 1), date(2025, 4, 1)
    assert [points[first, age].late_loans for age in range(8)] == [0, 0, 0, 1, 1, 1, 1, 1]
    assert points[first, 5].charged_off_loans == 0
    assert points[first, 6].net_charge_off_rate == pytest.approx(20000 / 60000)
    assert points[first, 7].net_charge_off_rate == pytest.approx(18000 / 60000)
    assert max(age for quarter, age in points if quarter == second) == 2
    assert all(p.is_complete for p in points.values())


@pytest.mark.usefixtures("book")
def test_a_point_that_not_all_have_reached_is_not_complete(add_loan, con, reader):
    add_loan("young", [], funded=datetime(2025, 5, 15))
    build_loan_months(con)
    points = {(p.quarter, p.months_on_book): p for p in vintages(reader)}
    assert [points[date(2025, 4, 1), age].loans for age in range(4)] == [2, 2, 2, 1]
    assert not points[date(2025, 4, 1), 3].is_complete


@pytest.mark.usefixtures("book")
def test_roll_rates_count_and_sum_to_one(reader):
    rolls = {(r.from_status, r.to_status): r for r in roll_rates(reader)}
    assert rolls["90+", "charged off"].loans == 1
    assert rolls["current", "current"].loans == 3
    assert rolls["current", "1-29"].loans == 2
    assert rolls["current", "paid"].loans == 1
    for status in {r.from_status for r in rolls.values()}:
        assert sum(r.share for r in rolls.values() if r.from_status == status) == pytest.approx(1)
    assert not any(r.from_status in ("paid", "charged off") for r in rolls.values())


@pytest.mark.usefixtures("book")
def test_concentration_of_what_is_owed(reader):
    found = portfolio_summary(reader, POLICY).concentration
    assert [e.label for e in found["industry"].exposures] == ["Shoes"]
    assert found["merchant"].exposures[0].label == "Two"
    assert found["region"].hhi == 1


def test_herfindahl_vector():
    assert herfindahl([0.4, 0.3, 0.2, 0.1]) == pytest.approx(0.30)


def test_book_without_loans_shows_its_offers(con, reader):
    con.execute(
        """insert into applications values
        ('a1', 'm1', timestamp '2025-08-01', 10000, null, 1),
        ('a2', 'm2', timestamp '2025-08-01', 10000, null, 1)"""
    )
    con.execute(
        "insert into scores values ('a1', 'm', -3, -2, 0.04, 'B'), ('a2', 'm', 1, -2, 0.4, 'E')"
    )
    con.execute(
        """insert into offers values
        ('a1', 'm', '1-x', 'approve', 30000, 40000, 30000, 'mid', 20.6, 1800, 686, 9, '[]', '[]'),
        ('a2', 'm', '1-x', 'decline', 30000, 0, 0, null, null, 0, 0, 0, '[]', '[]')"""
    )
    summary = portfolio_summary(reader, POLICY)
    assert summary.basis == "offers"
    assert (summary.offered.applications, summary.offered.approved) == (2, 1)
    assert (summary.offered.amount_cents, summary.expected_loss_cents) == (30000, 686)
    assert summary.concentration["industry"].exposures[0].label == "Toys"
    cell = summary.offered.cells[0]
    assert (cell.tier, cell.grade, cell.mean_pd) == ("mid", "B", pytest.approx(0.04))


def test_empty_book_gives_empty_records(reader):
    summary = portfolio_summary(reader, POLICY)
    assert (summary.outstanding_cents, summary.expected_loss_cents) == (0, 0)
    assert summary.share_30_plus is None
    assert summary.net_charge_off_rate is None
    assert summary.months == summary.originations == ()
    assert summary.turns.episode is None
    assert summary.concentration["industry"].hhi is None
    assert summary.to_json()["status_by_month"] == []


def test_store_without_a_book(con, reader):
    con.execute("delete from book")
    assert portfolio_summary(reader, POLICY).to_json()["as_of"] is None


def test_net_charge_off_of_nothing_is_unknown():
    assert net_charge_off_rate([]) is None
