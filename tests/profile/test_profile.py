"""Feature profiles of hand-made frames."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from pipelines.features import Feature, FeatureTable
from pipelines.profile import profile
from pipelines.profile.clusters import clusters, rank_correlation

NO_OUTCOMES = pd.DataFrame({"is_default": pd.Series(dtype=bool)})


def feature(name, *, unit="number", direction=0) -> Feature:
    return Feature(name, name.capitalize(), "", unit, None, "sales", direction, "Group", "A01")


def table(columns, applied_at, *, direction=0) -> FeatureTable:
    """One row per application, ids ascending; columns of text are attributes."""
    index = pd.Index([f"a{n:04d}" for n in range(len(applied_at))], name="application_id")
    texts = tuple(name for name, values in columns.items() if isinstance(values[0], str))
    return FeatureTable(
        frame=pd.DataFrame(columns, index=index),
        applications=pd.DataFrame({"applied_at": pd.to_datetime(applied_at)}, index=index),
        categorical=texts,
        features=tuple(
            feature(name, unit="text" if name in texts else "number", direction=direction)
            for name in columns
        ),
    )


def outcomes(bad) -> pd.DataFrame:
    index = pd.Index([f"a{n:04d}" for n in range(len(bad))], name="application_id")
    return pd.DataFrame({"is_default": bad}, index=index)


@pytest.fixture
def year():
    """Two hundred applications, 100 of them in the reference period and 100 in the last days."""
    return [date(2025, 1, 1)] * 100 + [date(2025, 12, 1)] * 100


def test_bins_strength_and_rate_by_hand():
    """100 applications of one month, 50 below 50 with 5 bads and 50 above with 25; all in fives."""
    values = np.repeat([0.0, 50.0], 50)
    bad = [True] * 5 + [False] * 45 + [True] * 25 + [False] * 25
    found = profile(table({"size": values}, [date(2025, 3, 1)] * 100), outcomes(bad))
    assert (found.n, found.outcomes, found.bads, found.periods) == (100, 100, 30, None)
    one = found.of("size")
    low, high, missing = one.bins
    assert (low.low, low.high, low.goods, low.bads) == (None, 50, 45, 5)
    assert (high.low, high.high, high.goods, high.bads) == (50, None, 25, 25)
    assert (missing.is_missing, missing.n, missing.rate) == (True, 0, None)
    assert high.rate.estimate == 0.5
    assert high.rate.low == pytest.approx(0.36645, abs=1e-5)
    goods, bads = np.array([45, 25]) / 70, np.array([5, 25]) / 30
    assert one.strength.iv == pytest.approx(float(((goods - bads) * np.log(goods / bads)).sum()))
    assert one.strength.iv_bound == pytest.approx((1 / 70 + 1 / 30) * 3.841459, rel=1e-6)
    # P(bad above good) + half of the ties: (25 x 45 + (25 x 25 + 5 x 45) / 2) / 2100.
    assert one.strength.auc.estimate == pytest.approx(1550 / 2100)
    assert one.strength.is_beyond_chance
    assert (one.drift, one.quarters, len(one.months)) == (None, (), 1)


def test_auc_is_taken_in_the_expected_direction():
    values, bad = np.arange(100.0), [True] * 30 + [False] * 70
    found = profile(table({"size": values}, [date(2025, 3, 1)] * 100, direction=-1), outcomes(bad))
    assert found.of("size").strength.auc.estimate == 1


def test_drift_by_hand(year):
    """Half and half before, a fifth and four fifths now: PSI .3 ln 1.6 + .3 ln 2.5 = .3 ln 4."""
    values = np.array([0.0] * 50 + [1.0] * 50 + [0.0] * 20 + [1.0] * 80)
    found = profile(table({"flag": values}, year), NO_OUTCOMES)
    moved = found.of("flag").drift
    assert moved.psi == pytest.approx(0.3 * np.log(4))
    assert moved.bound == pytest.approx(0.02 * 3.841459, rel=1e-6)
    assert (moved.verdict, moved.median_before, moved.median_now) == ("shifted", 0.5, 1)
    assert found.periods.reference_last == date(2025, 1, 1)
    assert (found.periods.reference_n, found.periods.newest_n) == (100, 100)
    first, last = found.of("flag").quarters
    assert (first.quarter, first.n, first.psi) == (date(2025, 1, 1), 100, 0)
    assert (last.quarter, last.n) == (date(2025, 10, 1), 100)
    assert last.psi == pytest.approx(moved.psi)


def test_missing_values_that_come_up_are_a_shift(year):
    values = np.array([1.0] * 100 + [np.nan] * 40 + [1.0] * 60)
    one = profile(table({"score": values}, year), NO_OUTCOMES).of("score")
    now, before = np.array([60, 40]) / 100, np.array([100, 0.5]) / 100.5
    assert one.drift.psi == pytest.approx(float(((now - before) * np.log(now / before)).sum()))
    assert (one.drift.missing_before, one.drift.missing_now) == (0, 0.4)
    assert one.is_constant
    assert not one.is_silent


def test_what_sampling_explains_is_no_shift():
    """30 against 30, a half and a third: a PSI of 1/6 ln 2 = .116, under 2/30 x 3.84 = .256."""
    applied = [date(2025, 1, 1)] * 30 + [date(2025, 12, 1)] * 30
    values = np.array([0.0] * 15 + [1.0] * 15 + [0.0] * 10 + [1.0] * 20)
    moved = profile(table({"flag": values}, applied), NO_OUTCOMES).of("flag").drift
    assert 0.1 < moved.psi < moved.bound
    assert moved.verdict == "stable"


def test_missing_everywhere_and_constant_are_silent(year):
    found = profile(
        table({"empty": np.full(200, np.nan), "same": np.full(200, 3.0)}, year),
        outcomes([True, False] * 100),
    )
    empty, same = found.features
    assert (empty.is_missing_everywhere, empty.is_silent, empty.quantiles) == (True, True, ())
    assert (empty.strength.iv, empty.strength.auc, empty.drift.psi) == (0, None, 0)
    assert (same.is_constant, same.is_silent, same.strength.iv, same.strength.auc.estimate) == (
        True, True, 0, 0.5,
    )  # fmt: skip
    assert empty.months[0].median is None
    assert found.clusters == ()


def test_a_text_has_bins_by_frequency_and_no_order(year):
    words = ["ltd"] * 120 + ["inc"] * 60 + ["missing"] * 20
    found = profile(table({"form": words}, year), outcomes([False] * 119 + [True] * 81))
    one = found.of("form")
    assert [(row.text, row.is_missing, row.n) for row in one.bins] == [
        ("ltd", False, 120), ("inc", False, 60), (None, True, 20),
    ]  # fmt: skip
    assert (one.missing, one.distinct, one.quantiles, one.strength.auc) == (20, 2, (), None)
    assert one.bins[0].bads == 1
    assert (one.drift.median_now, one.drift.verdict) == (None, "shifted")
    assert one.months[0].median is None


def test_rare_texts_are_one_bin():
    words = [f"w{n:02d}" for n in range(12)] * 10
    bins = profile(table({"form": words}, [date(2025, 1, 1)] * 120), NO_OUTCOMES).of("form").bins
    assert len(bins) == 11
    assert (bins[9].text, bins[9].n) == ("other", 30)


def test_no_outcomes_leave_strength_out(year):
    found = profile(table({"size": np.arange(200.0)}, year), NO_OUTCOMES)
    assert (found.outcomes, found.bads, found.of("size").strength) == (0, 0, None)
    assert profile(table({"size": [1.0] * 9}, year[:9]), outcomes([False] * 9)).of(
        "size"
    ).strength is None  # fmt: skip


def test_one_application_without_a_value_is_profiled():
    found = profile(table({"size": np.array([np.nan])}, [date(2025, 1, 1)]), NO_OUTCOMES)
    assert (found.n, found.of("size").is_missing_everywhere) == (1, True)


def test_months_have_quantiles_of_known_values():
    values = np.array([*range(11), np.nan])
    found = profile(table({"size": values}, [date(2025, 1, 5)] * 12), NO_OUTCOMES)
    (month,) = found.of("size").months
    assert (month.month, month.n, month.missing) == (date(2025, 1, 1), 12, 1)
    assert (month.p10, month.median, month.p90) == (1, 5, 9)


def test_rank_correlation_agrees_with_pandas(rng):
    frame = pd.DataFrame(rng.normal(size=(300, 4)), columns=list("abcd")).round(1)
    frame["d"] = frame["a"] ** 3 + 0.1 * frame["b"]
    assert rank_correlation(frame).to_numpy() == pytest.approx(
        frame.corr(method="spearman").to_numpy()
    )
    frame.loc[:280, "b"] = np.nan
    assert rank_correlation(frame).loc["b"].isna().all()


def test_clusters_name_the_worthiest_first_and_hold_pairwise():
    """a-b .9 and b-c .9 but a-c .7: complete linkage does not chain them into one."""
    rho = pd.DataFrame(
        [[1, 0.9, 0.7, 0], [0.9, 1, -0.85, 0], [0.7, -0.85, 1, 0], [0, 0, 0, 1]],
        index=list("abcd"), columns=list("abcd"),
    )  # fmt: skip
    (found,) = clusters(rho, {"a": 0.1, "b": 0.3, "c": 0.2, "d": 0.4}.__getitem__)
    assert (found.names, found.keep, found.weakest) == (("b", "a"), "b", 0.9)


def test_features_that_move_together_are_found_in_a_book(year):
    x = np.arange(200.0)
    found = profile(
        table({"x": x, "square": x**2, "other": x % 7}, year), outcomes([True, False] * 100)
    )
    (cluster,) = found.clusters
    assert (set(cluster.names), cluster.weakest) == ({"x", "square"}, pytest.approx(1))
