"""The levers of the policy and the draft they make."""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dashboard import formats
from pipelines.offers import Policy, policy_document, policy_from_text, policy_toml
from pipelines.offers.policy_text import Document

Kind = Literal["rate", "money", "days", "multiple", "price"]
ABOUT = "policy"
"""The section that says who made a version, when and why; it is no rule."""


@dataclass(frozen=True)
class PolicyLever:
    """One number of the policy that may be drafted; `path` is its place in the document.

    A price is typed as a multiple of the monthly rates that the draft starts from.
    """

    key: str
    label: str
    path: tuple[str, ...]
    kind: Kind
    high: float
    help: str = ""

    @property
    def scale(self) -> float:
        """From the document's unit to the one that is typed: shares are typed in per cent."""
        return 100.0 if self.kind == "rate" else 1.0


def levers(policy: Policy) -> list[PolicyLever]:
    """Cut-offs and prices of every tier, the grey band, the limit and the eligibility rules."""
    return [
        *(_cut_off(tier.name) for tier in policy.tiers),
        PolicyLever(
            "grey", "Grey band, PD up to", ("grey_band", "pd_up_to"), "rate", 100,
            "From the cut-off up to here a person decides.",
        ),
        *(_price(tier.name) for tier in policy.tiers),
        PolicyLever(
            "share", "Limit: share of annual sales", ("limit", "share_of_annual_sales"), "rate", 100
        ),
        PolicyLever(
            "worst", "Limit: times the worst month", ("limit", "worst_month_multiple"), "multiple",
            100,
        ),
        PolicyLever("cap", "Limit: cap", ("limit", "cap"), "money", 1e9),
        PolicyLever(
            "tenure", "Days in business, at least", ("eligibility", "minimum_tenure_days"), "days",
            3650,
        ),
        PolicyLever(
            "sales", "Sales in 365 days, at least", ("eligibility", "minimum_sales_365d"), "money",
            1e9,
        ),
        PolicyLever(
            "recent", "Sales in 90 days, at least", ("eligibility", "minimum_sales_90d"), "money",
            1e9,
        ),
    ]  # fmt: skip


def typed(lever: PolicyLever, sections: Mapping[str, Any]) -> float:
    """The lever's value as it is typed; a price starts from once what it is."""
    if lever.kind == "price":
        return 1.0
    return round(float(_at(lever.path, sections)) * lever.scale, 6)


def drafted(base: Policy, values: Mapping[str, float]) -> Document:
    """The document of `base` with the levers at `values` (as typed); unchecked."""
    sections = policy_document(base)
    changed = copy.deepcopy(sections)
    for lever in levers(base):
        if abs(values[lever.key] - typed(lever, sections)) > 1e-9:
            _set(lever, changed, values[lever.key])
    return changed


def checked(sections: Document, in_force: Policy) -> tuple[Policy, str]:
    """The draft as a policy and as its file's text, numbered after the one in force.

    Raises `Refused`, in the words of the policy's own reader, where the draft contradicts itself.
    A draft that says what the policy in force says is that policy itself.
    """
    changes = differences(in_force, sections, "")
    if not changes:
        return in_force, policy_toml(policy_document(in_force))
    about = sections[ABOUT] | {
        "version": in_force.number + 1, "reason": "Draft: " + "; ".join(changes)
    }  # fmt: skip
    text = policy_toml(sections | {ABOUT: about})
    return policy_from_text(text), text


def differences(before: Policy, after: Document, currency: str) -> list[str]:
    """Each changed rule in words: what it is, before and after."""
    names = {lever.path: lever for lever in levers(before)}
    old, new = dict(_leaves(policy_document(before))), dict(_leaves(after))
    return [
        f"{_label(path, names)}: {_words(path, old.get(path), names, currency)} → "
        f"{_words(path, new.get(path), names, currency)}"
        for path in [*old, *(path for path in new if path not in old)]
        if path[0] != ABOUT and old.get(path) != new.get(path)
    ]


def _cut_off(tier: str) -> PolicyLever:
    return PolicyLever(
        f"tier-{tier}",
        f"{tier.capitalize()} tier, PD up to",
        ("tiers", tier, "pd_up_to"),
        "rate",
        100,
        "The last tier's bound is the cut-off: the highest PD approved without a person.",
    )


def _price(tier: str) -> PolicyLever:
    return PolicyLever(
        f"price-{tier}",
        f"{tier.capitalize()} tier, monthly rates",
        ("tiers", tier, "monthly_rates"),
        "price",
        5,
        "1 leaves the prices as they are, 1.1 makes them a tenth dearer.",
    )


def _leaves(sections: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[Any, Any]]:
    for key, value in sections.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), tuple(value) if isinstance(value, list) else value


def _label(path: tuple[str, ...], names: Mapping[tuple[str, ...], PolicyLever]) -> str:
    if path in names:
        return names[path].label
    return ", ".join(part.replace("_", " ") for part in path).capitalize()


def _words(
    path: tuple[str, ...],
    value: Any,
    names: Mapping[tuple[str, ...], PolicyLever],
    currency: str,
) -> str:
    kind = names[path].kind if path in names else None
    if value is None:
        return "none"
    if isinstance(value, tuple):
        return ", ".join(f"{100 * rate:.4g}" for rate in value) + "\u00a0%"
    if kind == "rate":
        return formats.rate(value, 2)
    if kind == "money":
        return formats.money(value * 100, currency) if currency else f"{value:,.0f}"
    return f"{value:g}" + (" days" if kind == "days" else "")


def _at(path: tuple[str, ...], sections: Mapping[str, Any]) -> Any:
    value: Any = sections
    for name in path:
        value = value[name]
    return value


def _set(lever: PolicyLever, sections: Document, amount: float) -> None:
    *path, last = lever.path
    place = _at(tuple(path), sections)
    if lever.kind == "price":
        place[last] = [round(rate * amount, 6) for rate in place[last]]
        return
    plain = round(amount / lever.scale, 10)
    place[last] = int(plain) if lever.kind == "days" or plain.is_integer() else plain
