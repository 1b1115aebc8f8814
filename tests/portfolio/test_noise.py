"""When two rates differ and when a series leaves its scatter, on vectors worked by hand."""

import pytest

from pipelines.portfolio.noise import differ, modified_z, standing_out

CALM = [0.02, 0.03, 0.02, 0.04, 0.03, 0.02, 0.03, 0.04, 0.03, 0.02, 0.03, 0.03]


def test_newcombe_interval_separates_rates():
    """Newcombe 1998, table II example a: 56/70 against 48/80 gives 0.0524 to 0.3339."""
    assert differ((56, 70), (48, 80))
    assert not differ((9, 10), (6, 10))
    assert not differ((0, 0), (1, 10))


def test_modified_z_vector():
    """Median 3 and median absolute deviation 1: (10 - 3) x 0.6745 = 4.7215."""
    assert modified_z([1, 2, 3, 4, 10]) == pytest.approx([-1.349, -0.6745, 0, 0.6745, 4.7215])


def test_a_series_without_scatter_has_no_outlier():
    assert modified_z([0, 0, 0, 1]) == (0, 0, 0, 0)
    assert modified_z([]) == ()


def test_a_hump_stands_out_as_far_as_it_is_twice_the_median():
    assert standing_out([*CALM, 0.05, 0.09, 0.20, 0.12, 0.05]) == (13, 14, 15)


def test_scatter_does_not_stand_out():
    assert standing_out(CALM) is None


def test_one_value_alone_may_be_chance():
    assert standing_out([*CALM, 0.20]) is None
    assert standing_out([*CALM, 0.20, 0.19]) == (12, 12, 13)


def test_a_short_series_is_not_judged():
    assert standing_out([0.02, 0.03, 0.02, 0.3, 0.3]) is None
