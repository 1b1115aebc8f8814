"""What a model can learn from the world: as much as it should, and less from what was approved.

The base world's exports enter by the import, the features are the workbench's own and so is the
model; only the outcomes are the truth's, for those of the declined are nowhere else.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from pipelines.features import feature_frame
from pipelines.model.data import TrainingData, labelled
from pipelines.model.fit import Fitter, default_parameters
from pipelines.model.progress import Watch
from pipelines.model.search import search_trees
from pipelines.settings import Settings
from pipelines.stats.discrimination import auc
from pipelines.store import History

FITTED_SHARE = 0.60

pytestmark = pytest.mark.long


@dataclass(frozen=True)
class Judged:
    """The latest applications: default, score and true PD of each, and whether it was approved."""

    bad: NDArray[np.int64]
    score: NDArray[np.float64]
    true_pd: NDArray[np.float64]
    approved: NDArray[np.bool_]


@pytest.fixture(scope="module")
def truth(big):
    folder = big.with_name(f"{big.name}-truth")
    return pd.read_parquet(folder / "truth.parquet").set_index("application_id")


@pytest.fixture(scope="module")
def data(whole_store, truth) -> TrainingData:
    """Every application with its features and what would have become of it."""
    outcomes = pd.DataFrame(
        {"is_default": truth.would_default, "observed_through": pd.Timestamp("2026-09-30")}
    )
    with History(Settings(store=whole_store)) as history:
        return labelled(feature_frame(history), outcomes)


@pytest.fixture(scope="module")
def judged(data, truth) -> Judged:
    """A default model of the first six tenths by time, judged on the rest."""
    order = np.argsort(data.applied_at, kind="stable")
    first, last = np.split(order, [int(FITTED_SHARE * len(order))])
    fitter = Fitter(
        data,
        default_parameters(int(data.bad[first].sum())),
        seed=1,
        threads=2,
        watch=Watch(2, None, None),
    )
    model = fitter.fit(first, trees=search_trees(fitter, first, text="trees").trees, text="fit")
    known = truth.loc[data.frame.index]
    return Judged(
        bad=data.bad[last],
        score=fitter.score(model, last),
        true_pd=known.true_pd.to_numpy()[last],
        approved=known.approved.to_numpy()[last],
    )


def test_all_applications_come_through_the_import_with_features(data, truth):
    assert len(data.bad) == len(truth) > 15_000
    assert data.bad.sum() == truth.would_default.sum()


def test_a_default_model_ranks_all_applicants_as_well_as_published_ones_do(judged):
    """AUC .74-.80 out of time; the standard error of some 6,000 applicants is .01."""
    assert 0.74 <= auc(judged.bad, judged.score) <= 0.80


def test_a_model_ranks_the_approved_less_well_than_all_applicants(judged):
    """Range restriction: the old policy has taken out most of those that are easy to tell."""
    approved = judged.approved
    of_approved = auc(judged.bad[approved], judged.score[approved])
    assert 0.55 < of_approved < auc(judged.bad, judged.score) - 0.05


def test_no_model_ranks_better_than_the_truth(judged):
    assert auc(judged.bad, judged.score) < auc(judged.bad, judged.true_pd)
