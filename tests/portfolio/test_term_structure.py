"""PD over a loan's life: the published vector, Bayes on small books, and what must always hold."""

from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.errors import Refused
from pipelines.offers import load_policy
from pipelines.portfolio import build_loan_months
from pipelines.portfolio.loss import expected_loss_by, life_loss, open_loans, scaled_marginals
from pipelines.portfolio.loss.default_counts import (
    STATUSES,
    DefaultCounts,
    default_counts,
    status_of,
    step_of,
)
from pipelines.portfolio.loss.term_structure import from_counts, scheduled_share, timing
from pipelines.settings import PROJECT

POLICY = load_policy(PROJECT / "data" / "policy.toml")
TIMING = (0.20, 0.20, 0.20, 0.18, 0.14, 0.08)
AS_OF = date(2025, 8, 31)


def counted(judged=0, defaulted=0, places=(), missing=(0,) * 6):
    """Counts with `places` of (status, step, loans, defaulted, owed, owed at default)."""
    arrays = np.zeros((4, len(STATUSES), 10))
    for status, step, *numbers in places:
        arrays[:, status, step] = numbers
    at_risk = np.full(6, float(judged))
    return DefaultCounts(judged, defaulted, *arrays, at_risk, np.array(missing, dtype=float))


def test_expected_loss_vector_of_six_equal_principals():
    found = life_loss(30_000, [0.01] * 6, 0.88)
    assert found.pd == pytest.approx(0.05852, abs=5e-6)
    assert found.expected_loss == pytest.approx(908.75, abs=0.005)
    assert found.expected_loss / 30_000 == pytest.approx(0.030292, abs=5e-7)
    assert found.ead_share == pytest.approx(0.5882, abs=5e-5)
    assert sum(found.marginal_pd) == pytest.approx(found.pd)


def test_a_loan_that_cannot_default_loses_nothing():
    assert life_loss(30_000, [0.0] * 6, 0.88).ead_share == 0.0


def test_a_loans_pd_is_spread_over_its_months():
    assert scaled_marginals(0.10, TIMING) == pytest.approx((0.02, 0.02, 0.02, 0.018, 0.014, 0.008))


def test_without_defaults_the_timing_is_the_policys():
    found = from_counts(counted(), TIMING, AS_OF)
    assert [month.share for month in found.months] == pytest.approx(TIMING)
    assert (found.book_weight, found.months[0].hazard, found.statuses[1].rate) == (0.0, None, None)


def test_timing_weighs_the_book_against_thirty_defaults_of_the_policys():
    shares = timing(np.array([0.0, 0, 30, 0, 0, 0]), TIMING)
    assert shares == pytest.approx([0.10, 0.10, 0.60, 0.09, 0.07, 0.04])


def test_balance_at_default_is_the_schedules_over_the_defaults_still_to_come():
    assert scheduled_share(np.array(TIMING), 0) == pytest.approx(POLICY.economics.ead_share)
    assert scheduled_share(np.array(TIMING), 4) == pytest.approx((0.14 + 0.08 * 0.5) / 0.22)
    assert scheduled_share(np.array(TIMING), 5) == 1.0


def test_a_place_moves_the_odds_by_its_likelihood_ratio():
    places = [(1, 1, 400.0, 100.0, 1000.0, 600.0)]
    found = from_counts(counted(2000, 200, places), TIMING, AS_OF)
    ratio = ((100 + 30 * 0.2) / 230) / ((300 + 100 * 0.03) / 1900)
    assert found.likelihood[1, 1] == pytest.approx(ratio)
    pd = found.pd(np.array([0.05]), np.array([1]), np.array([1]))
    assert pd == pytest.approx([0.05 * ratio / (0.05 * ratio + 0.95)])
    share = found.exposure_share(np.array([1]), np.array([1]))
    assert share == pytest.approx([(100 * 0.6 + 30 * 1.0) / 130])


