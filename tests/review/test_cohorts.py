"""Approval by group of merchants."""

import pytest

from pipelines.review import Cohort, cohorts, equal_rates_p_value
from pipelines.stats.intervals import wilson_interval


@pytest.mark.parametrize("by", ["industry", "region"])
def test_every_scored_application_is_in_one_group(case, by):
    found = cohorts(case.history, by)
    assert len({cohort.name for cohort in found}) == len(found) > 1
    assert sum(cohort.n for cohort in found) == len(case.table.frame)
    assert all(c.approval.low <= c.approved / c.n <= c.approval.high for c in found)


def test_a_small_group_is_insufficient(case):
    for cohort in cohorts(case.history, "industry"):
        assert cohort.is_sufficient == (cohort.n >= 30)


def group(approved: int, n: int) -> Cohort:
    return Cohort("group", n, approved, wilson_interval(approved, n), 0.1)


def test_equal_rates_are_tested_by_pearsons_chi_square():
    assert equal_rates_p_value([group(20, 50), group(30, 50)]) == pytest.approx(0.0455003, abs=1e-7)
    assert equal_rates_p_value([group(20, 50), group(40, 100)]) == pytest.approx(1)


def test_nothing_to_test_where_all_answers_are_equal():
    assert equal_rates_p_value([group(0, 50), group(0, 40)]) == 1
    assert equal_rates_p_value([group(10, 50)]) == 1
