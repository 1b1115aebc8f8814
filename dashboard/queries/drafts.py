"""The levers of the policy and the draft they make."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dashboard import formats
from pipelines.offers import Policy, policy_document, policy_from_text, policy_toml
from pipelines.offers.policy_text import Document

Kind = Literal["rate", "money", "days", "multiple"]


@dataclass(frozen=True)
class PolicyLever:
    """One number of the policy that may be drafted; `path` is its place in the document."""

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
    """Cut-offs of every tier, the grey band, the limit rules and the eligibility rules."""
    tiers = [
        PolicyLever(
            f"tier-{tier.name}",
            f"{tier.name.capitalize()} tier, PD up to",
            ("tiers", tier.name, "pd_up_to"),
            "rate",
            100,
            "The last tier's bound is the cut-off: the highest PD approved without a person.",
        )
        for tier in policy.tiers
    ]
    return [
        *tiers,
        PolicyLever(
            "grey", "Grey band, PD up to", ("grey_band", "pd_up_to"), "rate", 100,
            "From the cut-off up to here a person decides.",
        ),
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
    """The lever's value as it is typed."""
    return round(float(_at(lever, sections)) * lever.scale, 6)


def drafted(policy: Policy, values: Mapping[str, float]) -> tuple[Policy, str]:
    """The draft with the levers at `values` (as typed) and its file's text.

    Raises `Refused`, in the words of the policy's own reader, where the draft contradicts itself.
    A draft without a change is the policy itself.
    """
    sections = policy_document(policy)
    changed = copy.deepcopy(sections)
    for lever in levers(policy):
        if abs(values[lever.key] - typed(lever, sections)) > 1e-9:
            _set(lever, changed, values[lever.key])
    if changed == sections:
        return policy, policy_toml(sections)
    changed["policy"]["version"] = policy.number + 1
    changed["policy"]["reason"] = "Draft: " + "; ".join(differences(policy, values, ""))
    text = policy_toml(changed)
    return policy_from_text(text), text


def differences(policy: Policy, values: Mapping[str, float], currency: str) -> list[str]:
    """Each changed lever in words: what it is, before and after."""
    sections = policy_document(policy)
    found = []
    for lever in levers(policy):
        before, after = typed(lever, sections), values[lever.key]
        if abs(before - after) > 1e-9:
            old, new = _words(lever, before, currency), _words(lever, after, currency)
            found.append(f"{lever.label}: {old} → {new}")
    return found


def _words(lever: PolicyLever, amount: float, currency: str) -> str:
    if lever.kind == "rate":
        return formats.rate(amount / 100, 2)
    if lever.kind == "money":
        return formats.money(amount * 100, currency) if currency else f"{amount:,.0f}"
    return f"{amount:g}" + (" days" if lever.kind == "days" else "")


def _at(lever: PolicyLever, sections: Mapping[str, Any]) -> Any:
    value: Any = sections
    for name in lever.path:
        value = value[name]
    return value


def _set(lever: PolicyLever, sections: Document, amount: float) -> None:
    *path, last = lever.path
    place = sections
    for name in path:
        place = place[name]
    plain = round(amount / lever.scale, 10)
    place[last] = int(plain) if lever.kind == "days" or plain.is_integer() else plain
