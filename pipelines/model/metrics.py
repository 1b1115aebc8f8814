"""The figures by which models are told apart, on the cases they were judged on."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.stats.calibration import brier, ece, log_loss
from pipelines.stats.discrimination import gini, ks
from pipelines.stats.intervals import Interval, auc_interval


@dataclass(frozen=True)
class Metrics:
    """Figures on judged cases, with PDs that were calibrated without them.

    `ks` and `gini` are shares, not per cent.
    """

    n: int
    bads: int
    auc: Interval
    ks: float
    gini: float
    brier: float
    ece: float
    log_loss: float


def metrics_of(judged: pd.DataFrame, probability: str = "pd") -> Metrics:
    """Work the figures out of judged cases with columns bad, score and the named probability."""
    bad, score, pd_ = (_column(judged, name) for name in ("bad", "score", probability))
    return Metrics(
        n=len(bad),
        bads=int(bad.sum()),
        auc=auc_interval(bad, score),
        ks=ks(bad, score),
        gini=gini(bad, score),
        brier=brier(bad, pd_),
        ece=ece(bad, pd_),
        log_loss=log_loss(bad, pd_),
    )


def _column(frame: pd.DataFrame, name: str) -> NDArray[np.float64]:
    return frame[name].to_numpy(dtype=float)
