"""What the validation tabs of the Models page say, each from the record that is drawn."""

from collections.abc import Sequence

from dashboard import formats
from dashboard.findings.models import interval
from pipelines.model import Manifest
from pipelines.model.search import LossPoint
from pipelines.stats.calibration_tests import HosmerLemeshow
from pipelines.stats.curves import LiftPoint
from pipelines.stats.intervals import Interval
from pipelines.validation import ValidationReport
from pipelines.validation.grades import Calibration
from pipelines.validation.learning_curve import LearningPoint
from pipelines.validation.sensitivity import Disturbance, Sensitivity
from pipelines.validation.slices import Slice, WeakSpots

KINDS = {"platt": "Platt", "beta": "Beta", "isotonic": "Isotonic"}
"""The kinds of calibration as a page calls them."""


def p_value(found: float) -> str:
    """A p-value with four decimals; one too small for them is not rounded to nothing."""
    return "< 0.0001" if found < 0.0001 else f"{found:.4f}"


def separation(report: ValidationReport) -> str:
    """How far bads and goods lie apart, each figure with its interval."""
    by_name = {measure.name: measure.interval for measure in report.headline.measures}
    return (
        f"At the best cut {rate_interval(by_name['KS'])} more of the bads than of the goods lie "
        f"above it (KS); Gini {by_name['Gini'].estimate:.3f} ({interval(by_name['Gini'])}). "
        f"{_lift(report.lift[0])}"
    )


def _lift(point: LiftPoint) -> str:
    return (
        f"The riskiest {formats.rate(point.share, 0)} of the cases hold "
        f"{formats.rate(point.bads_caught)} of the bads, {point.lift:.1f} times as many as chance."
    )


def grades(found: Calibration, model: Manifest) -> str:
    """Whether each grade's PDs are true, and how far off they are in all."""
    red = [row.grade for row in found.grades if row.light == "red"]
    low = f" Too low beyond chance in {_listed(red)}." if red else ""
    return (
        f"{found.green} of {len(found.grades)} grades are green.{low} ECE {model.metrics.ece:.3f}; "
        f"true PDs of these values would show {model.ece_of_perfect:.3f} by chance alone."
    )


def _listed(names: Sequence[str]) -> str:
    """`B1, E1 and E2`."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def before_and_after(model: Manifest) -> str:
    """What calibrating changed, on the same cases."""
    before, after = model.before, model.metrics
    kind = KINDS.get(model.calibration.kind, model.calibration.kind)
    return (
        f"Calibration by {kind} took the log loss from {before.log_loss:.4f} to "
        f"{after.log_loss:.4f}, the ECE from {before.ece:.4f} to {after.ece:.4f} and the Brier "
        f"score from {before.brier:.4f} to {after.brier:.4f} (n = {after.n:,}; less is better)."
    )


def hosmer_lemeshow(name: str, found: HosmerLemeshow | None) -> str:
    """One Hosmer-Lemeshow test in words."""
    if found is None:
        return f"{name}: too few groups to test"
    return f"{name}: {found.statistic:.1f} on {found.df} df, p {p_value(found.p_value)}"


def weak_spots(found: WeakSpots) -> str:
    """Whether any slice does worse than chance over all tests explains."""
    looked = (
        f"{found.searched:,} slices were searched and p-values corrected for all {found.tests:,} "
        "tests (Holm)"
    )
    if not found.weak:
        return f"None beyond chance: {looked}."
    first = found.weak[0]
    return (
        f"{formats.plural(len(found.weak), 'weak spot')} beyond chance at "
        f"{formats.rate(found.level, 0)}; {looked}. Most striking: {first.name}, "
        f"n = {first.n:,}, {_where_weak(first)}."
    )


def is_ranking_weaker(found: Slice) -> bool:
    """Whether it is the slice's ranking, rather than the level of its PDs, that stands out more."""
    return found.auc_corrected is not None and found.auc_corrected < found.corrected


def _where_weak(found: Slice) -> str:
    if is_ranking_weaker(found):
        return f"AUC {found.auc:.3f} there, {found.auc_rest:.3f} elsewhere"
    return f"{found.bads:,} bads where {found.expected:.1f} were expected"


def sensitivity(found: Sensitivity) -> str:
    """What the strongest noise and the worst missing feed do."""
    strongest = found.noise[-1] if found.noise else None
    worst = min(found.feeds, key=lambda row: row.auc) if found.feeds else None
    parts = [_disturbed(row) for row in (strongest, worst) if row]
    return f"Undisturbed: AUC {found.auc:.3f}, mean PD {formats.pd(found.mean_pd)}. " + " ".join(
        parts
    )


def _disturbed(row: Disturbance) -> str:
    name = row.name.replace("%", "\u00a0%")
    return (
        f"{name[:1].upper()}{name[1:]}: AUC {row.auc:.3f}, mean PD {formats.pd(row.mean_pd)}, "
        f"{formats.rate(row.regraded, 0)} of the cases change grade."
    )


def learning(found: Sequence[LearningPoint]) -> str:
    """Whether more cases would help, judged by the last step of the curve."""
    if len(found) < 2:
        return "Too few cases to draw a learning curve."
    before, last = found[-2], found[-1]
    gain = last.auc.estimate - before.auc.estimate
    noise = (last.auc.high - last.auc.low) / 2
    verdict = (
        "more cases would still help" if gain > noise
        else "no gain from more cases is shown beyond noise"
    )  # fmt: skip
    return (
        f"From {before.n:,} to {last.n:,} fitted cases the AUC goes from "
        f"{before.auc.estimate:.3f} to {last.auc.estimate:.3f} ({interval(last.auc)}): {verdict}."
    )


def training_log(log: Sequence[LossPoint], trees: int) -> str:
    """Where the validation loss was least, and how far the fitted loss lies below it."""
    if not log:
        return "No training log was kept."
    best = min(log, key=lambda point: abs(point.trees - trees))
    return (
        f"The validation loss is least at {trees:,} trees: {best.validation:.4f}, against "
        f"{best.fitted:.4f} on the fitted cases."
    )


def rate_interval(found: Interval) -> str:
    """A rate with its interval: `5.0 % (3.0 % to 8.0 %)`."""
    return (
        f"{formats.rate(found.estimate)} ({formats.rate(found.low)} to {formats.rate(found.high)})"
    )
