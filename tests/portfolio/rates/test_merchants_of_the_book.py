"""Repeat borrowing, take-up and the programme's effect, worked out by hand."""

from datetime import date

import pytest

from pipelines.portfolio.rates import (
    programme_effect,
    repeat_borrowing,
    take_up,
    take_up_share,
)
from pipelines.portfolio.rates.programme import AFTER, BEFORE
from pipelines.stats.intervals import wilson_interval


def test_who_comes_back_and_how_these_loans_do(book):
    book.con.execute(
        """insert into outcomes values
        ('paid', false, date '2025-10-31', 'derived'),
        ('lost', true, date '2025-10-31', 'derived')"""
    )
    first, second = repeat_borrowing(book)
    assert (first.number, first.loans, first.followed) == (1, 2, 1)
    assert (first.judged, first.defaulted, first.share_again) == (2, 1, 0.5)
    assert first.default_rate == wilson_interval(1, 2)
    assert [(s.time, s.at_risk, s.share) for s in first.again] == [(5, 2, 0.5)]
    assert first.median_months == 5
    assert first.again_by(4) is None
    assert first.again_by(12).share == 0.5
    assert (second.loans, second.followed, second.default_rate, second.again) == (1, 0, None, ())
    book.con.execute("delete from outcomes")


def test_take_up_by_what_the_policy_offers(book):
    book.con.execute(
        "insert into applications values ('a', 'm1', timestamp '2025-04-02', 50000, null, 1)"
    )
    book.con.execute(
        """insert into offers values
        ('paid', 'm', '1', 'approve', 30000, 0, 30000, 'mid', .2, 0, 0, 0, '[]', '[]'),
        ('lost', 'm', '1', 'decline', 30000, 0, 0, null, null, 0, 0, 0, '[]', '[]'),
        ('a', 'm', '1', 'counter-offer', 50000, 0, 40000, 'mid', .2, 0, 0, 0, '[]', '[]')"""
    )
    rows = take_up(book)
    assert {(row.quarter.month, row.decision): (row.applications, row.funded) for row in rows} == {
        (1, "approve"): (1, 1),
        (1, "decline"): (1, 1),
        (4, "counter-offer"): (1, 0),
        (4, "none"): (1, 1),
    }
    whole = take_up_share(rows)
    assert (whole.applications, whole.approved) == (4, 2)
    assert (whole.approved_funded, whole.other_funded) == (1, 2)
    assert whole.rate == wilson_interval(1, 2)
    second = take_up_share(rows, quarter=date(2025, 4, 1))
    assert (second.approval, second.rate) == (wilson_interval(1, 2), wilson_interval(0, 1))
    book.con.execute("delete from offers")
    book.con.execute("delete from applications where application_id = 'a'")


@pytest.fixture(scope="module")
def buyers(empty_book):
    """Twelve merchants buy 100.00 a month in 2024; six borrow in July, buying 40.00 more from then.

    Loans of 30.00 pay for part of that month's.
    """
    con = empty_book.con
    con.execute("update book set as_of = date '2024-12-31'")
    con.execute(
        """insert into merchants
        select 'm' || n, 'Shop', 'Toys', 'US', 'CA', null, null, 1 from range(12) as t(n)"""
    )
    con.execute(
        """insert into purchases
        select 'm' || n, 'p' || n || '-' || k, day, day, 'purchase',
            case when n % 2 = 0 and k >= 7 then 14000 else 10000 end, null, 1
        from range(12) as t(n), range(13) as months(k),
            lateral (select timestamp '2023-12-10' + to_months(k::int) as day)"""
    )
    con.execute(
        """insert into loans
        select 'l' || n, 'l' || n, 'm' || n, timestamp '2024-07-05', 3000, [0.01], 1
        from range(0, 12, 2) as t(n)"""
    )
    return empty_book


def test_difference_in_differences_by_hand(buyers):
    found = programme_effect(buyers, draws=50)
    assert (found.merchants, found.unmatched) == (6, 0)
    assert (found.first, found.last) == (date(2024, 7, 1), date(2024, 7, 1))
    assert found.usual_cents == pytest.approx(10_000)
    by_step = {point.step: point for point in found.points}
    assert list(by_step) == list(range(-BEFORE, AFTER + 1))
    assert by_step[-1].bought.estimate == pytest.approx(0)
    assert by_step[0].bought.estimate == pytest.approx(4_000)
    assert by_step[0].own.estimate == pytest.approx(1_000)
    assert by_step[3].own.estimate == pytest.approx(4_000)
    assert found.bought.estimate == pytest.approx(0.4)
    assert found.own.estimate == pytest.approx((6 * 0.4 - 0.3) / 6)
    assert found.before.estimate == pytest.approx(0)
    assert found.bought.low <= found.bought.estimate <= found.bought.high


def test_a_book_without_the_purchase_feed_has_no_effect_to_state(book):
    assert programme_effect(book) is None
