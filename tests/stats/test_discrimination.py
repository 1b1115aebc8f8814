import numpy as np
import pytest
from scipy.stats import ks_2samp, norm
from sklearn.metrics import average_precision_score, roc_auc_score

from pipelines.stats.discrimination import auc, auc_drop_p_value, average_precision, gini, ks

SCORE = (0.9, 0.8, 0.7, 0.6, 0.55, 0.54, 0.53, 0.52, 0.51, 0.5)
BAD = (1, 1, 0, 1, 1, 0, 0, 0, 1, 0)
RATINGS = np.repeat([1, 2, 3, 4, 5] * 2, [33, 6, 6, 11, 2, 3, 2, 2, 11, 33])
ABNORMAL = np.repeat([0, 1], [58, 51])


def test_published_vector():
    assert auc(BAD, SCORE) == pytest.approx(0.76)
    assert gini(BAD, SCORE) == pytest.approx(0.52)
    assert ks(BAD, SCORE) == pytest.approx(0.60)


def test_hanley_mcneil_ratings_with_ties():
    assert auc(ABNORMAL, RATINGS) == pytest.approx(1321 / 1479)


def test_agrees_with_scikit_learn_and_scipy(rng):
    bad, score = rng.random(500) < 0.2, rng.normal(size=500).round(1)
    assert auc(bad, score) == pytest.approx(roc_auc_score(bad, score), abs=1e-12)
    assert ks(bad, score) == pytest.approx(ks_2samp(score[bad], score[~bad]).statistic, abs=1e-12)


def test_average_precision_agrees_with_scikit_learn(rng):
    for places in (1, 6):
        bad, score = rng.random(500) < 0.2, rng.normal(size=500).round(places)
        expected = average_precision_score(bad, score)
        assert average_precision(bad, score) == pytest.approx(expected, abs=1e-12)
    assert average_precision([1, 0, 0, 0], [5, 5, 5, 5]) == 0.25


@pytest.mark.parametrize(
    ("area", "distance"),
    [(0.64, 0.200), (0.68, 0.259), (0.70, 0.289), (0.74, 0.351), (0.76, 0.383), (0.80, 0.448)],
)
def test_binormal_scores_map_auc_to_ks(area, distance):
    goods = norm.ppf((np.arange(2000) + 0.5) / 2000)
    score = np.concatenate([goods, goods + np.sqrt(2) * norm.ppf(area)])
    bad = np.repeat([0, 1], 2000)
    assert auc(bad, score) == pytest.approx(area, abs=5e-4)
    assert ks(bad, score) == pytest.approx(distance, abs=1.1e-3)


def test_auc_drop_published_vector():
    assert auc_drop_p_value(0.78, 0.75, 0.012) == pytest.approx(0.006210, abs=5e-7)
    assert auc_drop_p_value(0.75, 0.75, 0.012) == 0.5
    with pytest.raises(ValueError, match="above 0"):
        auc_drop_p_value(0.78, 0.75, 0)


def test_order_of_ties_does_not_matter():
    assert ks([0, 1, 0, 1], [1, 1, 1, 1]) == 0
    assert auc([1, 0], [1, 1]) == 0.5


@pytest.mark.parametrize(
    ("bad", "score", "message"),
    [
        ((1, 1), (0.1, 0.2), "at least one bad and one good"),
        ((0, 1), (0.1, float("nan")), "finite"),
        ((0, 1, 2), (0.1, 0.2, 0.3), "0 or 1"),
        ((0, 1), (0.1,), "do not fit"),
        ((), (), "do not fit"),
    ],
)
def test_refuses_what_has_no_answer(bad, score, message):
    with pytest.raises(ValueError, match=message):
        auc(bad, score)
