"""Reject inference: training cases from applications that were declined, without an outcome.

Outcomes are known of approved applications only. The methods differ in what they assume about the
declined, and no data of the lender can tell which assumption holds: what makes a decline and a
default alike but is in no feature stays unseen (Hand & Henley 1993). Gains found in practice are
small where most applicants are approved (Crook & Banasik 2004).
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.errors import Refused
from pipelines.model.baselines import logistic_pipeline
from pipelines.model.data import TrainingData

Method = Literal["none", "fuzzy", "parcelling", "reweighting"]
METHODS: tuple[Method, ...] = ("none", "fuzzy", "parcelling", "reweighting")
PARCELS = 10
LEAST_ACCEPTANCE = 0.05
"""An acceptance less likely counts as this likely: no case stands for more than 20 applicants."""


@dataclass(frozen=True)
class Declined:
    """Declined applications, in the same order in every field.

    `frame` has the labelled cases' feature columns, `pd` each case's PD in [0, 1] under the model
    of the labelled cases alone.
    """

    frame: pd.DataFrame
    applied_at: pd.DatetimeIndex
    merchants: NDArray[np.object_]
    pd: NDArray[np.float64]


def infer(
    method: Method, data: TrainingData, declined: Declined, *, seed: int, risk_factor: float = 1.0
) -> TrainingData:
    """Return the training data that `method` makes of labelled and declined cases.

    `risk_factor` is how many times the PD of the declined is that of approved with the same
    features; fuzzy augmentation and parcelling use it. Refused where the declined lack a feature or
    a PD is none.
    """
    _check(data, declined, risk_factor)
    if method == "none":
        return data
    if method == "fuzzy":
        return fuzzy(data, declined, risk_factor=risk_factor)
    if method == "parcelling":
        return parcelling(data, declined, seed=seed, risk_factor=risk_factor)
    return reweighting(data, declined)


def fuzzy(data: TrainingData, declined: Declined, *, risk_factor: float = 1.0) -> TrainingData:
    """Add each declined case twice: as a bad that weighs its PD and as a good that weighs the rest.

    Assumes that declined default as often as approved with the same features, times `risk_factor`
    (Siddiqi 2006, chapter 6). With a factor of 1 a model learns from it only what it knew.
    """
    pd_ = np.minimum(declined.pd * risk_factor, 1.0)
    as_bads = _added(data, declined, np.ones(len(pd_), dtype=np.int64), pd_)
    return _added(as_bads, declined, np.zeros(len(pd_), dtype=np.int64), 1 - pd_)


def parcelling(
    data: TrainingData, declined: Declined, *, seed: int, risk_factor: float = 1.0
) -> TrainingData:
    """Add each declined case once, called bad or good by lot within its tenth of the PDs.

    Each tenth has as many bads as its PDs sum to, times `risk_factor`, rounded. Assumes what fuzzy
    augmentation does, and adds the lot's noise (Siddiqi 2006, chapter 6).
    """
    rng = np.random.default_rng(seed)
    bad = np.zeros(len(declined.pd), dtype=np.int64)
    for parcel in np.array_split(np.argsort(declined.pd, kind="stable"), PARCELS):
        bads = min(round(float(declined.pd[parcel].sum()) * risk_factor), len(parcel))
        bad[rng.permutation(parcel)[:bads]] = 1
    return _added(data, declined, bad, np.ones(len(bad)))


def reweighting(data: TrainingData, declined: Declined) -> TrainingData:
    """Let each labelled case stand for the declined like it: weight over its chance of acceptance.

    The chance is a logistic regression's of labelled against declined, no less than 5 %; weights
    are scaled to sum to all applicants. Assumes that given the features a decline says nothing
    about the outcome, and that every kind of applicant is sometimes accepted (inverse probability
    weighting, Horvitz & Thompson 1952; Hand & Henley 1993; little gain in Crook & Banasik 2004).
    """
    weight = data.weight / np.maximum(_acceptance(data, declined), LEAST_ACCEPTANCE)
    applicants = data.weight.sum() + len(declined.pd)
    return replace(data, weight=weight * applicants / weight.sum())


def _acceptance(data: TrainingData, declined: Declined) -> NDArray[np.float64]:
    """Return the labelled cases' chance of acceptance in [0, 1]."""
    inferred = np.zeros(len(declined.pd), dtype=np.int64)
    everyone = _added(
        replace(data, bad=np.ones_like(data.bad)), declined, inferred, np.ones(len(inferred))
    )
    model = logistic_pipeline(everyone)
    model.fit(everyone.frame, everyone.bad, logisticregression__sample_weight=everyone.weight)
    return np.asarray(model.predict_proba(data.frame))[:, 1]


def _added(
    data: TrainingData,
    declined: Declined,
    bad: NDArray[np.int64],
    weight: NDArray[np.float64],
) -> TrainingData:
    """Append the declined; as no outcome of theirs is ever known, `known_on` is the application."""
    return replace(
        data,
        frame=pd.concat([data.frame, declined.frame[list(data.frame.columns)]]),
        bad=np.concatenate([data.bad, bad]),
        applied_at=pd.DatetimeIndex(data.applied_at.append(declined.applied_at)),
        known_on=pd.DatetimeIndex(data.known_on.append(declined.applied_at)),
        merchants=np.concatenate([data.merchants, declined.merchants]),
        weight=np.concatenate([data.weight, weight]),
    )


def _check(data: TrainingData, declined: Declined, risk_factor: float) -> None:
    """Refuse declined cases that do not fit the labelled ones."""
    absent = [str(name) for name in data.frame if name not in declined.frame]
    if absent:
        raise Refused(f"The declined lack {', '.join(absent)}: run features, then infer again")
    if len(declined.pd) != len(declined.frame):
        raise Refused(
            f"{len(declined.pd)} PDs for {len(declined.frame)} declined: score them all first"
        )
    if not ((declined.pd >= 0) & (declined.pd <= 1)).all():
        raise Refused("A declined case has a PD outside 0 to 1: score the declined anew")
    if not risk_factor > 0:
        raise Refused(f"The risk factor is {risk_factor}: give one above 0, 1 for no difference")
