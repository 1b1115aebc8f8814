"""How the champion does on what came after its training, and whether to train again."""

from pipelines.monitoring.records import (
    Alert,
    FeatureDrift,
    MonitoringReport,
    Realised,
    Verdict,
)
from pipelines.monitoring.report import monitor
from pipelines.monitoring.shift import Shift, shift

__all__ = [
    "Alert",
    "FeatureDrift",
    "MonitoringReport",
    "Realised",
    "Shift",
    "Verdict",
    "monitor",
    "shift",
]
