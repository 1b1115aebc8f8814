"""The tripwire for a feature that knows the outcome."""

import numpy as np

from pipelines.model.data import TrainingData
from pipelines.model.metrics import Metrics
from pipelines.stats.discrimination import auc

SUSPICIOUS_AUC = 0.85
"""Published credit models on transaction data reach .74 to .80."""
FEWEST_CASES = 1_000
"""Below this an AUC that high is within the reach of chance, unless its interval says otherwise."""


def leakage_warnings(metrics: Metrics, data: TrainingData) -> tuple[str, ...]:
    """Warn of an AUC too good to be true, naming the feature that separates best alone."""
    area = metrics.auc.estimate
    certain = metrics.n >= FEWEST_CASES or metrics.auc.low > SUSPICIOUS_AUC
    if area <= SUSPICIOUS_AUC or not certain:
        return ()
    name, alone = strongest_feature(data)
    return (
        f"check leakage: AUC {area:.3f} is above {SUSPICIOUS_AUC} on {metrics.n:,} cases; "
        f"{name} alone reaches {alone:.3f}",
    )


def strongest_feature(data: TrainingData) -> tuple[str, float]:
    """Return the numeric feature with the highest AUC alone, in either direction, and that AUC."""
    areas = {}
    for feature in data.features:
        if feature.name in data.categorical:
            continue
        values = data.frame[feature.name].to_numpy(dtype=float)
        known = np.isfinite(values)
        if 0 < data.bad[known].sum() < known.sum():
            area = auc(data.bad[known], values[known])
            areas[feature.name] = max(area, 1 - area)
    if not areas:
        return "no numeric feature", 0.5
    best = max(areas, key=areas.__getitem__)
    return best, areas[best]
