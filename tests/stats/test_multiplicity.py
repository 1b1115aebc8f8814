import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.stats.multiplicity import holm

P_VALUES = st.lists(st.floats(0, 1), max_size=30)


def test_by_hand():
    """Sorted .005 .01 .03 .04 times 4 3 2 1: .02 .03 .06 .04, the last raised to .06."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


@given(P_VALUES)
def test_lies_between_the_p_value_and_bonferroni_and_keeps_the_order(p_values):
    adjusted, given_ = holm(p_values), np.array(p_values)
    assert (adjusted >= given_).all()
    assert (adjusted <= np.minimum(given_ * len(given_), 1) + 1e-15).all()
    assert (np.diff(adjusted[np.argsort(given_, kind="stable")]) >= 0).all()


def test_chance_alone_is_rarely_a_finding(rng):
    found = [holm(rng.random(130)).min() <= 0.05 for _ in range(400)]
    assert np.mean(found) < 0.085


@pytest.mark.parametrize("p_values", [[1.1], [-0.1], [float("nan")], [[0.5]]])
def test_refuses_what_is_no_p_value(p_values):
    with pytest.raises(ValueError, match="between 0 and 1"):
        holm(p_values)
