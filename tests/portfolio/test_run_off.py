"""Run-off and funding need, on a tiny book and with literal schedules."""

from datetime import date, datetime

import pytest

from pipelines.offers import load_policy
from pipelines.portfolio import build_loan_months
from pipelines.portfolio.panel import month_end_after
from pipelines.portfolio.run_off import funding_need, run_off, run_off_back_test
from pipelines.portfolio.run_off.cash_flows import early_rate
from pipelines.portfolio.run_off.funding import PACE, STOP, repayments_of_a_unit
from pipelines.settings import PROJECT

POLICY = load_policy(PROJECT / "data" / "policy.toml")
AS_OF = date(2025, 8, 31)


@pytest.fixture
def book(con, add_loan):
    """a of 10 August is on time with three instalments to come; b of June missed its second."""
    add_loan("a", [], funded=datetime(2025, 8, 10))
    add_loan("b", [(date(2025, 7, 15), "payment", 10300)], "m2", datetime(2025, 6, 15))
    build_loan_months(con)


@pytest.mark.usefixtures("book")
def test_what_is_due_by_contract_and_what_is_late(reader):
    found = run_off(reader, POLICY)
    due = [(m.month_end, m.contract_principal_cents, m.contract_fee_cents) for m in found.months]
    assert due == [
        (date(2025, 9, 30), 20000, 600),
        (date(2025, 10, 31), 10000, 300),
        (date(2025, 11, 30), 10000, 300),
    ]
    assert (found.balance_cents, found.late_cents) == (50000, 10000)


@pytest.mark.usefixtures("book")
def test_without_any_default_all_is_expected_to_come(reader):
    found = run_off(reader, POLICY)
    assert found.lost_cents == 0
    assert [month.expected_cents for month in found.months] == [30900, 10300, 10300]


@pytest.mark.usefixtures("book")
def test_what_comes_in_and_what_is_lost_add_up(con, reader):
    con.execute(
        "insert into scores values ('a', 'm', -3, -2, 0.10, 'D'), ('b', 'm', -3, -2, 0.2, 'E')"
    )
    found = run_off(reader, POLICY)
    principal = sum(month.principal_cents + month.early_cents for month in found.months)
    assert principal + found.lost_cents == pytest.approx(found.balance_cents)
    assert found.lost_cents > 0.10 * 10000
    assert found.recovery_cents == pytest.approx(found.lost_cents * 0.12)
    for month in found.months:
        assert month.low_cents < month.expected_cents < month.high_cents


def test_early_repayment_is_what_was_paid_of_what_could_be(con, add_loan, reader):
    """c pays all at its first instalment, d as agreed: 200.00 of 200.00 + 200.00 + 100.00."""
    add_loan("c", [(date(2025, 7, 15), "payment", 30300)], funded=datetime(2025, 6, 15))
    on_time = [(date(2025, month, 15), "payment", 10300) for month in (7, 8)]
    add_loan("d", on_time, "m2", datetime(2025, 6, 15))
    build_loan_months(con)
    assert early_rate(reader, AS_OF) == pytest.approx(20000 / (20000 + 20000 + 10000))


@pytest.mark.usefixtures("book")
def test_stopping_brings_in_the_run_off_and_going_on_lends(reader):
    found = run_off(reader, POLICY)
    need = funding_need(reader, found)
    assert need.lent_a_month_cents == 60000 / 3
    stop, pace = need.path(STOP), need.path(PACE)
    assert stop.months[-1].need_cents == pytest.approx(-found.expected_cents)
    assert stop.peak is None
    assert stop.half_back.month_end == date(2025, 9, 30)
    assert pace.months[0].need_cents == pytest.approx(20000 - 30900)
    assert len(need.paths) == 2


def test_repayments_of_new_loans():
    rows = [(0, 30000, 0, 0.0), (1, 10000, 300, None), (2, 10000, 300, None), (3, 10000, 300, None)]
    assert list(repayments_of_a_unit(rows, 0.0)) == pytest.approx([0, *[103 / 300] * 3])
    assert list(repayments_of_a_unit(rows, 1.0)) == pytest.approx([0, 303 / 300, 0, 0])
    doomed = [(0, 30000, 0, 1.0), *rows[1:]]
    assert list(repayments_of_a_unit(doomed, 0.0)) == pytest.approx([0, 206 / 900, 103 / 900, 0])


@pytest.mark.usefixtures("book")
def test_the_sum_of_june_against_what_came_in(reader):
    found = run_off_back_test(reader, POLICY, months_ago=2)
    assert found.as_of == date(2025, 6, 30)
    assert [(month[0], month[4]) for month in found.months] == [
        (date(2025, 7, 31), 10300),
        (date(2025, 8, 31), 0),
    ]
    assert found.paid_cents == 10300
    assert run_off_back_test(reader, POLICY) is None


def test_month_end_after():
    assert month_end_after(date(2025, 11, 30), 1) == date(2025, 12, 31)
    assert month_end_after(date(2025, 12, 31), 2) == date(2026, 2, 28)
    assert month_end_after(date(2024, 1, 31), -1) == date(2023, 12, 31)


def test_no_loans_no_run_off(reader):
    assert run_off(reader, POLICY) is None
    assert run_off_back_test(reader, POLICY) is None
