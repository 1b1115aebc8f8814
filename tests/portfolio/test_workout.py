"""Recoveries after charge-off: right-censoring, discounting, and when there is too little."""

from datetime import date

import numpy as np
import pytest

from pipelines.offers import load_policy
from pipelines.portfolio import build_loan_months
from pipelines.portfolio.loss import workout
from pipelines.portfolio.loss.workout import observed_lgd, recovery_curve
from pipelines.settings import PROJECT

POLICY = load_policy(PROJECT / "data" / "policy.toml")


def test_a_month_counts_only_the_charge_offs_old_enough_to_show_it():
    owed = np.full(60, 1000)
    seen = np.repeat([13, 6], 30)
    recovered = np.zeros((60, 14), dtype=np.int64)
    recovered[:, 5] = 100
    recovered[:30, 12] = 200
    curve = recovery_curve(owed, seen, recovered, 0.08)
    assert [point.charge_offs for point in curve[5:8]] == [60, 60, 30]
    assert [round(point.recovered, 9) for point in curve] == [0] * 5 + [0.1] * 7 + [0.3] * 2
    assert curve[-1].discounted == pytest.approx(0.1 / 1.08 ** (5 / 12) + 0.2 / 1.08)
    lgd = observed_lgd(owed, seen, recovered, 0.0)
    assert (lgd.value, lgd.low, lgd.high) == pytest.approx((0.7, 0.7, 0.7))
    assert (lgd.source, lgd.n) == ("observed", 60)


def test_bounds_are_those_of_the_mean_where_all_are_seen():
    share = np.tile([0.0, 0.3], 50)
    recovered = np.zeros((100, 14), dtype=np.int64)
    recovered[:, 3] = share * 1000
    lgd = observed_lgd(np.full(100, 1000), np.full(100, 13), recovered, 0.0)
    reach = 1.959964 * share.std() / 10
    assert (lgd.value, lgd.low, lgd.high) == pytest.approx((0.85, 0.85 - reach, 0.85 + reach))


def test_a_tiny_book_is_too_little_and_says_so(con, add_loan, reader):
    events = [(date(2025, 6, 10), "charge_off", 30000), (date(2025, 8, 5), "recovery", 1000)]
    add_loan("a", events)
    build_loan_months(con)
    found = workout(reader, POLICY.economics, date(2025, 8, 31))
    assert (found.charge_offs, found.charged_off_cents, found.recovered_cents) == (1, 30000, 1000)
    assert (found.curve, found.observed) == ((), None)
    assert (found.in_use.source, found.in_use.value) == ("policy", 0.88)
    earlier = workout(reader, POLICY.economics, date(2025, 5, 31))
    assert (earlier.charge_offs, earlier.observed) == (0, None)
