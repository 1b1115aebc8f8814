"""What the Merchant page says: the answer, the trade behind it, and how the score came about."""

from collections.abc import Collection, Sequence

import pandas as pd

from dashboard import formats
from dashboard.values import DECISIONS
from pipelines.explain import Explanation
from pipelines.explain.reasons_by_baseline import Support
from pipelines.offers import Decision

ANSWERS = {
    "approve": "Yes",
    "counter-offer": "Yes, but for less",
    "refer": "A person has to decide",
    "decline": "No",
}


def answer(decision: Decision, asked: pd.Series) -> str:
    """The policy's answer in one sentence, with PD, grade and rank."""
    currency = decision.currency
    parts = [f"{ANSWERS[decision.decision]}: "]
    if decision.quote:
        parts.append(
            f"{formats.money(decision.amount_cents, currency)} in the {decision.tier} tier"
            f" at an APR of {decision.quote.apr:.2f} %"
        )
        if decision.decision == "counter-offer":
            parts.append(f" instead of {formats.money(decision.requested_cents, currency)}")
    else:
        parts.append(_why(decision))
    parts.append(
        f". PD {formats.pd(asked['pd'])} (grade {asked['grade']}), lower than for "
        f"{formats.rate(asked['riskier_share'], 0)} of {formats.count(asked['scored'])} scored "
        "applications."
    )
    return "".join(parts)


def _why(decision: Decision) -> str:
    """Why nothing is offered: the grey band, or the first reason."""
    band = next((step.evidence for step in decision.steps if step.name == "grey band"), None)
    if band and decision.decision == "refer" and decision.reasons[0].code == "P07":
        return f"the grey band runs from {formats.pd(band['from'])} to {formats.pd(band['to'])} PD"
    statement = decision.reasons[0].statement
    return statement[:1].lower() + statement[1:]


def trade(weeks: pd.DataFrame, asked: pd.Series, currency: str) -> str:
    """The year before the application against the year before that, and the refunds in it."""
    applied = pd.Timestamp(asked["applied_at"]).normalize()
    age = (applied - weeks["week"]).dt.days
    last = weeks[(age >= 7) & (age < 371)]
    before = weeks[(age >= 371) & (age < 735)]
    sold = int(last["sale_cents"].sum())
    text = f"Sold {formats.money(sold, currency)} in the 52 weeks before applying"
    if (age.max() >= 728) and (earlier := int(before["sale_cents"].sum())):
        change = sold / earlier - 1
        way = "more" if change >= 0 else "less"
        text += f", {formats.rate(abs(change), 0)} {way} than in the 52 before"
    if sold:
        returned = last["returned_cents"].sum() / sold
        part = f"{formats.rate(returned)} of it" if returned else "none of it"
        text += f"; {part} came back as refunds or chargebacks"
    quiet = int((last["sale_cents"] == 0).sum())
    if quiet:
        text += f"; {formats.plural(quiet, 'week')} without a sale"
    return text + "."


def cut(asked: pd.Series, explanation: Explanation) -> str:
    """Up to which day the features see, and how old the newest sale then was."""
    ages = {part.feature: part.value for part in explanation.contributions}
    age = ages.get("days_since_last_sale")
    text = (
        f"Every feature stops the day before the application: what became known on "
        f"{formats.day(asked['applied_at'])} or later is not in it."
    )
    if not isinstance(age, float):
        return f"{text} No sale was known by then."
    last = pd.Timestamp(asked["applied_at"]).normalize() - pd.Timedelta(days=age)
    return (
        f"{text} The newest sale known by then is of {formats.day(last)}, "
        f"{formats.plural(int(age), 'day')} earlier."
    )


def outcome(asked: pd.Series) -> str:
    """What became of the application, as far as the book knows."""
    if pd.isna(asked["is_default"]):
        return "What became of this application is not known in this book."
    became = "defaulted" if asked["is_default"] else "did not default"
    return (
        f"In hindsight this application {became} (known through "
        f"{formats.day(asked['observed_through'])}); no feature knows it."
    )


def additivity(base: float, groups: Sequence[tuple[str, float]], score: float, pd_: float) -> str:
    """The sum that the waterfall draws, and the driver groups that weigh most."""
    name, part = groups[0]
    verb = "raises" if part > 0 else "lowers"
    total = sum(value for _, value in groups)
    return (
        f"{name} {verb} the risk most. Base {base:.4f} and {total:+.4f} from "
        f"{formats.plural(len(groups), 'driver group')} make the score {base + total:.4f} "
        f"(stored {score:.4f}), calibrated to a PD of {formats.pd(pd_)}."
    )


def holding(found: Sequence[Support], given: Collection[str]) -> str:
    """How many of the score's reasons that were given do not hang on the baseline."""
    stated = [one for one in found if one.code in given]
    if not stated:
        return "No reason of the score was given, so none can hang on the baseline."
    firm = sum(one.holds == one.of for one in stated)
    weakest = min(stated, key=lambda one: one.holds)
    text = f"{firm} of {len(stated)} reasons given hold under all {stated[0].of} baselines"
    if firm < len(stated):
        text += f"; {weakest.code} holds under {weakest.holds}"
    return text + "."


def moved(
    before: Decision, after: Decision, pd_before: float, pd_after: float, *, levers: int
) -> str:
    """What moving that many levers changes: PD, decision and limit, before and after."""
    if not levers:
        return "Move a lever to see PD, decision, limit and reasons move with it."
    if pd_before == pd_after and before == after:
        return "Nothing changes: neither score nor rules react to this move."
    text = f"PD {formats.pd(pd_before)} → {formats.pd(pd_after)}"
    if before.decision == after.decision:
        text += f"; the decision stays: {DECISIONS[after.decision].lower()}"
    else:
        old, new = DECISIONS[before.decision].lower(), DECISIONS[after.decision].lower()
        text += f"; the decision turns from {old} to {new}"
    if before.limit_cents != after.limit_cents:
        text += (
            f"; limit {formats.money(before.limit_cents, before.currency)} → "
            f"{formats.money(after.limit_cents, after.currency)}"
        )
    return text + "."
