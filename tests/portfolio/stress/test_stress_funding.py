"""Funding stop: cash by month from loans that may default, against what funders want."""

from datetime import date

import numpy as np
import pytest

from pipelines.portfolio.stress import FundingMonth, FundingNeed
from pipelines.portfolio.stress.funding import failed_by_then


def test_defaults_begin_at_the_instalments_still_to_come():
    loan = np.array([0, 0, 0, 1])
    number = np.array([4, 5, 6, 6])
    shares = failed_by_then(loan, number, [0.2, 0.2, 0.2, 0.2, 0.15, 0.05])
    assert shares == pytest.approx([0.5, 0.875, 1.0, 1.0])


def test_without_a_timing_for_them_they_begin_evenly():
    shares = failed_by_then(np.array([0, 0]), np.array([7, 8]), [1.0])
    assert shares == pytest.approx([0.5, 1.0])


def month(number, gap):
    return FundingMonth(date(2026, number, 28), 0.0, 0.0, 0.0, 0.0, gap)


def test_the_need_is_the_largest_gap_until_it_is_closed():
    need = FundingNeed("x", 100.0, tuple(map(month, (1, 2, 3, 4), (-5.0, 20.0, 8.0, -2.0))))
    assert (need.most_cents, need.most_on) == (20.0, date(2026, 2, 28))
    assert need.closed_on == date(2026, 4, 28)


def test_a_gap_that_stays_open_is_told():
    need = FundingNeed("x", 100.0, tuple(map(month, (1, 2), (5.0, 3.0))))
    assert need.closed_on is None


def test_cash_that_comes_in_time_needs_nothing():
    need = FundingNeed("x", 100.0, (month(1, -5.0),))
    assert (need.most_cents, need.most_on) == (0.0, None)
