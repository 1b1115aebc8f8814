"""Does each grade of the master scale default as often as its PDs say?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.model.fit import pool, raw_scores
from pipelines.model.policy import Light, ModelPolicy
from pipelines.stats.bins import quantile_cuts
from pipelines.stats.calibration_tests import (
    HosmerLemeshow,
    binomial_p_value,
    hosmer_lemeshow,
    jeffreys_p_value,
)
from pipelines.stats.intervals import Interval, jeffreys_interval
from pipelines.validation.case import Numbers, ValidationCase

GROUPS = 10


@dataclass(frozen=True)
class GradeCalibration:
    """One grade: its cases, mean PD and observed rate, and the tests of "the PD is not too low".

    `pd_up_to` is the grade's upper bound and `points_from` the points that belong to it.
    """

    grade: str
    pd_up_to: float
    points_from: float
    n: int
    bads: int
    mean_pd: float
    rate: Interval
    jeffreys: float
    binomial: float
    light: Light


@dataclass(frozen=True)
class Calibration:
    """By grade that holds cases, and the Hosmer-Lemeshow tests over tenths of the cases.

    `out_of_sample` is of the judged cases (as many degrees of freedom as groups), `in_sample` of
    those the judged model was fitted on (two fewer); None where too few groups can be told apart.
    """

    grades: tuple[GradeCalibration, ...]
    out_of_sample: HosmerLemeshow | None
    in_sample: HosmerLemeshow | None

    @property
    def green(self) -> int:
        """How many grades have a green light."""
        return sum(row.light == "green" for row in self.grades)


def calibration(case: ValidationCase) -> Calibration:
    """Test the judged cases' PDs, and those of the fitted cases beside them."""
    judged = case.judged
    fitted_bad, fitted_pd = _fitted(case)
    return Calibration(
        grades=by_grade(judged, case.policy),
        out_of_sample=_by_tenths(judged["bad"].to_numpy(float), judged["pd"].to_numpy(), False),
        in_sample=_by_tenths(fitted_bad, fitted_pd, True),
    )


def by_grade(judged: pd.DataFrame, policy: ModelPolicy) -> tuple[GradeCalibration, ...]:
    """Test cases with columns bad and pd grade by grade, safest first; empty grades left out."""
    grades = pd.Series(policy.grades_for(judged["pd"].to_numpy()), index=judged.index)
    held = [
        (grade, bound, judged[grades == grade])
        for grade, bound in policy.scale
        if (grades == grade).any()
    ]
    return tuple(_grade(grade, bound, part, policy) for grade, bound, part in held)


def _grade(grade: str, bound: float, part: pd.DataFrame, policy: ModelPolicy) -> GradeCalibration:
    n, bads, mean = len(part), int(part["bad"].sum()), float(part["pd"].mean())
    jeffreys = jeffreys_p_value(bads, n, mean)
    return GradeCalibration(
        grade=grade,
        pd_up_to=bound,
        points_from=float(policy.points(min(bound, 1 - 1e-9))),
        n=n,
        bads=bads,
        mean_pd=mean,
        rate=jeffreys_interval(bads, n),
        jeffreys=jeffreys,
        binomial=binomial_p_value(bads, n, mean),
        light=policy.light(jeffreys),
    )


def _fitted(case: ValidationCase) -> tuple[Numbers, Numbers]:
    """Outcomes and PDs of the cases the first judged model was fitted on."""
    fold, data = case.folds[0], case.fitter.data
    cases = pool(data.frame.iloc[fold.fitted], data.categorical)
    found = case.training.evaluation.calibration.pd(raw_scores(fold.booster, cases))
    return data.bad[fold.fitted].astype(float), found


def _by_tenths(bad: Numbers, pd_: Numbers, fitted: bool) -> HosmerLemeshow | None:
    places = np.searchsorted(quantile_cuts(pd_, GROUPS), pd_, side="right")
    n = np.bincount(places)
    if len(n) < 4:
        return None
    defaults = np.bincount(places, weights=bad)
    mean = np.bincount(places, weights=pd_) / n
    return hosmer_lemeshow(defaults, n, mean, fitted=fitted)
