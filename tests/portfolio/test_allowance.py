"""Stages, the movement of the allowance to the cent, and the back-test."""

from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.errors import Refused
from pipelines.offers import load_policy
from pipelines.portfolio import build_loan_months
from pipelines.portfolio.loss import (
    Standing,
    allowance,
    allowance_movement,
    back_test,
    loss_book,
    stages,
)
from pipelines.portfolio.loss.back_test import default_range
from pipelines.portfolio.loss.default_counts import DefaultCounts, status_of
from pipelines.portfolio.loss.movement import MonthFlows, movement
from pipelines.portfolio.loss.term_structure import from_counts
from pipelines.settings import PROJECT

POLICY = load_policy(PROJECT / "data" / "policy.toml")
TIMING = POLICY.economics.default_timing
MAY, JUNE = date(2025, 5, 31), date(2025, 6, 30)


def at_month_end(day, loans):
    """A standing of loans `{id: (balance, days late, PD at application, step)}`."""
    names = np.array(sorted(loans), dtype=object)
    rows = [loans[name] for name in names]
    balance, late = (np.array([row[k] for row in rows], dtype=np.int64) for k in (0, 1))
    words = {name: names for name in WORDS}
    columns = {
        "loan_id": names,
        **words,
        "funded_on": np.full(len(names), "2025-01-15", dtype="datetime64[D]"),
        "principal_cents": balance,
        "balance_cents": balance,
        "months_on_book": np.array([row[3] for row in rows], dtype=np.int64),
        "days_past_due": late,
        "pd_at_application": np.array([row[2] for row in rows], dtype=float),
    }
    step, term = columns["months_on_book"], np.full(len(names), 6)
    return Standing(day, columns, status_of(late), step, term, 0.88)


WORDS = ("merchant_id", "industry", "region", "supplier_id", "grade", "status")


def estimated(day, *, defaulted=0.0):
    arrays = np.zeros((4, 4, 10))
    arrays[0] = 100.0
    arrays[1] = defaulted
    numbers = np.full(6, 100.0), np.full(6, defaulted)
    return from_counts(DefaultCounts(1000, 100, *arrays, *numbers), TIMING, day)


def flows(events):
    """Flows of `{id: (charged off, recovered)}`."""
    names = sorted(events)
    cents = [np.array([events[name][k] for name in names], dtype=np.int64) for k in (0, 1)]
    return MonthFlows(np.array(names, dtype=object), *cents)


def test_stages():
    late = at_month_end(
        JUNE,
        {
            "a": (100, 0, 0.02, 1),
            "b": (100, 20, 0.02, 1),
            "c": (100, 31, np.nan, 1),
            "d": (100, 90, np.nan, 4),
            "e": (100, 30, np.nan, 2),
        },
    )
    nothing_counted = DefaultCounts(0, 0, *np.zeros((4, 4, 10)), *np.zeros((2, 6)))
    found = late.under(from_counts(nothing_counted, TIMING, JUNE))
    odds = 0.02 / 0.98 * 0.20 / 0.03
    assert found.pd[1] == pytest.approx(odds / (1 + odds))
    assert found.pd[1] > max(3 * 0.02, 0.02 + 0.05)
    assert stages(found).tolist() == [1, 2, 2, 3, 1]
    table = allowance(found)
    assert [(stage.loans, stage.balance_cents) for stage in table.stages] == [
        (2, 200),
        (2, 200),
        (1, 100),
    ]
    assert table.stages[2].allowance_cents == 88
    assert table.total_cents == int(found.allowance_cents.sum())
    assert table.unscored_cents == 200


def test_one_loan_for_each_line():
    """Worked by hand with a PD of 1 from 90 days late and of 0 for a loan that cannot default."""
    before = at_month_end(
        MAY,
        {
            "falls": (1000, 70, 0.0, 3),
            "lost": (1000, 95, 0.1, 4),
            "repaid": (500, 95, 0.1, 4),
            "stays": (2000, 100, 0.1, 4),
        },
    )
    after = at_month_end(
        JUNE,
        {"falls": (1000, 100, 0.0, 4), "new": (3000, 90, 0.1, 4), "stays": (1500, 130, 0.1, 5)},
    )
    events = flows({"lost": (1000, 0), "old": (0, 50)})
    found = movement(before, estimated(MAY), after, estimated(JUNE), events)
    assert (found.opening, found.closing) == ((0, 0, 3080), (0, 0, 4840))
    assert {line.name: line.cents for line in found.lines} == {
        "originated": 2640,
        "repaid": -440,
        "transferred": 0,
        "paid_down": -440,
        "worsened": 880,
        "improved": 0,
        "parameters": 0,
        "shortfall": 1000 - 880 - 50,
        "charged_off": -1000,
        "recovered": 50,
    }
    assert found.provision_cents == 4840 - 3080 + 1000 - 50
    assert found.cents("worsened") == 880


