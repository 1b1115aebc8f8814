"""What the Checkout page says: the buyer's answer, what would help, and each step in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import formats
from dashboard.queries.merchant import Peer
from dashboard.values import value
from pipelines.features import Feature
from pipelines.offers import BreakEven, Comparison, Decision, Step

HELPFUL_FEATURES = 3
TO_A_PERSON = {"P07", "P09", "P10"}
"""Reasons that the merchant can do nothing about."""
BOOK = {
    "open_cents": "owed by all merchants",
    "open_limit_cents": "at most, with this order",
    "industry": "industry",
    "industry_open_cents": "owed by the industry",
    "industry_limit_cents": "at most by one industry",
}
"""What the figures of the limits of the book are called."""
STEP_NAMES = {
    "grounds": "What it would rest on",
    "eligibility": "Eligibility rules",
    "history": "Enough history",
    "score": "Score",
    "grey band": "Grey band",
    "limit": "Limit",
    "portfolio": "Limits of the book",
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
    if codes & TO_A_PERSON:
        helps.append("Nothing to do now: a person looks at the application and answers.")
    ruled = {name.partition(" ")[2] for name in failed}
    behind = {name for reason in decision.reasons for name in reason.features} - ruled
    adverse = [peer for peer in peers if peer.feature.name in behind and _is_worse(peer)]
    return helps + [_driver(peer, currency) for peer in adverse[:HELPFUL_FEATURES]]


def beside_a_wire(compared: Comparison) -> str:
    """What Pay Later costs more than a wire transfer, and what it leaves with the buyer."""
    wire = next(item for item in compared.break_evens if item.against == "Wire transfer")
    order = formats.money(compared.amount_cents, compared.currency)
    return (
        f"Pay Later costs {_more(wire, compared.currency)} a wire transfer, and leaves {order} "
        f"with you for {compared.kept_months:.1f} months on average."
    )


def worth_it(compared: Comparison) -> str:
    """Above which return on cash that is worth it, against the wire and against the card."""
    parts = {item.against: item for item in compared.break_evens}
    card, wire = parts["Card"], parts["Wire transfer"]
    beside_card = _more(card, compared.currency).removesuffix(" than")
    return (
        f"That is worth it where your cash earns {needed_return(wire)}. Against the card it costs "
        f"{beside_card}: worth it where your cash earns {needed_return(card)}."
    )


def needed_return(item: BreakEven) -> str:
    """The return on cash from which Pay Later beats paying at once, in words."""
    if item.yearly_return is None:
        return "anything, or nothing"
    return f"over {formats.rate(item.yearly_return / 100)} a year"


def cash_alt(compared: Comparison) -> str:
    """The chart of cash leaving, in a sentence."""
    flows = compared.offered.flows
    last = formats.day(flows[-1].on)
    total = formats.exact_money(compared.offered.total_cents, compared.currency)
    payments = formats.plural(len(flows), "payment")
    return f"Pay Later: {payments} until {last}, {total} in all; every other way: all today"


def _more(item: BreakEven, currency: str) -> str:
    amount = formats.money(abs(item.extra_cents), currency)
    if item.extra_cents == 0:
        return "no more than"
    return f"{amount} {'more' if item.extra_cents > 0 else 'less'} than"


def evidence(step: Step, features: Mapping[str, Feature], currency: str) -> list[str]:
    """The figures of one step in words, one line each."""
    if step.name == "eligibility":
        return [_check(name, check, features, currency) for name, check in step.evidence.items()]
    if step.name == "portfolio":
        return _book(step.evidence, currency)
    if step.name == "grounds":
        return [f"not decided by the machine, for reason: {step.evidence['reason']}"]
    return [
        f"{_words(name)}: {_figure(name, figure, currency)}"
        for name, figure in step.evidence.items()
        if figure not in ([], None)
    ]


def _book(figures: Mapping[str, Any], currency: str) -> list[str]:
    """The limits of the book; those of an industry only where the merchant states its own."""
    judged = [name for name in BOOK if figures["industry"] or not name.startswith("industry")]
    return [f"{BOOK[name]}: {_figure(name, figures[name], currency)}" for name in judged]


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
