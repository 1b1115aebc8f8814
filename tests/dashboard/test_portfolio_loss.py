"""What the tab Loss says and draws, on hand-made records."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from dashboard.charts.allowance_movement import allowance_movement
from dashboard.charts.default_timing import default_timing, policy_hazards
from dashboard.charts.segment_loss import segment_loss
from dashboard.findings import loss as says
from dashboard.queries.loss import movement_rows
from pipelines.portfolio.loss import (
    Allowance,
    AllowanceMovement,
    BackTest,
    Lgd,
    LossBook,
    MovementLine,
    SegmentLoss,
    StageAllowance,
    Workout,
)
from pipelines.portfolio.loss.default_counts import DefaultCounts
from pipelines.portfolio.loss.term_structure import from_counts

TIMING = (0.20, 0.20, 0.20, 0.18, 0.14, 0.08)
MAY, JUNE = date(2025, 5, 31), date(2025, 6, 30)
MOVED = AllowanceMovement(
    MAY,
    JUNE,
    (80_000, 0, 20_000),
    (
        MovementLine("originated", (50_000, 0, 0)),
        MovementLine("transferred", (-10_000, 0, 10_000)),
        MovementLine("repaid", (-20_000, 0, 0)),
        MovementLine("charged_off", (0, 0, -10_000)),
    ),
    (100_000, 0, 20_000),
)
STAGES = (StageAllowance(1, 9, 900_000, 100_000), StageAllowance(3, 1, 100_000, 20_000))


@pytest.fixture
def structure():
    arrays = np.zeros((4, 4, 10))
    arrays[0, 0, 0], arrays[1, 0, 0] = 1000, 60
    missing = np.array([0, 0, 30, 30, 0, 0], dtype=float)
    return from_counts(DefaultCounts(1000, 60, *arrays, np.full(6, 500.0), missing), TIMING, JUNE)


@pytest.fixture
def book(structure):
    curve = Workout(JUNE, 40, 100_000, 10_000, 0.08, (), Lgd("policy", 0.88, None, None, 0), None)
    return LossBook([], structure, Allowance(JUNE, STAGES, 0), MOVED, curve, None, 0)


def test_the_movement_is_told_by_its_largest_lines(book):
    assert says.moved(book, "USD") == (
        "The allowance rose from $1,000 in May 2025 to $1,200 (12.0\u00a0% of the balance) in Jun "
        "2025."
    )
    assert says.why_moved(MOVED, "USD") == (
        "Added: new loans $500; taken off: loans repaid in full $200, charge-offs $100. The month "
        "charges $300 to income."
    )


def test_a_book_with_nothing_set_aside_says_why(book):
    still = replace(MOVED, opening=(0, 0, 0), closing=(0, 0, 0), lines=())
    empty = replace(book, movement=still)
    assert says.moved(empty, "USD") == "Nothing is set aside: no loan is open."
    assert says.why_moved(still, "USD") == ""
    unscored = replace(empty, loans=[1], allowance=Allowance(JUNE, (), 50_000))
    assert "$500 is owed on loans without a PD" in says.moved(unscored, "USD")
    partly = replace(book, allowance=replace(book.allowance, unscored_cents=50_000))
    assert says.moved(partly, "USD").endswith(
        "$500 of the $10,000 owed has no PD and nothing set aside for it."
    )


def test_both_standards_agree_but_for_loans_beyond_a_year(book):
    assert "IFRS 9 and CECL set aside the same" in says.same_under_both(book)
    assert "3 loans run more than twelve" in says.same_under_both(replace(book, beyond_a_year=3))


def test_timing_names_its_source(structure):
    assert says.timed(structure) == (
        "60 of 1,000 judged loans defaulted (6.0\u00a0%); most defaults begin with instalment 3 "
        "(40\u00a0% of them). The timing used is 67\u00a0% the book's own."
    )
    none = replace(structure, defaulted_loans=0)
    assert says.timed(none).endswith("when defaults begin is the policy's assumption.")
    assert (
        says.from_statuses(structure) == "Went on to default: 6.0\u00a0% from current (n = 1,000)."
    )


def test_recoveries_stand_beside_the_policys_lgd(book):
    assert "too few or too young" in says.recovered(book.workout, 88_000, "USD")
    seen = replace(book.workout, observed=Lgd("observed", 0.80, 0.75, 0.85, 40))
    assert says.recovered(seen, 88_000, "USD") == (
        "Observed LGD 80.0\u00a0%, 95 % interval 75.0\u00a0% to 85.0\u00a0% (n = 40 charge-offs): "
        "the policy's 88\u00a0% lies outside and is what expected loss uses. With the observed one "
        "it would be $800."
    )


def test_the_back_test_says_what_came():
    money = {"expected_owed_cents": 0, "owed_cents": 0, "charged_off_cents": 150_000}
    rest = {"recovered_cents": 20_000, "in_default_cents": 10_000, "open_cents": 0}
    found = BackTest(
        MAY, JUNE, 100, 9.6, 3.2, 15.7, None, 12, allowance_cents=120_000, **money, **rest
    )
    assert says.tested(found, "USD") == (
        "$1,200 was set aside in May 2025 and $1,400 has been lost since. Of 100 loans 12 "
        "defaulted where 10 were expected, inside the 95 % range of 3 to 16."
    )
    assert "no earlier allowance" in says.tested(None, "USD")


def test_the_bridge_begins_each_line_where_the_last_one_ended():
    lines = [("originated", "New loans", 500), ("parameters", "New estimates", 0),
             ("repaid", "Repaid", -200)]  # fmt: skip
    fig = allowance_movement(("opening", "May", 1000), lines, ("closing", "June", 1300), "USD")
    drawn = {bar.customdata[0][0]: (bar.base[0], bar.x[0]) for bar in fig.data}
    assert drawn == {"opening": (0, 10), "originated": (10, 5), "repaid": (15, -2),
                     "closing": (0, 13)}  # fmt: skip


def test_the_movement_as_rows_adds_up():
    rows = movement_rows(MOVED, says.LINES)
    assert rows["cents"].tolist() == [100_000, 50_000, 0, -20_000, -10_000, 120_000]
    assert rows["stage_3"].tolist() == [20_000, 0, 10_000, 0, -10_000, 20_000]


def test_timing_is_drawn_beside_the_policys(structure):
    bars, diamonds = default_timing(structure.months, 0.06).data
    assert bars.y == pytest.approx((0, 0, 0.06, 0.06, 0, 0))
    assert diamonds.y[:2] == pytest.approx((0.012, 0.012 / 0.988))
    assert policy_hazards(structure.months, None) == []


def test_segments_are_drawn_with_their_loss_rate():
    rows = [SegmentLoss("A", 3, 50_000, 40_000, 1_000, 0, 0.02)]
    (bar,) = segment_loss(rows, "USD", {"A": "Grade A"}).data
    assert (bar.x, bar.text) == ((10.0,), ("$10, 2.0\u00a0%",))
    assert bar.customdata[0][0] == "A"
    assert says.lost_most(rows, {}) == ""
    two = [*rows, SegmentLoss("B", 1, 50_000, 40_000, 3_000, 0, 0.06)]
    assert says.lost_most(two, {"B": "Grade B"}) == (
        "Grade B owes 50.0\u00a0% of the balance and stands for 75.0\u00a0% of the expected loss "
        "(n = 1 loan)."
    )
