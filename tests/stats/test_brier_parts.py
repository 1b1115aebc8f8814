import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.stats.brier_parts import brier_decomposition
from pipelines.stats.calibration import brier

CASES = st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=1, max_size=60)


@given(CASES, st.integers(1, 12))
def test_parts_add_up_to_the_brier_score(cases, bins):
    bad, pd = zip(*cases, strict=True)
    found = brier_decomposition(bad, pd, bins=bins)
    assert found.brier == pytest.approx(brier(bad, pd), abs=1e-12)
    assert min(found.reliability, found.resolution, found.uncertainty) >= 0


def test_one_pd_a_bin_is_murphys_decomposition():
    """Bins of .1 (rate .25) and .6 (rate .5): (.15^2 + .1^2) / 2, .125^2, .375 x .625."""
    pd = [0.1] * 4 + [0.6] * 4
    found = brier_decomposition([0, 0, 0, 1, 1, 1, 0, 0], pd, bins=2)
    assert found.reliability == pytest.approx(0.01625)
    assert found.resolution == pytest.approx(0.015625)
    assert found.uncertainty == pytest.approx(0.234375)
    assert found.within == pytest.approx(0)


def test_order_inside_a_bin_helps():
    found = brier_decomposition([0, 0, 1, 1], [0.2, 0.2, 0.8, 0.8], bins=1)
    assert found.within == pytest.approx(0.09 - 2 * 0.15)
    assert (found.reliability, found.resolution) == (0, 0)


def test_true_pds_are_reliable(rng):
    pd = rng.beta(1, 9, 20_000)
    found = brier_decomposition(rng.random(20_000) < pd, pd, bins=100)
    assert found.reliability < 6e-4
    assert found.resolution == pytest.approx(np.var(pd), rel=0.15)
