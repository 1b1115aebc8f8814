"""What the Checkout page says: the buyer's answer, what would help, and each step in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import formats
from dashboard.queries.merchant import Peer
from dashboard.values import value
from pipelines.features import Feature
from pipelines.offers import Decision, Step

HELPFUL_FEATURES = 3
STEP_NAMES = {
    "eligibility": "Eligibility rules",
    "history": "Enough history",
    "score": "Score",
    "grey band": "Grey band",
    "limit": "Limit",
    "price": "Price",
    "decision": "Decision",
}


def headline(decision: Decision) -> str:
    """The buyer's answer in one line."""
    limit = formats.money(decision.limit_cents, decision.currency)
    if decision.decision == "approve":
        return f"Pay Later: approved up to {limit}"
    if decision.decision == "counter-offer":
        asked = formats.money(decision.requested_cents, decision.currency)
        return f"Pay Later: approved up to {limit} of your {asked} order"
    if decision.decision == "refer":
        return "Pay Later: we need a closer look"
    return "Pay Later: not available for this order"


def what_would_help(
    decision: Decision, peers: Sequence[Peer], features: Mapping[str, Feature]
) -> list[str]:
    """What stands in the way, with today's figure and the one needed where a rule names one.

    A score has no single threshold a merchant could be promised, so its drivers are set beside the
    median of all applicants instead.
    """
    currency = decision.currency
    failed = {
        name: check
        for step in decision.steps
        if step.name == "eligibility"
        for name, check in step.evidence.items()
        if check["met"] is False
    }
    helps = [_rule(name, check, features, currency) for name, check in failed.items()]
    codes = {reason.code for reason in decision.reasons}
    if "P04" in codes and decision.limit_cents:
        limit = formats.money(decision.limit_cents, currency)
        helps.append(f"An order of at most {limit} would be financed in full.")
    if "P06" in codes:
        helps.append("Paying down your open Pay Later balances frees your limit.")
    if "P07" in codes:
        helps.append("Nothing to do now: a person looks at the application and answers.")
    ruled = {name.partition(" ")[2] for name in failed}
    behind = {name for reason in decision.reasons for name in reason.features} - ruled
    adverse = [peer for peer in peers if peer.feature.name in behind and _is_worse(peer)]
    return helps + [_driver(peer, currency) for peer in adverse[:HELPFUL_FEATURES]]


def evidence(step: Step, features: Mapping[str, Feature], currency: str) -> list[str]:
    """The figures of one step in words, one line each."""
    if step.name == "eligibility":
        return [_check(name, check, features, currency) for name, check in step.evidence.items()]
    lines = [
        f"{_words(name)}: {_figure(name, figure, currency)}"
        for name, figure in step.evidence.items()
        if figure not in ([], None)
    ]
    return lines


def _rule(
    name: str, check: Mapping[str, Any], features: Mapping[str, Feature], currency: str
) -> str:
    bound, _, feature = name.partition(" ")
    least = "at least" if bound == "minimum" else "at most"
    known = features[feature]
    now = value(_number(check["value"]), known.unit, currency)
    needed = value(float(check["threshold"]), known.unit, currency)
    return f"{known.label}: {now} now, {least} {needed} needed."


def _check(
    name: str, check: Mapping[str, Any], features: Mapping[str, Feature], currency: str
) -> str:
    bound, _, feature = name.partition(" ")
    known = features[feature]
    now = value(_number(check["value"]), known.unit, currency)
    needed = value(float(check["threshold"]), known.unit, currency)
    verdict = {True: "met", False: "not met", None: "unknown"}[check["met"]]
    return f"{known.label}: {now}, {bound} {needed}: {verdict}"


def _is_worse(peer: Peer) -> bool:
    """Whether the feature raises this risk by lying on the worse side of the median."""
    if peer.contribution <= 0 or not isinstance(peer.value, float) or peer.median is None:
        return False
    return peer.feature.direction * (peer.value - peer.median) > 0


def _driver(peer: Peer, currency: str) -> str:
    unit = peer.feature.unit
    now = value(peer.value, unit, currency)
    return (
        f"{peer.feature.label}: {now} now; half of all applicants are at "
        f"{value(peer.median, unit, currency)} or better."
    )


def _words(name: str) -> str:
    named = {"pd": "PD", "apr": "APR", "pd_up_to": "tier up to PD", "cents": "limit"}
    return named.get(name, name.removesuffix("_cents").replace("_", " "))


def _figure(name: str, figure: Any, currency: str) -> str:
    if name == "cents" or name.endswith("_cents"):
        return formats.money(figure, currency)
    if name in ("pd", "pd_up_to", "from", "to"):
        return formats.pd(figure)
    if name == "apr":
        return f"{figure:.2f} %"
    return ", ".join(map(str, figure)) if isinstance(figure, list) else str(figure)


def _number(figure: float | None) -> float | None:
    return None if figure is None else float(figure)