LOAN = st.tuples(
    st.integers(1, 10**9),
    st.sampled_from([0, 10, 40, 70, 100]),
    st.floats(0, 1) | st.just(float("nan")),
    st.integers(0, 9),
)
NAMES = st.sampled_from([f"loan {n}" for n in range(8)])
BOOK = st.dictionaries(NAMES, LOAN)
FLOWS = st.dictionaries(NAMES, st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)))


@settings(max_examples=25, deadline=None)
@given(BOOK, BOOK, FLOWS, st.integers(0, 100))
def test_the_movement_adds_up_in_every_stage(before, after, events, defaulted):
    found = movement(
        at_month_end(MAY, before),
        estimated(MAY),
        at_month_end(JUNE, after),
        estimated(JUNE, defaulted=float(defaulted)),
        flows(events),
    )
    for stage in range(3):
        moved = sum(line.stage_cents[stage] for line in found.lines)
        assert found.opening[stage] + moved == found.closing[stage]
    assert found.cents("transferred") == 0
    used = found.cents("charged_off") + found.cents("recovered")
    assert found.opening_cents + found.provision_cents + used == found.closing_cents


def test_a_range_of_defaults_is_the_binomials_without_correlation_and_wider_with_it():
    pds = np.full(1000, 0.1)
    low, high = default_range(pds, None)
    assert (low, high) == pytest.approx((100 - 1.96 * 90**0.5, 100 + 1.96 * 90**0.5), abs=0.01)
    lower, higher = default_range(pds, 0.08)
    assert lower < low < high < higher


def test_movement_and_back_test_of_a_tiny_book(con, add_loan, reader):
    paid = [(date(2025, 2, 15), "payment", 10300)]
    lost = [(date(2025, 7, 10), "charge_off", 20000), (date(2025, 8, 5), "recovery", 1500)]
    add_loan("lost", paid + lost)
    add_loan("new", [], funded=datetime(2025, 7, 20))
    con.execute(
        "insert into scores values ('lost', 'm', -3, -2, 0.1, 'D'), ('new', 'm', -3, -2, 0.1, 'D')"
    )
    build_loan_months(con)
    july = allowance_movement(reader, POLICY, closed_on=date(2025, 7, 31))
    assert july.opening == (0, 0, 17600)
    assert july.cents("charged_off") == -20000
    assert july.cents("shortfall") == 2400
    august = allowance_movement(reader, POLICY)
    assert august.opening == july.closing
    assert (august.cents("recovered"), august.cents("shortfall")) == (1500, -1500)
    with pytest.raises(Refused, match="ends no month"):
        allowance_movement(reader, POLICY, closed_on=date(2025, 8, 30))
    found = back_test(reader, POLICY, months=5)
    assert (found.as_of, found.loans, found.defaults) == (date(2025, 3, 31), 1, 1)
    assert (found.owed_cents, found.charged_off_cents, found.recovered_cents) == (
        20000,
        20000,
        1500,
    )
    assert (found.lost_cents, found.correlation) == (18500, None)
    assert back_test(reader, POLICY, months=24) is None


def test_a_book_that_has_just_begun_and_one_where_all_defaulted(con, add_loan, reader):
    nothing = (
        allowance_movement(reader, POLICY),
        back_test(reader, POLICY),
        loss_book(reader, POLICY),
    )
    assert nothing == (None, None, None)
    add_loan("first", [], funded=datetime(2025, 8, 15))
    build_loan_months(con)
    begun = loss_book(reader, POLICY)
    assert (begun.allowance.total_cents, begun.allowance.unscored_cents) == (0, 30000)
    assert (begun.structure.judged_loans, begun.back_test, begun.workout.observed) == (
        0,
        None,
        None,
    )
    con.execute("delete from loans")
    for number in range(3):
        add_loan(f"bad {number}", [], merchant="m2")
    build_loan_months(con)
    lost = loss_book(reader, POLICY)
    assert (lost.structure.judged_loans, lost.structure.defaulted_loans) == (3, 3)
    assert lost.allowance.total_cents == 3 * 26400
    assert lost.allowance.stages[2].loans == 3
    assert np.isfinite(lost.structure.likelihood).all()
