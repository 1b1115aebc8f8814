"""Roll rates, transition matrices and the forecast of the book, worked out by hand."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from pipelines.portfolio import roll_rates
from pipelines.portfolio.rates import (
    backtest,
    book_forecast,
    chances,
    duration_matrix,
    generator,
    key_rolls,
    moves,
    project,
    standing,
    transition_matrix,
)
from pipelines.portfolio.rates.projection import by_age, with_age
from pipelines.portfolio.rates.statuses import OPEN, PLACE, STATUSES

PUBLISHED = np.array(
    [
        [0.95, 0.05, 0, 0, 0],
        [0.40, 0.25, 0.35, 0, 0],
        [0.15, 0.10, 0.15, 0.60, 0],
        [0.05, 0, 0.05, 0.10, 0.80],
        [0, 0, 0, 0, 1],
    ]
)


def test_the_published_roll_rate_vector():
    found = project(np.array([1000.0, 0, 0, 0, 0]), PUBLISHED, 6)
    assert found[6].round(4).tolist() == [859.0327, 62.0065, 26.8480, 17.7988, 34.3140]
    assert found[0].tolist() == [1000, 0, 0, 0, 0]


@settings(max_examples=25)
@given(
    st.lists(st.lists(st.floats(0.01, 1), min_size=4, max_size=4), min_size=4, max_size=4),
    st.integers(0, 7),
)
def test_a_projection_is_the_power_of_the_matrix_and_loses_nobody(rows, months):
    matrix = np.array(rows) / np.sum(rows, axis=1, keepdims=True)
    found = project(np.array([10.0, 5, 1, 0]), matrix, months)
    power = np.linalg.matrix_power(matrix, months)
    assert np.allclose(found[months], [10, 5, 1, 0] @ power)
    assert np.allclose(found.sum(axis=1), 16)


def test_the_cohort_matrix_counts_what_the_roll_rates_count(book):
    found = moves(book)
    matrix = transition_matrix(found, months=12)
    counted = {(roll.from_status, roll.to_status): roll.loans for roll in roll_rates(book)}
    assert {(c.from_status, c.to_status): c.loans for c in matrix.cells if c.loans} == counted
    stays = matrix.cell("current", "current")
    assert (stays.loans, stays.n) == (3, 6)
    assert stays.share.low == pytest.approx(0.18761, abs=1e-5)
    assert stays.share.high == pytest.approx(0.81239, abs=1e-5)
    assert (matrix.first, matrix.last, matrix.months) == (date(2025, 2, 28), date(2025, 8, 31), 7)
    assert matrix.share("current", ("1-29", "30-59")).estimate == pytest.approx(2 / 6)


def test_a_row_by_amount_adds_up_to_what_was_owed(book):
    cents = moves(book).matrix("cents")
    owed = {"current": 140_000, "1-29": 50_000, "30-59": 20_000, "60-89": 20_000, "90+": 20_000}
    assert cents.sum(axis=1).tolist() == [owed[status] for status in OPEN]
    assert cents[PLACE["current"], PLACE["paid"]] == 40_000
    assert cents[PLACE["90+"], PLACE["charged off"]] == 20_000


def test_a_window_holds_its_months_only(book):
    matrix = transition_matrix(moves(book), months=1)
    assert (matrix.first, matrix.last) == (date(2025, 8, 31), date(2025, 8, 31))
    assert [(c.from_status, c.to_status) for c in matrix.cells if c.loans] == [("1-29", "30-59")]
    assert matrix.cell("current", "paid") is None


def test_key_roll_rates_month_against_month(book):
    rows = [row for row in key_rolls(moves(book)) if row.name == "Falls behind"]
    seen = {row.month_end.month: (row.events, row.n, row.usual) for row in rows}
    assert seen == {
        2: (0, 2, None),
        3: (1, 2, 0.0),
        4: (0, 1, pytest.approx(1 / 4)),
        7: (1, 1, pytest.approx(1 / 5)),
    }
    assert not any(row.is_news for row in rows)


def test_the_forecast_is_the_power_of_the_matrix_over_age_and_status(book):
    found = moves(book)
    today = standing(book, date(2025, 8, 31))
    made = book_forecast(found, today, months=12, horizon=6, draws=20)
    matrices = by_age(found.by_group_and_age().sum(axis=0))
    whole = np.linalg.matrix_power(with_age(matrices), 6)
    expected = (today.loans.ravel() @ whole).reshape(today.loans.shape).sum(axis=0)
    assert [made.point(6, s).expected for s in STATUSES] == pytest.approx(expected.tolist())
    assert made.start == 1
    for step in range(7):
        assert sum(made.point(step, s).expected for s in STATUSES) == pytest.approx(1)
    assert all(p.low <= p.expected <= p.high for p in made.points)
    assert [p.month_end for p in made.points if p.status == "paid"][-1] == date(2026, 2, 28)
    assert not made.point(0, "current").is_projected
    assert made.point(1, "current").is_projected


def test_a_forecast_of_loans_of_one_age_is_the_plain_power(book):
    found = moves(book)
    made = book_forecast(found, standing(book, date(2025, 8, 31)), draws=5)
    shares = np.zeros((7, 7))
    shares[:5] = found.matrix() / found.matrix().sum(axis=1, keepdims=True)
    shares[5, 5] = shares[6, 6] = 1
    start = [0, 0, 1, 0, 0, 0, 0]
    assert made.homogeneous[6] == pytest.approx(start @ np.linalg.matrix_power(shares, 6))


def test_a_backtest_follows_the_loans_that_were_open_then(book):
    found = moves(book)
    tested = backtest(book, found, horizon=4)
    assert tested.forecast.as_of == date(2025, 4, 30)
    assert tested.realised[0].tolist() == [0, 0, 1, 0, 0, 0, 0]
    assert tested.realised[3].tolist() == [0, 0, 0, 0, 0, 1, 0]
    cents = backtest(book, found, horizon=4, basis="cents").realised
    assert cents[4].tolist() == [0, 0, 0, 0, 0, 20_000, 0]
    assert backtest(book, found, horizon=6) is None


def test_a_generator_gives_the_exponential_and_its_rows_add_up_to_zero():
    moved, days = np.array([[0, 30, 10], [5, 0, 5.0]]), np.array([1000.0, 100.0])
    intensities = generator(moved, days)
    assert intensities.tolist() == [[-0.04, 0.03, 0.01], [0.05, -0.1, 0.05], [0, 0, 0]]
    month = chances(intensities, 30)
    assert month == pytest.approx(expm(30 * intensities))
    assert month.sum(axis=1) == pytest.approx(1)
    assert chances(intensities, 15) @ chances(intensities, 15) == pytest.approx(month)


def test_a_two_state_generator_has_its_closed_form():
    found = chances(generator(np.array([[0, 3.0]]), np.array([300.0])), 60)
    assert found[0].tolist() == pytest.approx([np.exp(-0.6), 1 - np.exp(-0.6)])


def test_days_in_status_by_hand(book):
    """Of the loans: current until a due day passes, then 29, 30 and 30 days, then 90+."""
    found = duration_matrix(book, date(2025, 8, 31), months=12, draws=20)
    by_hand = {
        "current": (90) + (60) + (31),
        "1-29": 29 + 29,
        "30-59": 30 + 18,
        "60-89": 30,
        "90+": 27,
    }
    assert dict(zip(OPEN, found.days, strict=True)) == by_hand
    assert found.cell("current", "1-29").jumps == 2
    assert found.cell("1-29", "30-59").jumps == 2
    assert found.cell("90+", "charged off").jumps == 1
    assert found.cell("current", "paid").jumps == 1
    for status in OPEN:
        row = [found.cell(status, end).share.estimate for end in STATUSES]
        assert sum(row) == pytest.approx(1)


def test_a_book_without_loans_has_no_moves(empty_book):
    assert moves(empty_book) is None
    assert duration_matrix(empty_book, date(2025, 8, 31), months=12) is None
