"""What the Policy lab says: what the draft would have changed on this book."""

from collections.abc import Sequence
from math import isnan

from dashboard import formats
from pipelines.simulation.frontier import Frontier
from pipelines.simulation.realised import Realised
from pipelines.simulation.segments import Segment
from pipelines.simulation.swaps import SwapGroup
from pipelines.simulation.sweep import Sweep
from pipelines.simulation.take_up import PriceLevels
from pipelines.simulation.totals import Basis, Totals
from pipelines.stats.intervals import Interval

NOTICEABLE = 0.005
"""A gain in profit below this part of today's is not worth a sentence."""


def against_today(
    today: Totals, draft: Totals, profit: Interval | None, currency: str, basis: Basis
) -> str:
    """Draft against today; `profit` is the change with its interval, None without a draft."""
    lends = "lends" if basis == "offered" else "is expected to lend"
    if profit is None:
        return (
            f"Today's policy {lends} {formats.money(today.volume_cents, currency)}, with "
            f"{formats.count(today.approved)} of {formats.count(today.applications)} applications "
            f"approved, for an expected profit of {formats.money(today.profit_cents, currency)}."
        )
    people = draft.approved - today.approved
    return (
        f"The draft {lends} {_amount(draft.volume_cents - today.volume_cents, currency)} and "
        f"approves {formats.count(abs(people))} {'more' if people >= 0 else 'fewer'} applications; "
        f"expected loss {_moves(draft.loss_cents - today.loss_cents, currency)} and expected "
        f"profit {_moves(draft.profit_cents - today.profit_cents, currency)}{_sure(profit)}."
    )


def best_cut_off(sweep: Sweep, draft: Totals, cut_off: float, currency: str) -> str:
    """How far the draft's cut-off is from the one that earns most."""
    if len(sweep.cut_offs) < 3:
        return "The applications have one PD between them, so a cut-off takes all of them or none."
    best = sweep.best
    gain, at = float(sweep.profit_cents[best]) - draft.profit_cents, float(sweep.cut_offs[best])
    if gain <= NOTICEABLE * abs(draft.profit_cents):
        return f"No cut-off earns noticeably more than {formats.pd(cut_off)} PD, all else equal."
    more = float(sweep.loss_cents[best]) - draft.loss_cents
    return (
        f"A cut-off at {formats.pd(at)} PD instead of {formats.pd(cut_off)} would add "
        f"{formats.money(gain, currency)} of expected profit; expected loss "
        f"{_moves(round(more), currency)}."
    )


def on_the_frontier(found: Frontier, draft: Totals, currency: str) -> str:
    """What the most profitable policy with the draft's loss at most would earn more."""
    place = found.most_for_loss(draft.loss_cents)
    if place is None:
        return "No cut-off with these limits loses as little as the draft."
    gain = float(found.sweep.profit_cents[place]) - draft.profit_cents
    if gain <= NOTICEABLE * abs(draft.profit_cents):
        return (
            "The draft is efficient: none of the cut-offs and limits tried earns noticeably more "
            "at its expected loss."
        )
    at = formats.pd(float(found.sweep.cut_offs[place]))
    return (
        f"At the same expected loss or less, a cut-off at {at} PD with limits times "
        f"{found.limits[place]:g} would earn {formats.money(gain, currency)} more."
    )


def swapped(groups: Sequence[SwapGroup]) -> str:
    """Whom the draft wins and loses, and what is known of them."""
    won, lost = groups[0], groups[1]
    if not won.applications and not lost.applications:
        return "Nobody changes sides: draft and today's policy lend to the same applications."
    text = f"{_side('wins', won)}; {_side('loses', lost)}."
    return text[:1].upper() + text[1:]


def by_segment(segments: Sequence[Segment], currency: str) -> str:
    """Where the draft changes expected profit most, and where that is more than chance."""
    if all(part.profit_change.estimate == 0 for part in segments):
        return "The draft changes the expected profit of no part of the book."
    largest = max(segments, key=lambda part: abs(part.profit_change.estimate))
    sure = [part for part in segments if _clear(part.profit_change)]
    return (
        f"{largest.name}: expected profit {_moves(round(largest.profit_change.estimate), currency)}"
        f", the largest change; {len(sure)} of {len(segments)} parts change by more than who "
        "happened to apply explains."
    )


def priced(levels: PriceLevels, currency: str) -> str:
    """Whether other prices would earn more, once buyers turn dearer offers down."""
    here, best = int(abs(levels.multiples - 1).argmin()), levels.best
    share = formats.rate(float(levels.taken_up[here]), 0)
    at = f"{share} of the offered money is expected to be accepted"
    gain = float(levels.profit_cents[best] - levels.profit_cents[here])
    if gain <= NOTICEABLE * abs(float(levels.profit_cents[here])):
        return f"{at} at these prices, and no other level of prices earns noticeably more."
    edge = best in (0, len(levels.multiples) - 1)
    return (
        f"{at} at these prices; {levels.multiples[best]:g} times the prices"
        f"{', the last level tried,' if edge else ''} would earn "
        f"{formats.money(gain, currency)} more, with "
        f"{formats.rate(float(levels.taken_up[best]), 0)} accepted."
    )


def really_lost(name: str, found: Realised, currency: str) -> str:
    """What a policy would have lost where outcomes are known, against what it expected."""
    if not found.known:
        return f"{name} lends to nobody whose outcome is known."
    return (
        f"{name} lends {formats.money(found.volume_cents, currency)} to the {found.known:,} with a "
        f"known outcome and would have lost {formats.money(found.loss_cents, currency)} on them, "
        f"against {formats.money(found.expected_loss_cents, currency)} expected."
    )


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


def _sure(change: Interval) -> str:
    """Whether the change is more than chance; nothing where that cannot be told."""
    if isnan(change.low) or change.estimate == 0 or _clear(change):
        return ""
    return ", no more than who happened to apply may explain"


def _clear(change: Interval) -> bool:
    return change.low > 0 or change.high < 0


def _amount(cents: int, currency: str) -> str:
    return f"{formats.money(abs(cents), currency)} {'more' if cents >= 0 else 'less'}"


def _moves(cents: int, currency: str) -> str:
    if cents == 0:
        return "stays"
    return f"{'rises' if cents > 0 else 'falls'} by {formats.money(abs(cents), currency)}"
