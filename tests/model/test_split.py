from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pipelines.errors import Refused
from pipelines.model.data import labelled
from pipelines.model.split import FOLDS, REPEATS, split, stratified_folds
from tests.model.sample import sample_outcomes, sample_table


def labelled_over(days, n=1_000, known_after=100):
    table = sample_table(n, days=days)
    return labelled(table, sample_outcomes(table, known_after=known_after))


def test_one_date_is_cross_validated_with_every_case_judged_once_a_repeat(data):
    found = split(data, seed=1)
    assert "cross-validation" in found.text
    assert "3 times" in found.text
    assert [len(repeat) for repeat in found.repeats] == [FOLDS] * REPEATS
    for repeat in found.repeats:
        judged = np.sort(np.concatenate([judge for _, judge in repeat]))
        assert (judged == np.arange(len(data.bad))).all()


def test_folds_are_stratified(data):
    rates = [data.bad[judge].mean() for _, judge in split(data, seed=1).repeats[0]]
    assert max(rates) - min(rates) < 0.03


def test_applications_of_a_merchant_stay_together(data):
    merchants = np.repeat([f"m{i}" for i in range(len(data.bad) // 2)], 2).astype(object)
    for fit, judge in stratified_folds(data.bad, merchants, folds=5, seed=1):
        assert not set(merchants[fit]) & set(merchants[judge])


def test_a_long_span_is_judged_out_of_time_with_outcomes_known_at_the_cut():
    data = labelled_over(720)
    found = split(data, seed=1)
    ((fit, judge),) = found.repeats[0]
    assert found.text.startswith("out of time")
    assert len(judge) == pytest.approx(250, abs=2)
    assert data.known_on[fit].max() <= data.applied_at[judge].min()


def test_a_short_span_is_cross_validated():
    assert "cross-validation" in split(labelled_over(150), seed=1).text


def test_outcomes_not_known_at_the_cut_are_not_used_out_of_time():
    assert "cross-validation" in split(labelled_over(720, known_after=600), seed=1).text


def test_too_few_bads_in_the_newest_quarter_are_not_relied_on():
    data = labelled_over(720)
    newest = data.applied_at >= pd.Timestamp("2019-06-01")
    spared = replace(data, bad=np.where(newest, 0, data.bad))
    assert "cross-validation" in split(spared, seed=1).text


def test_a_newest_quarter_of_bads_alone_is_no_hold_out():
    data = labelled_over(720)
    newest = data.applied_at >= pd.Timestamp("2019-06-01")
    assert (
        "cross-validation" in split(replace(data, bad=np.where(newest, 1, data.bad)), seed=1).text
    )


def test_fewer_merchants_than_folds_are_refused(data):
    few = np.array([f"m{i % 3}" for i in range(len(data.bad))], dtype=object)
    with pytest.raises(Refused, match="of 3 merchants, too few"):
        split(replace(data, merchants=few), seed=1)
