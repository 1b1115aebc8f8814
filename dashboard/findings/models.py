"""What the Models page says about the champion, its rivals and the cases it was judged on."""

from collections.abc import Sequence
from dataclasses import dataclass

from scipy.stats import binom

from dashboard import formats
from pipelines.model import Comparison, Manifest
from pipelines.stats.calibration import CalibrationBin
from pipelines.stats.intervals import Interval
from pipelines.validation import ValidationReport

MANY_USES = 5
"""From so many models judged on one hold-out its figures are read with caution."""


@dataclass(frozen=True)
class Rival:
    """Something else that ranks the same cases: its AUC, and the champion's minus it (paired)."""

    name: str
    auc: Interval
    champion_minus: Interval


def rivals(manifest: Manifest, report: ValidationReport | None) -> tuple[Rival, ...]:
    """The baselines of the training and the peers of the validation."""
    baselines = [Rival(b.label, b.auc, b.champion_minus) for b in manifest.baselines]
    peers = report.peers if report else ()
    return (*baselines, *(Rival(p.name, p.auc, p.model_minus) for p in peers))


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
    """A signed difference with its interval: `+0.047 (-0.038 to +0.132)`.

    A bound too near zero for three decimals gets a fourth, so that its sign can be believed.
    """
    digits = 4 if min(abs(found.low), abs(found.high)) < 0.0005 else 3
    return f"{found.estimate:+.{digits}f} ({found.low:+.{digits}f} to {found.high:+.{digits}f})"


def quality(manifest: Manifest, found: Sequence[Rival]) -> str:
    """How well the champion ranks, and which rivals it is shown to beat."""
    metrics = manifest.metrics
    text = (
        f"The champion's AUC is {metrics.auc.estimate:.3f} (95 % interval {interval(metrics.auc)}) "
        f"on {formats.plural(metrics.n, 'outcome')}, {metrics.bads:,} of them bad."
    )
    return " ".join([text, *(against(rival) for rival in found)])


def against(rival: Rival) -> str:
    """What the paired difference to a rival shows."""
    name, found = _within_sentence(rival.name), rival.champion_minus
    if found.low > 0:
        return f"It beats {name} by {difference(found)}."
    if found.high < 0:
        return f"It is worse than {name} by {difference(found)}."
    return f"Not shown to beat {name}: {difference(found)} holds zero."


def _within_sentence(name: str) -> str:
    """A name with a small first letter, unless it is spelt with capitals inside."""
    return name if name[1:] != name[1:].lower() else name[:1].lower() + name[1:]


def beaten(found: Sequence[Rival]) -> str:
    """How many rivals the champion is shown to beat: `3 of 4`."""
    return f"{sum(rival.champion_minus.low > 0 for rival in found)} of {len(found)}"


def hold_out(uses: int) -> str:
    """How often the hold-out has been used, and what that means; nothing in cross-validation."""
    if not uses:
        return ""
    text = f"This hold-out has judged {formats.plural(uses, 'model')}"
    if uses < MANY_USES:
        return f"{text}."
    return (
        f"{text}: the best of so many owes part of its lead to chance. Read its figures with "
        "caution until newer outcomes make a fresh hold-out."
    )


def calibrated(manifest: Manifest) -> str:
    """Whether the PDs mean what they say."""
    found = calibration(manifest.calibration_table)
    held = f"{found.bins - found.missed} of {found.bins}"
    judged = "as chance allows" if found.agrees else "more misses than chance explains"
    return (
        f"In {held} bins the interval of the observed default rate holds the mean PD, {judged}. "
        f"ECE {manifest.metrics.ece:.3f}, Brier {manifest.metrics.brier:.3f}."
    )


def compared(found: Comparison) -> str:
    """Which of two models ranks the cases both were judged on better."""
    cases = f"{found.n:,} common cases, {found.bads:,} of them bad"
    minus = f"AUC of {found.first} minus {found.second}"
    if found.better is None:
        return (
            f"No difference beyond noise: {minus} is {difference(found.difference)}, an interval "
            f"that holds zero, on {cases}."
        )
    return f"{found.better} ranks better: {minus} is {difference(found.difference)}, on {cases}."


def swapped(found: Comparison) -> str:
    """Who changes sides where both approve the same number of cases."""
    groups = {group.who: group for group in found.swaps}
    won, lost = groups[f"{found.first} only"], groups[f"{found.second} only"]
    if not won.n and not lost.n:
        return "Both approve the same cases."
    rates = [formats.rate(group.rate.estimate) for group in (won, lost) if group.rate]
    return (
        f"Where each approves its {found.approved:,} cases of lowest PD, {won.n + lost.n:,} change "
        f"sides: of the {won.n:,} that only {found.first} approves {rates[0]} went bad "
        f"({won.bads:,}), of the {lost.n:,} that only {found.second} approves {rates[-1]} "
        f"({lost.bads:,})."
    )
