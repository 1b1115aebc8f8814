import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.stats.points import pd_of_points, points

SCALE = {"pdo": 20, "base_points": 600, "base_odds": 50}


@pytest.mark.parametrize(
    ("pd", "score"), [(0.02, 599.42), (0.05, 572.08), (0.08, 557.59), (0.20, 527.12)]
)
def test_scaling_vector(pd, score):
    assert points(pd, **SCALE) == pytest.approx(score, abs=0.005)


def test_factor_and_offset_of_the_vector():
    assert points([0.5, 1 / (1 + np.e)], **SCALE) == pytest.approx(
        [487.122876, 487.122876 + 28.853901]
    )


@given(st.floats(1e-9, 1 - 1e-9))
def test_goes_back(pd):
    assert pd_of_points(points(pd, **SCALE), **SCALE) == pytest.approx(pd, rel=1e-9)


def test_sure_cases_are_infinite():
    assert points([0, 1], **SCALE).tolist() == [np.inf, -np.inf]
    assert pd_of_points([np.inf, -np.inf], **SCALE).tolist() == [0, 1]


def test_refuses_a_scale_that_does_not_fall_with_risk():
    with pytest.raises(ValueError, match="above 0"):
        points(0.1, pdo=0, base_points=600, base_odds=50)
