"""What the Models page says about drift, realised against predicted, and training again."""

import re
from collections.abc import Mapping

from dashboard import formats
from pipelines.monitoring import MonitoringReport

VERDICTS = {"keep": "Keep", "watch": "Watch", "retrain": "Train again"}
REASONS = {
    "keep": "no threshold is passed",
    "watch": "a threshold to watch is passed",
    "retrain": "a threshold to act on is passed",
}
BASES = {
    "later": "outcomes after the training",
    "judged": "held out at the training",
    "fitted": "learned from, so flattering",
}


def named(text: str, labels: Mapping[str, str]) -> str:
    """The text with the features' names as a page writes them; single words stay as they are."""
    return re.sub(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b", lambda m: labels.get(m[0], m[0]), text)


def drift_verdict(found: MonitoringReport) -> tuple[str, str]:
    """Whether the PDs of the newest applications have moved, in a word and with the figures."""
    shift = found.score_drift
    if shift is None:
        return formats.NO_VALUE, "too few to compare"
    alert = next((alert for alert in found.alerts if alert.kind == "score drift"), None)
    word = "Stable" if alert is None else "Shifted" if alert.severity == "act" else "Watch"
    return word, f"PSI {shift.psi:.3f}, chance {shift.bound:.3f}"


def verdict(found: MonitoringReport, labels: Mapping[str, str]) -> str:
    """The verdict with its evidence."""
    evidence = " ".join(named(sentence, labels) for sentence in found.evidence)
    return f"{VERDICTS[found.verdict]}: {evidence}"


def realised(found: MonitoringReport) -> str:
    """What was predicted and what happened since the training, or that nothing has yet."""
    overall = found.overall
    if overall is not None:
        return (
            f"Since the training {formats.plural(overall.n, 'outcome')} came in: "
            f"{formats.pd(overall.mean_pd)} predicted, {formats.rate(overall.rate.estimate)} "
            f"({formats.rate(overall.rate.low)} to {formats.rate(overall.rate.high)}) went bad."
        )
    held = [row for row in found.vintages if row.basis == "judged"]
    n = sum(row.n for row in held)
    if not n:
        return "No outcome has come in since the training, and none was held out."
    low = sum(row.light == "red" for row in held)
    return (
        f"No outcome has come in since the training. Of {formats.plural(len(held), 'quarter')} "
        f"held out (n = {n:,}) {low or 'none'} had PDs too low beyond chance."
    )
