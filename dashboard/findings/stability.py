"""What the Stability tab says: what has moved, and how the ranking holds by month and cohort."""

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard import formats
from dashboard.findings.models import interval
from dashboard.findings.validation import rate_interval
from pipelines.validation.cohorts import CohortResult
from pipelines.validation.stability import Stability


def stability(found: Stability, labels: Mapping[str, str]) -> str:
    """How far score and features of the judged cases lie from the fitted ones'."""
    score = found.score.drift
    moved = [s for s in found.features if s.drift.verdict == "shifted"]
    text = (
        f"The score's PSI is {score.psi:.3f} (chance alone reaches {score.bound:.3f}) from "
        f"{found.fitted:,} fitted to {found.judged:,} judged cases: "
        f"{'shifted' if score.verdict == 'shifted' else 'no shift that counts'}."
    )
    if not moved:
        return f"{text} None of {len(found.features)} features has shifted."
    weight = sum(shift.importance or 0 for shift in moved)
    first = labels.get(moved[0].name, moved[0].name)
    return (
        f"{text} {len(moved)} of {len(found.features)} features have shifted, with "
        f"{weight:.0f} % of the model's importance; farthest {_small(first)} "
        f"(CSI {moved[0].drift.psi:.2f})."
    )


def month(name: str) -> str:
    """A month as `Oct 2024`, from `2024-10`."""
    return formats.month(date.fromisoformat(f"{name}-01"))


def months(found: Sequence[CohortResult]) -> str:
    """Whether the ranking holds from month to month."""
    known = [(row, row.auc) for row in found if row.auc]
    if not known:
        return "No month has enough bads and goods for an AUC of its own."
    worst, area = min(known, key=lambda pair: pair[1].estimate)
    coin = sum(found_area.low <= 0.5 for _, found_area in known)
    return (
        f"Lowest in {month(worst.name)}: AUC {area.estimate:.3f} ({interval(area)}, "
        f"n = {worst.n:,}); in {coin} of {formats.plural(len(known), 'month')} "
        "the interval holds 0.5, no better than a coin."
    )


def newcomers(found: Sequence[CohortResult]) -> str:
    """How the model does on merchants it has never seen; nothing where all are known or new."""
    new = next((c for c in found if c.by == "merchant" and c.name.startswith("new")), None)
    if new is None:
        return ""
    area = f"AUC {new.auc.estimate:.3f} ({interval(new.auc)})" if new.auc else "too few for an AUC"
    return (
        f"Merchants new to the model: {area}, mean PD {formats.pd(new.mean_pd)} against "
        f"{rate_interval(new.rate)} that went bad, n = {new.n:,}."
    )


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]
