"""What the Policy lab says: what the draft would have changed on this book."""

from collections.abc import Sequence

import pandas as pd

from dashboard import formats
from dashboard.queries.simulation import best as best_point
from pipelines.simulation.swaps import SwapGroup, Totals

NOTICEABLE = 0.005
"""A gain in profit below this part of today's is not worth a sentence."""


def against_today(today: Totals, draft: Totals, curve: pd.DataFrame, currency: str) -> str:
    """Draft against today; without a draft, how far today is from the best cut-off."""
    if today == draft:
        best = best_point(curve) if len(curve) else None
        gap = 0 if best is None else int(best["profit_cents"]) - today.profit_cents
        text = (
            f"Today's policy lends {formats.money(today.volume_cents, currency)} to "
            f"{formats.count(today.approved)} of {formats.count(today.applications)} applications "
            f"for an expected profit of {formats.money(today.profit_cents, currency)}"
        )
        if best is not None and gap > NOTICEABLE * abs(today.profit_cents):
            return (
                f"{text}; a cut-off at {formats.pd(float(best['cut_off']))} PD would add "
                f"{formats.money(gap, currency)}, all else equal."
            )
        return f"{text}; no other cut-off would earn noticeably more, all else equal."
    people = draft.approved - today.approved
    return (
        f"The draft lends {_amount(draft.volume_cents - today.volume_cents, currency)} to "
        f"{formats.count(abs(people))} {'more' if people >= 0 else 'fewer'} applications; expected "
        f"loss {_moves(draft.loss_cents - today.loss_cents, currency)} and expected profit "
        f"{_moves(draft.profit_cents - today.profit_cents, currency)}."
    )


def swapped(groups: Sequence[SwapGroup]) -> str:
    """Whom the draft wins and loses, and what is known of them."""
    won, lost = groups[0], groups[1]
    if not won.applications and not lost.applications:
        return "Nobody changes sides: draft and today's policy lend to the same applications."
    text = f"{_side('wins', won)}; {_side('loses', lost)}."
    return text[:1].upper() + text[1:]


def _side(verb: str, group: SwapGroup) -> str:
    if not group.applications:
        return f"the draft {verb} nobody"
    text = (
        f"the draft {verb} {formats.plural(group.applications, 'application')} with a mean PD of "
        f"{formats.pd(group.mean_pd)}"
    )
    if group.default_rate is None:
        return f"{text}, outcomes unknown"
    known = f"{formats.count(group.defaults)} of {formats.count(group.known)} known outcomes"
    return (
        f"{text}; {known} defaulted ({formats.rate(group.default_rate.low)} to "
        f"{formats.rate(group.default_rate.high)})"
    )


def _amount(cents: int, currency: str) -> str:
    return f"{formats.money(abs(cents), currency)} {'more' if cents >= 0 else 'less'}"


def _moves(cents: int, currency: str) -> str:
    if cents == 0:
        return "stays"
    return f"{'rises' if cents > 0 else 'falls'} by {formats.money(abs(cents), currency)}"
