"""What a validation looks at: a finished training, who the judged cases are, and the policy."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.model.evaluate import JudgedFold
from pipelines.model.fit import Fitter, pool, raw_scores
from pipelines.model.policy import ModelPolicy
from pipelines.model.record import Training
from pipelines.model.split import Rows, new_merchants
from pipelines.store import History, sql_text

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class ValidationCase:
    """A training with its judged cases.

    `cohorts` has the judged cases' index and columns of text that divide them, such as industry;
    empty where nothing is known. `applied_at` has the same index.
    """

    training: Training
    policy: ModelPolicy
    cohorts: pd.DataFrame
    applied_at: pd.Series

    @property
    def fitter(self) -> Fitter:
        """Data, parameters, seed and threads of the training."""
        return self.training.fitter

    @property
    def judged(self) -> pd.DataFrame:
        """The judged cases: index application_id; bad, score, pd_before, pd."""
        return self.training.evaluation.judged

    @property
    def folds(self) -> tuple[JudgedFold, ...]:
        """The judged models with the rows they learned from and were judged on."""
        return self.training.evaluation.folds

    @property
    def is_out_of_time(self) -> bool:
        """Whether the judged cases are a later hold-out."""
        return self.training.split.is_out_of_time

    @property
    def rows(self) -> Rows:
        """Row numbers of the judged cases, in the order of `judged`."""
        return self.training.evaluation.rows

    def frame(self) -> pd.DataFrame:
        """The features of the judged cases, in the order of `judged`."""
        return self.fitter.data.frame.iloc[self.rows]

    def scores(self, frame: pd.DataFrame) -> Numbers:
        """Log-odds of the judged cases with other features, each by the model that judged it."""
        data = self.fitter.data
        found = np.empty(len(data.bad))
        changed = frame.set_axis(self.rows, axis=0)
        for fold in self.folds:
            part = pool(changed.loc[fold.judged], data.categorical)
            found[fold.judged] = raw_scores(fold.booster, part)
        return found[self.rows]


def validation_case(training: Training, history: History, policy: ModelPolicy) -> ValidationCase:
    """Join the judged cases with what the history knows of their merchants."""
    evaluation, data = training.evaluation, training.fitter.data
    judged = evaluation.judged
    known = history.frame(sql_text(__file__, "sql/merchants.sql")).set_index("application_id")
    cohorts = known.reindex(judged.index)
    if training.split.is_out_of_time:
        new = new_merchants(data, (evaluation.folds[0].fitted, evaluation.rows))
        cohorts["merchant"] = np.where(new, "new to the model", "known to the model")
    cohorts = cohorts.loc[:, cohorts.nunique() > 1]
    applied_at = pd.Series(data.applied_at, index=data.frame.index).loc[judged.index]
    return ValidationCase(training, policy, cohorts, applied_at)
