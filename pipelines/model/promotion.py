"""A challenger proposed as champion, with the evidence the second person decides on."""

from typing import Any

from pipelines.errors import Refused
from pipelines.model.compare import Comparison, compare
from pipelines.model.registry import (
    has_report,
    is_registered,
    judged_cases,
    load_model,
    record_of,
)
from pipelines.settings import Settings
from pipelines.store import Promotion, Promotions, Workbench


def propose(settings: Settings, model_id: str, *, actor: str, reason: str) -> Promotion:
    """Propose a registered model as champion.

    Its file is verified and loaded first. The proposal keeps the model's figures and its comparison
    with the champion as they are now. Refused for the present champion, for a model without a
    validation report, and while the model is proposed already.
    """
    model, workbench = load_model(settings, model_id), Workbench(settings)
    promotions, held = Promotions(workbench), workbench.role_holder("champion")
    if held is not None and held.model_id == model_id:
        raise Refused(f"{model_id} is the champion already")
    _check_report(settings, model_id)
    if any(p.model_id == model_id and p.is_open for p in promotions.newest_first()):
        raise Refused(f"{model_id} has been proposed already: somebody else has to decide that")
    metrics = model.manifest.metrics
    evidence: dict[str, Any] = {
        "n": metrics.n,
        "auc": metrics.auc.estimate,
        "auc_ci": [metrics.auc.low, metrics.auc.high],
        "ece": metrics.ece,
        "hold_out_use": model.manifest.hold_out_use,
        "label": model.manifest.label,
        "champion": held.model_id if held else None,
        "warnings": list(model.manifest.warnings),
    }
    if held is not None and is_registered(settings, held.model_id):
        against = comparison(settings, model_id, held.model_id)
        evidence["against_champion"] = against.to_json() if against else None
    made = promotions.propose(model_id=model_id, actor=actor, reason=reason, evidence=evidence)
    return next(p for p in promotions.newest_first() if p.promotion_id == made)


def approve(settings: Settings, promotion_id: str, *, actor: str, note: str) -> Promotion:
    """Make the proposed model champion, after verifying its file once more.

    Refused for its proposer, where the file is not the one that was proposed or its judged cases
    or report are gone, and where another champion than the one it was compared with decides by now.
    """
    workbench = Workbench(settings)
    promotions, held = Promotions(workbench), workbench.role_holder("champion")
    for proposed in promotions.newest_first():
        if proposed.promotion_id == promotion_id and proposed.is_open:
            load_model(settings, proposed.model_id)
            judged_cases(settings, proposed.model_id)
            _check_report(settings, proposed.model_id)
            _check_champion(proposed, held.model_id if held else None)
    return promotions.decide(promotion_id, verdict="approved", actor=actor, note=note)


def reject(settings: Settings, promotion_id: str, *, actor: str, note: str) -> Promotion:
    """Turn a proposal down; the champion stays."""
    promotions = Promotions(Workbench(settings))
    return promotions.decide(promotion_id, verdict="rejected", actor=actor, note=note)


def _check_report(settings: Settings, model_id: str) -> None:
    """Refuse a model that nobody could judge by its validation."""
    if not has_report(settings, model_id):
        raise Refused(
            f"{model_id} has no validation report to decide on: train it again, with its report"
        )


def _check_champion(proposed: Promotion, champion: str | None) -> None:
    """Refuse a proposal whose evidence is against a champion that has been replaced."""
    if proposed.evidence.get("champion", champion) != champion:
        raise Refused(
            f"The champion is {champion} by now, and {proposed.model_id} was compared with "
            f"{proposed.evidence['champion']}: reject the proposal and propose the model again"
        )


def comparison(
    settings: Settings, first: str, second: str, *, approval: float = 0.5
) -> Comparison | None:
    """Compare two registered models on the cases both were judged on.

    None where there are none, or where a bad is a default to one and a shortfall to the other.
    """
    if record_of(settings, first).label != record_of(settings, second).label:
        return None
    pair = judged_cases(settings, first), judged_cases(settings, second)
    return compare((first, second), pair, approval=approval)
