"""What would help: the exhaustive search over applicants turned down, and DiCE on the same ones."""

import importlib.util
import time
from pathlib import Path

import numpy as np
import pandas as pd

from pipelines.deciding import Desk, decide_application, open_desk, requested_recourse
from pipelines.settings import Settings
from pipelines.store import History
from tests.benchmarks.figures import Figure

APPLICANTS = 50
RIVAL_APPLICANTS = 5
TURNED_DOWN = ("decline", "refer")


def measure(store: Path) -> list[Figure]:
    """Search for each of some applicants the book's policy turns down."""
    settings = Settings(store=store)
    with History(settings) as history:
        desk = open_desk(settings, history)
        chosen = _turned_down(desk, history)
        requested_recourse(desk, history, chosen[0])
        searches, seconds = [], []
        for name in chosen:
            started = time.perf_counter()
            searches.append(requested_recourse(desk, history, name))
            seconds.append(time.perf_counter() - started)
    helped = np.mean([bool(found.found) for found in searches])
    tried = np.median([found.tried for found in searches])
    return [
        Figure("recourse: combinations decided for an applicant, p50", f"{tried:,.0f}"),
        Figure("recourse: exhaustive search and proof, p50/p95", _percentiles(seconds), "150 ms"),
        Figure("recourse: share of those turned down whom a change helps", f"{helped:.0%}"),
        *_rival(desk, chosen[:RIVAL_APPLICANTS]),
    ]


def _turned_down(desk: Desk, history: History) -> list[str]:
    """Applicants declined or referred, spread over the book."""
    amounts = desk.table.applications["order_amount_cents"]
    found = []
    for name, amount in amounts.sample(frac=1, random_state=1).items():
        decided = decide_application(desk, history, name, amount_cents=int(amount))
        if decided.decision.decision in TURNED_DOWN:
            found.append(str(name))
        if len(found) == APPLICANTS:
            break
    return found


def _rival(desk: Desk, chosen: list[str]) -> list[Figure]:
    """DiCE's random search for a PD within the cut-off, over the features that levers move.

    It knows no policy and proves no absence, so time and features changed are all that compares;
    missing values, which it does not take, are medians.
    """
    if importlib.util.find_spec("dice_ml") is None:
        return []
    import dice_ml

    frame = desk.table.frame[list(desk.model.features)]
    frame = frame.fillna(frame.median()).fillna(0)
    data = frame.assign(
        turned_down=(desk.model.pd(desk.model.score(frame)) > desk.policy.cut_off).astype(int)
    )
    rival = dice_ml.Dice(
        dice_ml.Data(dataframe=data, continuous_features=list(frame), outcome_name="turned_down"),
        dice_ml.Model(model=_Judge(desk), backend="sklearn"),
        method="random",
    )
    seconds, changed = [], []
    free = [name for name in desk.recourse.names if name in frame]
    for name in chosen:
        started = time.perf_counter()
        answer = rival.generate_counterfactuals(
            frame.loc[[name]], total_CFs=3, desired_class=0, features_to_vary=free
        )
        seconds.append(time.perf_counter() - started)
        found = answer.cf_examples_list[0].final_cfs_df[list(frame)].astype(float)
        changed.append(float((found != frame.loc[name]).sum(axis=1).mean()))
    moved = f"{np.mean(changed):.1f}" if changed else "none"
    return [
        Figure("recourse: DiCE (random), three answers, p50/p95", _percentiles(seconds)),
        Figure("recourse: features that DiCE changes, mean", moved),
    ]


class _Judge:
    """The champion as DiCE calls a model: 1 where the PD is above the policy's cut-off."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def predict_proba(self, frame: pd.DataFrame) -> np.ndarray:
        """Two columns: odds against and for being turned down, one half at the cut-off."""
        model, cut_off = self._desk.model, self._desk.policy.cut_off
        pds = model.pd(model.score(frame.astype(float)))
        bad = np.where(pds > cut_off, 0.5 + pds / 2, pds / cut_off / 2)
        return np.column_stack([1 - bad, bad])

    def predict(self, frame: pd.DataFrame) -> np.ndarray:
        """The class."""
        return (self.predict_proba(frame)[:, 1] > 0.5).astype(int)


def _percentiles(seconds: list[float]) -> str:
    middle, high = np.percentile(seconds, [50, 95]) * 1e3
    return f"{middle:,.0f}/{high:,.0f} ms"
