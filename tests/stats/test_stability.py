import numpy as np
import pytest

from pipelines.stats.stability import psi, psi_bound, psi_p_value

TEN = (0.10,) * 10


@pytest.mark.parametrize(
    ("actual", "index"),
    [
        ((0.08, 0.09, 0.10, 0.10, 0.11, 0.11, 0.12, 0.11, 0.10, 0.08), 0.016485),
        ((0.05, 0.06, 0.07, 0.08, 0.09, 0.10, 0.11, 0.12, 0.14, 0.18), 0.136388),
        ((0.02, 0.03, 0.05, 0.07, 0.08, 0.10, 0.12, 0.14, 0.17, 0.22), 0.411718),
    ],
)
def test_psi_published_vectors(actual, index):
    assert psi(actual, TEN) == pytest.approx(index, abs=5e-7)


def test_counts_and_shares_agree():
    assert psi((5, 15), (100, 100)) == pytest.approx(psi((0.25, 0.75), (0.5, 0.5)))


def test_empty_bins():
    assert psi((1, 0), (0.5, 0.5)) == np.inf
    assert psi((1, 1, 0), (1, 1, 0)) == 0


@pytest.mark.parametrize(("n", "m", "bound"), [(10_000, 2_000, 0.0102), (5_000, 500, 0.0372)])
def test_sampling_bound(n, m, bound):
    assert psi_bound(n, m, 10) == pytest.approx(bound, abs=5e-5)


def test_the_bound_has_its_own_p_value():
    assert psi_p_value(psi_bound(5_000, 500, 10), 5_000, 500, 10) == pytest.approx(0.05)
    assert psi_p_value(0.0, 100, 100, 1) == 1


def test_refuses_bins_that_do_not_match():
    with pytest.raises(ValueError, match="same bins"):
        psi((1, 2), (1, 2, 3))
    with pytest.raises(ValueError, match="not all zero"):
        psi((0, 0), (1, 1))
