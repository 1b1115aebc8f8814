"""Demand curves: from a table, from answers, and never rising with the price."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.errors import Refused
from pipelines.offers import load_policy
from pipelines.settings import PROJECT
from pipelines.simulation.pricing import (
    demand_from_answers,
    demand_from_table,
    demand_of_policy,
    read_demand,
)


def test_straight_lines_between_points_and_flat_outside():
    curve = demand_from_table((0.04, 0.06, 0.10), (1.0, 0.6, 0.5))
    assert curve.share([0.0, 0.04, 0.05, 0.08, 0.2]).tolist() == pytest.approx(
        [1, 1, 0.8, 0.55, 0.5]
    )


def test_a_small_rise_is_levelled():
    curve = demand_from_table((0.1, 0.2, 0.3), (0.5, 0.40, 0.42))
    assert curve.shares == pytest.approx((0.5, 0.41, 0.41))


@pytest.mark.parametrize(
    ("prices", "shares", "says"),
    [
        ((0.1, 0.2), (0.2, 0.8), "rises with the price"),
        ((0.2, 0.1), (0.8, 0.2), "prices must rise"),
        ((0.1, 0.1), (0.8, 0.2), "prices must rise"),
        ((0.1, float("nan")), (0.8, 0.2), "prices must rise"),
        ((0.1, 0.2), (1.8, 0.2), "between 0 and 1"),
        ((0.1, 0.2), (0.8, float("nan")), "between 0 and 1"),
        ((0.1,), (0.8,), "at least two prices"),
    ],
)
def test_an_impossible_table_is_refused(prices, shares, says):
    with pytest.raises(Refused, match=says):
        demand_from_table(prices, shares)


def test_answers_give_their_shares():
    prices = [0.1] * 4 + [0.2] * 4 + [0.3] * 2
    accepted = [1, 1, 1, 0, 1, 0, 0, 0, 1, 0]
    curve = demand_from_answers(prices, accepted)
    assert curve.share([0.1, 0.2, 0.3]).tolist() == pytest.approx([0.75, 1 / 3, 1 / 3])
    with pytest.raises(Refused, match="two prices"):
        demand_from_answers([0.1, 0.1], [1, 0])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([0.1, 0.2, 0.3, 0.4]), st.booleans()), min_size=8))
def test_demand_never_rises(answers):
    prices, accepted = zip(*answers, strict=True)
    if len(set(prices)) > 1:
        shares = demand_from_answers(prices, accepted).share(np.linspace(0, 0.5, 51))
        assert (np.diff(shares) <= 1e-12).all()
        assert 0 <= shares.min() <= shares.max() <= 1


def test_the_policy_s_curve_is_the_policy_s():
    policy = load_policy(PROJECT / "data" / "policy.toml")
    curve = demand_of_policy(policy.take_up)
    for apr in (0.05, 0.12, 0.2, 0.28, 0.5):
        assert curve.share(apr) == pytest.approx(policy.take_up.share(apr))


def test_a_file_of_lost_shares(tmp_path):
    path = tmp_path / "take_up.csv"
    path.write_text("annual_rate,lost_share_rating_A\n0.04,0\n0.06,0.5\n", encoding="utf-8")
    assert read_demand(path)["A"].shares == (1.0, 0.5)
    path.write_text("annual_rate\n0.04\n0.06\n", encoding="utf-8")
    with pytest.raises(Refused, match="no column lost_share_rating_A"):
        read_demand(path)
    path.write_text("rate,lost_share_rating_A\n0.04,x\n", encoding="utf-8")
    with pytest.raises(Refused, match="not readable"):
        read_demand(path)
    with pytest.raises(Refused, match="not readable"):
        read_demand(tmp_path / "none.csv")


def test_the_real_table(real_data):
    curves = read_demand(real_data / "sme-invoices" / "take_up.csv")
    assert list(curves) == ["A", "B", "C"]
    for curve in curves.values():
        assert curve.share(0.04) == 1
        assert 0.05 < curve.share(0.15) < 0.15
        assert (np.diff(curve.shares) <= 0).all()
