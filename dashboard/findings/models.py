"""What the Models page says about champion, baselines, calibration and drift."""

from collections.abc import Sequence
from dataclasses import dataclass

from scipy.stats import binom

from dashboard import formats
from pipelines.model import Manifest
from pipelines.model.baselines import Baseline
from pipelines.stats.calibration import CalibrationBin
from pipelines.stats.intervals import Interval


@dataclass(frozen=True)
class Calibration:
    """How many bins' intervals miss the mean PD, and whether chance explains that."""

    bins: int
    missed: int

    @property
    def agrees(self) -> bool:
        """Whether so many misses, at 5 % each, happen by chance in at least 5 of 100 models."""
        return self.missed == 0 or float(binom.sf(self.missed - 1, self.bins, 0.05)) >= 0.05

    @property
    def verdict(self) -> str:
        """The verdict in a word."""
        return "Agrees" if self.agrees else "Off"


def calibration(table: Sequence[CalibrationBin]) -> Calibration:
    """Count the bins whose 95 % interval of the observed rate does not hold their mean PD."""
    missed = sum(not row.low <= row.mean_pd <= row.high for row in table)
    return Calibration(len(table), missed)


def interval(found: Interval, digits: int = 3) -> str:
    """An interval in words: `0.749 to 0.925`."""
    return f"{found.low:.{digits}f} to {found.high:.{digits}f}"


def difference(found: Interval) -> str:
    """A signed difference with its interval: `+0.047 (-0.038 to +0.132)`."""
    return f"{found.estimate:+.3f} ({found.low:+.3f} to {found.high:+.3f})"


def quality(manifest: Manifest) -> str:
    """How well the champion ranks, and whether it is shown to beat each baseline."""
    metrics = manifest.metrics
    text = (
        f"The champion's AUC is {metrics.auc.estimate:.3f} (95 % interval {interval(metrics.auc)}) "
        f"on {formats.plural(metrics.n, 'outcome')}, {metrics.bads:,} of them bad."
    )
    return " ".join([text, *(against(baseline) for baseline in manifest.baselines)])


def against(baseline: Baseline) -> str:
    """What the paired difference to a baseline shows."""
    name = baseline.label[:1].lower() + baseline.label[1:]
    found = baseline.champion_minus
    if found.low > 0:
        return f"It beats {name} by {difference(found)}."
    if found.high < 0:
        return f"It is worse than {name} by {difference(found)}."
    return f"Not shown to beat {name}: {difference(found)} holds zero."


def beaten(manifest: Manifest) -> str:
    """How many baselines the champion is shown to beat: `0 of 2`."""
    shown = sum(baseline.champion_minus.low > 0 for baseline in manifest.baselines)
    return f"{shown} of {len(manifest.baselines)}"


def calibrated(manifest: Manifest) -> str:
    """Whether the PDs mean what they say."""
    found = calibration(manifest.calibration_table)
    held = f"{found.bins - found.missed} of {found.bins}"
    judged = "as chance allows" if found.agrees else "more misses than chance explains"
    return (
        f"In {held} bins the interval of the observed default rate holds the mean PD, {judged}. "
        f"ECE {manifest.metrics.ece:.3f}, Brier {manifest.metrics.brier:.3f}."
    )


def separation(manifest: Manifest) -> str:
    """How far the scores of bads and goods lie apart."""
    metrics = manifest.metrics
    return (
        f"At the best cut {formats.rate(metrics.ks)} more of the bads than of the goods lie "
        f"above it (KS); Gini {metrics.gini:.3f}."
    )


def compared(first: str, second: str, found: Interval, n: int) -> str:
    """Which of two models ranks the cases both were judged on better."""
    if found.low <= 0 <= found.high:
        return (
            f"No difference beyond noise: AUC of {first} minus {second} is {difference(found)} "
            f"holds zero, on {n:,} common cases."
        )
    better = first if found.estimate > 0 else second
    return f"{better} ranks better: {difference(found)} ({first} minus {second}), n = {n:,}."
