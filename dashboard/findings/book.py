"""What Overview says about the loan book's history: when it was hit, how hard, by which loans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard import formats
from dashboard.values import named
from pipelines.portfolio import (
    BookMonth,
    BookTurns,
    DelinquencyEpisode,
    LendingShift,
    PortfolioSummary,
    StatusMonth,
    VintageContrast,
    differ,
    trailing_net_charge_off,
)

LATE = ("30-59", "60-89", "90+")
OPEN = ("current", "1-29", *LATE)
MONTHS_BACK = 12
OVER_ITS_PART = 0.10


@dataclass(frozen=True)
class LateShare:
    """One industry at a month-end: what is owed and what of it is 30+ days late, in cents."""

    industry: str
    balance_cents: int
    late_cents: int


def headline(found: PortfolioSummary) -> str:
    """The hit or the shift in lending that stands out; without one, the last year's change."""
    turns = found.turns
    if turns.episode:
        return hit(turns.episode, turns.usual_share or 0.0, found.months[-1])
    return shifted(turns.shift) if turns.shift else delinquency(found.months, found.statuses)


def behind(found: PortfolioSummary, rows: Sequence[LateShare]) -> str:
    """What stands behind the headline: lending, the loans that carry the loss, the industry."""
    turns, is_calm = found.turns, not (found.turns.episode or found.turns.shift)
    parts = [
        shifted(turns.shift) if turns.shift and turns.episode else "",
        contrasted(turns.contrast) if turns.contrast else "",
        delinquency(found.months, found.statuses) if turns.shift and not turns.episode else "",
        calm(found.months, turns) if is_calm else "",
        charged_off(found.months, is_hit=not is_calm),
        where_late(rows),
    ]
    return " ".join(part for part in parts if part)


def hit(episode: DelinquencyEpisode, usual: float, last: BookMonth) -> str:
    """When 30+ DPD stood out, how high it peaked and where it stands now."""
    peak = episode.peak
    text = (
        f"30+ DPD peaked at {formats.rate(peak.share_30_plus)} of the balance in "
        f"{formats.month(peak.month_end)}, against {formats.rate(usual)} in its median month"
    )
    if episode.last is last:
        return f"{text}; it has stood out since {formats.month(episode.first.month_end)}."
    months = span(episode.first.month_end, episode.last.month_end)
    now = f"is {formats.rate(last.share_30_plus)} in {formats.month(last.month_end)}"
    return f"{text}; it stood out {months} and {now}."


def delinquency(months: Sequence[BookMonth], statuses: Sequence[StatusMonth]) -> str:
    """How the balance 30+ days past due moved over a year, and whether that is noise.

    The month is held against the same month a year before, as sales have a season. Noise is judged
    on the number of loans that are late.
    """
    last, then = months[-1], months[max(len(months) - 1 - MONTHS_BACK, 0)]
    now_share, then_share = last.share_30_plus, then.share_30_plus
    if now_share is None:
        return f"Nothing was outstanding at the end of {formats.month(last.month_end)}."
    now = f"{formats.rate(now_share)} of the balance in {formats.month(last.month_end)}"
    if then_share is None or then is last:
        return f"30+ DPD is {now}; there is no earlier month to compare it with."
    before = f"{formats.rate(then_share)} in {formats.month(then.month_end)}"
    if not differ(_late_loans(last, statuses), _late_loans(then, statuses)):
        return f"30+ DPD is {now} against {before}: no change beyond noise at this size of book."
    moved = "rose" if now_share > then_share else "fell"
    return f"30+ DPD {moved} from {before} to {now}."


def calm(months: Sequence[BookMonth], turns: BookTurns) -> str:
    """That no month-end stood out and lending did not shift; nothing while the book fills."""
    if turns.usual_share is None:
        return ""
    top = max(months, key=lambda month: month.share_30_plus or 0.0)
    return (
        f"No month stands out from the book's own scatter: the highest was "
        f"{formats.rate(top.share_30_plus)} in {formats.month(top.month_end)}, the median "
        f"{formats.rate(turns.usual_share)}, and applications were funded as before."
    )


def charged_off(months: Sequence[BookMonth], *, is_hit: bool) -> str:
    """Net charge-off of the last twelve months, against its peak where the book was hit.

    The peak is that of three months, which says when; twelve say how much.
    """
    twelve = trailing_net_charge_off(months, over=12)
    if not twelve or twelve[-1] is None:
        return ""
    now = f"Net charge-off over the last twelve months is {formats.rate(twelve[-1])}"
    if is_hit:
        rates = [rate or 0.0 for rate in trailing_net_charge_off(months, over=3)]
        top = max(range(len(rates)), key=rates.__getitem__)
        return (
            f"{now} of the mean balance; it peaked at {formats.rate(rates[top])} a year in the "
            f"three months to {formats.month(months[top].month_end)}."
        )
    before = twelve[-1 - MONTHS_BACK] if len(twelve) > MONTHS_BACK else None
    return f"{now}, a year before {formats.rate(before)}." if before is not None else f"{now}."


def shifted(shift: LendingShift) -> str:
    """When another share of the applications was funded than before, and at what volume."""
    return (
        f"{named(span(shift.first, shift.last))}, {formats.rate(shift.share, 0)} of "
        f"applications were funded, against {formats.rate(shift.share_before, 0)} before: "
        f"{formats.count(shift.funded / shift.months)} loans a month, against "
        f"{formats.count(shift.funded_before / shift.months_before)}."
    )


def contrasted(contrast: VintageContrast) -> str:
    """How the loans that carry the loss default, against those funded before them."""
    text = (
        f"Of the {formats.plural(contrast.loans, 'loan')} funded "
        f"{span(contrast.first, contrast.last)}, {formats.rate(contrast.rate)} defaulted, "
        f"against {formats.rate(contrast.rate_before)} of the "
        f"{formats.count(contrast.loans_before)} funded before"
    )
    return f"{text}." if contrast.is_beyond_noise else f"{text}: no difference beyond noise."


def where_late(rows: Sequence[LateShare]) -> str:
    """The industry that holds most of the late balance, where that is well over its part of it.

    Nothing where the two shares are within ten points of each other.
    """
    late, owed = sum(row.late_cents for row in rows), sum(row.balance_cents for row in rows)
    if not late or len(rows) < 2:
        return ""
    top = max(rows, key=lambda row: row.late_cents)
    share, part = top.late_cents / late, top.balance_cents / owed
    if share - part < OVER_ITS_PART:
        return ""
    return (
        f"{formats.rate(share)} of what is late now is in {named(top.industry)}, "
        f"which holds {formats.rate(part)} of the book."
    )


def span(first: date, last: date) -> str:
    """`from May 2022 to Feb 2023`, or `in May 2022` where it is one month."""
    if first == last:
        return f"in {formats.month(first)}"
    return f"from {formats.month(first)} to {formats.month(last)}"


def _late_loans(month: BookMonth, statuses: Sequence[StatusMonth]) -> tuple[int, int]:
    """Loans 30 or more days late and all open loans at the month-end."""
    there = [found for found in statuses if found.month_end == month.month_end]
    late = sum(found.loans for found in there if found.status in LATE)
    return late, sum(found.loans for found in there if found.status in OPEN)
