"""One look at a model on the newest version of its book."""

import pandas as pd

from pipelines.features import feature_frame
from pipelines.model import Manifest, ModelPolicy
from pipelines.model.data import DEFAULT
from pipelines.monitoring import alerts as raised
from pipelines.monitoring.cases import Cases, scored_cases
from pipelines.monitoring.feature_drift import feature_drift
from pipelines.monitoring.realised import LATER, realised_since, vintages
from pipelines.monitoring.records import FeatureDrift, MonitoringReport
from pipelines.monitoring.shift import Shift, shift
from pipelines.profile.periods import periods
from pipelines.store import History


def monitor(
    history: History, manifest: Manifest, judged: pd.DataFrame, policy: ModelPolicy
) -> MonitoringReport:
    """How the model does on the published history; `judged` are the cases of its validation.

    Refused where the store's scores are by another model or none, or the model is of another book.
    """
    thresholds, version = policy.monitoring, history.version()
    found = scored_cases(history, manifest, judged, fewest=thresholds.fewest_cases)
    frame = found.frame if manifest.label == DEFAULT else found.frame.assign(bad=float("nan"))
    features = _features(history, manifest, found, policy)
    drifted = _score_drift(found, thresholds.fewest_cases)
    later = frame[(frame["basis"] == LATER) & frame["bad"].notna()]
    overall, by_quarter = realised_since(later, policy), vintages(frame, judged, policy)
    new = int((found.frame["basis"] == LATER).sum())
    alerts = (
        *raised.calibration_alerts(overall, by_quarter, policy),
        *raised.discrimination_alerts(later, manifest, thresholds),
        *raised.score_alerts(drifted, thresholds),
        *raised.outcome_alerts(new, manifest.n, thresholds),
        *raised.feature_alerts(features, thresholds),
    )
    return MonitoringReport(
        model_id=manifest.model_id,
        version_id=version.version_id,
        policy_version=policy.version,
        as_of=version.book.as_of,
        periods=None if found.newest is None else periods(found.frame["applied_at"], found.newest),
        score_drift=drifted,
        reach=_reach(found, thresholds.fewest_cases),
        features=features,
        overall=overall,
        vintages=by_quarter,
        new_outcomes=new,
        new_outcomes_share=new / manifest.n,
        alerts=alerts,
        verdict=raised.verdict(alerts),
        evidence=raised.evidence(alerts, features),
    )


def _features(
    history: History, manifest: Manifest, found: Cases, policy: ModelPolicy
) -> tuple[FeatureDrift, ...]:
    if found.newest is None:
        return ()
    return feature_drift(feature_frame(history), manifest, found.newest, policy.monitoring)


def _score_drift(found: Cases, fewest: int) -> Shift | None:
    """The newest applications against the others."""
    if found.newest is None:
        return None
    pds = found.frame["pd"]
    return shift(pds[~found.newest], pds[found.newest], fewest=fewest)


def _reach(found: Cases, fewest: int) -> Shift | None:
    """Applications without an outcome against those with one."""
    known, pds = found.frame["bad"].notna(), found.frame["pd"]
    return shift(pds[known], pds[~known], fewest=fewest)
