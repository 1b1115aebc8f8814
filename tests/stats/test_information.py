import numpy as np
import pytest

from pipelines.stats.bins import bin_places, quantile_cuts
from pipelines.stats.information import information_value, weights_of_evidence

# Age of 2,000 applicants in seven bins, the first of them missing.
GOODS = (42, 152, 246, 405, 475, 339, 147)
BADS = (8, 48, 54, 45, 25, 11, 3)


def test_a_scorecard_table_by_hand():
    """42/1806 = .02326 of the goods against 8/194 = .04124 of the bads: ln -.5728, and so on.

    The terms are .0103 + .1760 + .1016 + .0003 + .0957 + .1568 + .1095 = .6502.
    """
    by_hand = [-0.5728, -1.0783, -0.7147, -0.0338, 0.7133, 1.1971, 1.6608]
    assert weights_of_evidence(GOODS, BADS) == pytest.approx(by_hand, abs=1e-3)
    assert information_value(GOODS, BADS) == pytest.approx(0.6502, abs=2e-4)


def test_published_vector():
    goods, bads = (100, 300, 600), (30, 40, 30)
    woe = [-1.098612, -0.287682, 0.693147]
    assert weights_of_evidence(goods, bads) == pytest.approx(woe, abs=5e-7)
    assert information_value(goods, bads) == pytest.approx(0.456435, abs=5e-7)


def test_information_value_by_hand():
    """Shares .9 and .1 against .5 and .5: .4 ln 1.8 + .4 ln 5 = .4 ln 9."""
    assert information_value([90, 10], [50, 50]) == pytest.approx(0.4 * np.log(9))


def test_an_empty_cell_counts_as_half_a_case_and_an_empty_bin_as_nothing():
    half = information_value([10, 10], [0.5, 5])
    assert information_value([10, 10, 0], [0, 5, 0]) == pytest.approx(half)
    assert np.isnan(weights_of_evidence([10, 10, 0], [0, 5, 0])[2])


def test_bins_have_to_match():
    with pytest.raises(ValueError, match="same bins"):
        information_value([1, 2], [1, 2, 3])


def test_cuts_are_values_that_part_equally_many():
    assert quantile_cuts(np.arange(100), 4).tolist() == [25, 50, 75]
    places = bin_places([0, 24, 25, 99, np.nan, np.inf], [25, 50, 75])
    assert places.tolist() == [0, 0, 1, 3, 4, 4]


@pytest.mark.parametrize(
    ("values", "cuts"),
    [
        ([0.0] * 95 + [1, 2, 3, 4, 5], [1]),
        ([0.0] * 60 + [1.0] * 40, [1]),
        ([1.0] * 95 + [0.0] * 5, [1]),
        ([7.0] * 20, []),
        ([np.nan] * 20, []),
        ([], []),
    ],
)
def test_equal_values_share_a_bin(values, cuts):
    assert quantile_cuts(values, 10).tolist() == cuts