def test_no_pd_stays_unknown_until_the_loan_is_in_default():
    found = from_counts(counted(), TIMING, AS_OF)
    pds = found.pd(np.array([np.nan, np.nan, 0.02]), np.array([0, 4, 4]), np.array([1, 4, 4]))
    assert pds == pytest.approx([np.nan, 1.0, 1.0], nan_ok=True)


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 9),
    st.floats(0, 1),
    st.lists(st.tuples(st.integers(0, 500), st.floats(0, 1)), min_size=40, max_size=40),
)
def test_pd_never_falls_with_days_late(step, at_application, cells):
    places = [
        (k // 10, k % 10, float(n), float(round(n * share)), 0.0, 0.0)
        for k, (n, share) in enumerate(cells)
    ]
    found = from_counts(counted(1000, 100, places), TIMING, AS_OF)
    late = status_of(np.array([0, 1, 29, 30, 59, 60, 89, 90, 400]))
    pds = found.pd(np.full(9, at_application), late, np.full(9, step))
    assert (np.diff(pds) >= 0).all()
    assert pds[0] >= 0
    assert pds[-1] == 1.0


def test_steps_run_by_sixths_of_the_term_then_by_month():
    ages = np.array([0, 1, 2, 3, 4, 9])
    assert step_of(ages, np.full(6, 3), 6).tolist() == [0, 2, 4, 6, 7, 9]
    assert step_of(ages, np.full(6, 12), 6).tolist() == [0, 0, 1, 1, 2, 4]


@pytest.fixture
def book(con, add_loan):
    """A repaid loan and a lost one that are judged, and one 47 days late that is open."""
    paid = [(date(2025, month, 15), "payment", 10300) for month in (2, 3, 4)]
    add_loan("paid", paid)
    add_loan("lost", [paid[0], (date(2025, 7, 10), "charge_off", 20000)], merchant="m2")
    add_loan("late", [], merchant="m2", funded=datetime(2025, 6, 15))
    con.execute("insert into scores values ('late', 'm', -3, -2, 0.10, 'D')")
    build_loan_months(con)


@pytest.mark.usefixtures("book")
def test_counts_of_a_tiny_book(reader):
    found = default_counts(reader, AS_OF, 6)
    assert (found.judged_loans, found.defaulted_loans) == (2, 1)
    assert found.loans[0].tolist() == [2, 0, 2, 0, 1, 0, 0, 0, 0, 0]
    assert found.loans[1].tolist() == [0, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    assert found.defaulted.sum(axis=1).tolist() == [2, 1, 1, 1]
    assert found.missing.tolist() == [0, 0, 0, 1, 0, 0]
    assert found.at_risk.tolist() == [0, 2, 0, 2, 0, 1]
    assert (found.owed_cents[0, 0], found.defaulted_cents[0, 0]) == (30000, 20000)
    assert default_counts(reader, date(2025, 6, 30), 6).judged_loans == 0


@pytest.mark.usefixtures("book")
def test_open_loans_as_they_stand_and_as_they_stood(reader):
    now = open_loans(reader, POLICY)
    two_months_late = (30 * 0.20 / 31) / (100 * 0.005 / 101)
    one_month_late = (30 * 0.18 / 31) / (100 * 0.03 / 101)
    assert two_months_late > one_month_late
    pd = 0.10 * two_months_late / (0.10 * two_months_late + 0.90)
    assert now.pd == pytest.approx([pd])
    assert now.allowance_cents.tolist() == [round(pd * 0.88 * 30000)]
    then = open_loans(reader, POLICY, as_of=date(2025, 6, 30))
    assert then.loan_id.tolist() == ["late", "lost"]
    assert then.pd == pytest.approx([0.10 / (0.10 + 0.90 * 0.964), 1.0])
    assert then.ead_cents == pytest.approx([30000 * POLICY.economics.ead_share, 20000])
    empty = open_loans(reader, POLICY, as_of=date(2024, 6, 30))
    assert (len(empty), empty.unscored_cents) == (0, 0)


@pytest.mark.usefixtures("book")
def test_segments_add_up_and_name_what_is_unscored(con, reader):
    con.execute("delete from scores")
    loans = open_loans(reader, POLICY)
    (grade,) = expected_loss_by(loans, "grade")
    assert (grade.segment, grade.loans, grade.pd) == ("not scored", 1, None)
    assert (grade.balance_cents, grade.unscored_cents) == (30000, 30000)
    assert grade.expected_loss_cents == 0
    (month,) = expected_loss_by(loans, "vintage")
    assert month.segment == "2025-06"
    with pytest.raises(Refused, match="no dimension 'colour'"):
        expected_loss_by(loans, "colour")
