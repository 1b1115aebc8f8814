"""What passes a threshold of the model policy, and what follows from it."""

from collections.abc import Sequence

import pandas as pd

from pipelines.model import Manifest, ModelPolicy
from pipelines.model.policy import Thresholds
from pipelines.monitoring.realised import LATER
from pipelines.monitoring.records import Alert, FeatureDrift, Realised, Severity, Verdict
from pipelines.monitoring.shift import Shift
from pipelines.stats.discrimination import auc, auc_drop_p_value
from pipelines.stats.intervals import auc_standard_error
from pipelines.stats.multiplicity import holm


def score_alerts(found: Shift | None, thresholds: Thresholds) -> list[Alert]:
    """The PDs have moved: above `psi_watch` and beyond what sampling explains."""
    if found is None or found.psi <= max(thresholds.psi_watch, found.bound):
        return []
    act = found.psi > thresholds.psi_act
    threshold = thresholds.psi_act if act else thresholds.psi_watch
    text = (
        f"The PDs of the newest {found.n_other:,} applications have moved: PSI {found.psi:.3f} "
        f"against {threshold:g}, sampling alone up to {found.bound:.3f}."
    )
    return [Alert("score drift", "PD", found.psi, threshold, _severity(act), text)]


def feature_alerts(features: Sequence[FeatureDrift], thresholds: Thresholds) -> list[Alert]:
    """Features that moved beyond chance: to watch, for what counts is what they do to the PDs."""
    return [_feature_alert(row, thresholds) for row in features if row.drift.verdict != "stable"]


def _feature_alert(row: FeatureDrift, thresholds: Thresholds) -> Alert:
    moved = row.drift
    rise = moved.missing_now - moved.missing_before
    if rise >= thresholds.missing_rise:
        text = (
            f"{row.name} is missing in {moved.missing_now:.1%} of the newest applications, "
            f"{moved.missing_before:.1%} before: is its feed still complete?"
        )
        return Alert("missing values", row.name, rise, thresholds.missing_rise, "watch", text)
    threshold = thresholds.psi_act if moved.verdict == "shifted" else thresholds.psi_watch
    text = f"{row.name} has moved: PSI {moved.psi:.3f} against {threshold:g}."
    return Alert("feature drift", row.name, moved.psi, threshold, "watch", text)


def calibration_alerts(
    overall: Realised | None, vintages: Sequence[Realised], policy: ModelPolicy
) -> list[Alert]:
    """PDs off what happened since the training, over all of it and by quarter.

    Too low may call for action, too high is to watch: it costs business, not losses. P-values are
    adjusted for how many are looked at, both ways (Holm). What was known at the training is for its
    validation to judge, and raises no alert.
    """
    if overall is None:
        return []
    rows = [overall, *(row for row in vintages if row.basis == LATER)]
    too_low, too_high = holm([*(r.p_value for r in rows), *(1 - r.p_value for r in rows)]).reshape(
        2, len(rows)
    )
    found = [
        *((row, "low", float(p)) for row, p in zip(rows, too_low, strict=True)),
        *((row, "high", float(p)) for row, p in zip(rows, too_high, strict=True)),
    ]
    return [
        _calibration_alert(row, side, p_value, policy)
        for row, side, p_value in found
        if policy.light(p_value) != "green"
    ]


def _calibration_alert(row: Realised, side: str, p_value: float, policy: ModelPolicy) -> Alert:
    is_red = policy.light(p_value) == "red"
    what = "all since the training" if row.quarter is None else f"quarter from {row.quarter}"
    text = (
        f"The PDs were too {side} ({what}): {row.mean_pd:.1%} predicted, {row.rate.estimate:.1%} "
        f"realised ({row.bads:,} of {row.n:,}), adjusted Jeffreys p {p_value:.4f}."
    )
    severity = _severity(is_red and side == "low")
    threshold = policy.red if is_red else policy.green
    return Alert("calibration", what, p_value, threshold, severity, text)


def discrimination_alerts(
    later: pd.DataFrame, manifest: Manifest, thresholds: Thresholds
) -> list[Alert]:
    """The AUC since the training is below that of the validation by more than chance."""
    bads = int(later["bad"].sum())
    if min(bads, len(later) - bads) < thresholds.fewest_per_class:
        return []
    initial, current = manifest.metrics.auc.estimate, auc(later["bad"], later["pd"])
    error = auc_standard_error(later["bad"], later["pd"])
    p_value = auc_drop_p_value(initial, current, error) if error else 1.0
    if p_value > thresholds.auc_watch:
        return []
    act = p_value <= thresholds.auc_act
    threshold = thresholds.auc_act if act else thresholds.auc_watch
    text = (
        f"It ranks worse than at its validation: AUC {current:.3f} on {len(later):,} later "
        f"outcomes against {initial:.3f}, p {p_value:.4f}."
    )
    return [Alert("discrimination", "AUC", p_value, threshold, _severity(act), text)]


def outcome_alerts(new: int, learned: int, thresholds: Thresholds) -> list[Alert]:
    """Enough has happened since the training to learn from it."""
    share, threshold = new / learned, thresholds.new_outcomes_share
    if share <= threshold:
        return []
    text = (
        f"{new:,} outcomes have arrived since the training, {share:.0%} of the {learned:,} it "
        f"learned from; the policy trains again above {threshold:.0%}."
    )
    return [Alert("new outcomes", "outcomes", share, threshold, "act", text)]


def verdict(alerts: Sequence[Alert]) -> Verdict:
    """Retrain where any alert says act, watch where any is raised, keep otherwise."""
    if any(alert.severity == "act" for alert in alerts):
        return "retrain"
    return "watch" if alerts else "keep"


def evidence(alerts: Sequence[Alert], features: Sequence[FeatureDrift]) -> tuple[str, ...]:
    """The alerts as sentences, what to act on first; the features that moved share one."""
    others = [alert for alert in alerts if alert.kind != "feature drift"]
    sentences = [a.text for a in sorted(others, key=lambda alert: alert.severity != "act")]
    named = {alert.what for alert in alerts if alert.kind == "feature drift"}
    moved = [row for row in features if row.name in named]
    if moved:
        heaviest = max(moved, key=lambda row: row.importance)
        sentences.append(
            f"{len(moved)} of {len(features)} features have moved beyond chance, with "
            f"{sum(row.importance for row in moved):.0f} % of the model's importance; the most "
            f"important is {heaviest.name} (PSI {heaviest.drift.psi:.3f})."
        )
    return tuple(sentences) or ("No threshold of the model policy is passed.",)


def _severity(act: bool) -> Severity:
    return "act" if act else "watch"
