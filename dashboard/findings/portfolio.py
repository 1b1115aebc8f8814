"""What Overview and Portfolio say about the book, loans or offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from dashboard import formats
from dashboard.charts.loss_by_grade import GradeLoss
from dashboard.charts.run_off import DueMonth
from dashboard.charts.vintages import quarter_name
from dashboard.values import named
from pipelines.portfolio import (
    BookMonth,
    Concentration,
    OfferedBook,
    Roll,
    StatusMonth,
    VintagePoint,
)
from pipelines.stats.intervals import wilson_interval

LATE = ("30-59", "60-89", "90+")
OPEN = ("current", "1-29", *LATE)
MONTHS_BACK = 6
SAME_AGE = 6


@dataclass(frozen=True)
class LateShare:
    """One industry at a month-end: what is owed and what of it is 30+ days late, in cents."""

    industry: str
    balance_cents: int
    late_cents: int


def delinquency(months: Sequence[BookMonth], statuses: Sequence[StatusMonth]) -> str:
    """How the balance 30+ days past due moved over six months, and whether that is noise.

    Noise is judged on the number of loans that are late.
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


def where_late(rows: Sequence[LateShare]) -> str:
    """The industry that holds most of the late balance, against its part of the book."""
    late = sum(row.late_cents for row in rows)
    if not late or len(rows) < 2:
        return ""
    top = max(rows, key=lambda row: row.late_cents)
    owed = formats.rate(top.balance_cents / sum(row.balance_cents for row in rows))
    return (
        f" {formats.rate(top.late_cents / late)} of the late balance is in {named(top.industry)}, "
        f"which holds {owed} of the book."
    )


def _late_loans(month: BookMonth, statuses: Sequence[StatusMonth]) -> tuple[int, int]:
    """Loans 30 or more days late and all open loans at the month-end."""
    there = [found for found in statuses if found.month_end == month.month_end]
    late = sum(found.loans for found in there if found.status in LATE)
    return late, sum(found.loans for found in there if found.status in OPEN)


def differ(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two rates, each `(events, n)`, differ beyond noise.

    The 95 % interval of their difference, built from the two Wilson intervals (Newcombe 1998,
    method 10), leaves zero out. Without cases on both sides nothing can be told apart.
    """
    if not one[1] or not other[1]:
        return False
    now, then = wilson_interval(*one), wilson_interval(*other)
    gap = now.estimate - then.estimate
    below = sqrt((now.estimate - now.low) ** 2 + (then.high - then.estimate) ** 2)
    above = sqrt((now.high - now.estimate) ** 2 + (then.estimate - then.low) ** 2)
    return not gap - below <= 0 <= gap + above


def offered(book: OfferedBook, currency: str) -> str:
    """What the policy would lend, to how many, and what it expects to lose of it."""
    scored = formats.plural(book.applications, "scored application")
    if not book.amount_cents:
        return f"The policy would lend nothing: none of {scored} is approved."
    loss = formats.rate(book.expected_loss_cents / book.amount_cents)
    return (
        f"The policy would lend {formats.money(book.amount_cents, currency)} to "
        f"{formats.count(book.approved)} of {scored} and expects to lose "
        f"{formats.money(book.expected_loss_cents, currency)} of it ({loss})."
    )


def vintage(points: Sequence[VintagePoint]) -> str:
    """How the newest quarter that has reached the age compares with the one before it."""
    aged = [point for point in points if point.months_on_book == SAME_AGE and point.is_complete]
    if len(aged) < 2:
        return f"Fewer than two quarters are {SAME_AGE} months old: too early to compare vintages."
    before, newest = aged[-2:]
    text = (
        f"{SAME_AGE} months after funding, {_late(newest)} of {quarter_name(newest)} had been 30+ "
        f"days late, against {_late(before)} of {quarter_name(before)}"
    )
    is_news = differ((newest.late_loans, newest.loans), (before.late_loans, before.loans))
    return f"{text}." if is_news else f"{text}: no change beyond noise."


def _late(point: VintagePoint) -> str:
    return f"{formats.rate(point.late_rate)} of {formats.plural(point.loans, 'loan')}"


def rolling(rolls: Sequence[Roll]) -> str:
    """How many current loans fall late in a month, and how many 30-59 days late come back."""
    total: dict[str, int] = {}
    for roll in rolls:
        total[roll.from_status] = total.get(roll.from_status, 0) + roll.loans
    parts = []
    if total.get("current"):
        slipped = _went(rolls, "current", ("1-29", *LATE, "charged off")) / total["current"]
        parts.append(f"{formats.rate(slipped)} of current loans fall behind within a month")
    if total.get("30-59"):
        cured = _went(rolls, "30-59", ("current", "1-29", "paid")) / total["30-59"]
        worse = _went(rolls, "30-59", ("60-89", "90+", "charged off")) / total["30-59"]
        parts.append(
            f"of those 30-59 days late {formats.rate(cured)} recover and "
            f"{formats.rate(worse)} get worse (n = {formats.count(total['30-59'])} loan-months)"
        )
    return f"{'; '.join(parts)}." if parts else "No loan has been on the book for two months yet."


def _went(rolls: Sequence[Roll], start: str, ends: Sequence[str]) -> int:
    return sum(r.loans for r in rolls if r.from_status == start and r.to_status in ends)


def loss_source(rows: Sequence[GradeLoss], currency: str) -> str:
    """What is expected to be lost, and the grade that loses most for its exposure."""
    total = sum(row.loss_cents for row in rows)
    exposure = sum(row.exposure_cents for row in rows)
    if not total:
        return "Nothing is expected to be lost."
    top = max(rows, key=lambda row: row.loss_cents / total - row.exposure_cents / exposure)
    text = (
        f"{formats.money(total, currency)} is expected to be lost, "
        f"{formats.rate(total / exposure)} of the exposure"
    )
    if len(rows) == 1:
        return f"{text}."
    return (
        f"{text}; {top.name[:1].lower()}{top.name[1:]} holds "
        f"{formats.rate(top.exposure_cents / exposure)} of the exposure and "
        f"{formats.rate(top.loss_cents / total)} of the loss."
    )


def concentrated(names: Concentration) -> str:
    """How concentrated the exposure is by name."""
    if not names.exposures or names.hhi is None:
        return "There is no exposure to concentrate."
    equal = formats.count(names.effective_number)
    ten = sum(exposure.share for exposure in names.exposures[:10])
    top = names.exposures[0]
    return (
        f"The largest of {formats.plural(len(names.exposures), 'name')} holds "
        f"{formats.rate(top.share)}, the ten largest {formats.rate(ten)}; the book is as "
        f"concentrated as {equal} equal names (HHI {names.hhi:.3f})."
    )


def running_off(rows: Sequence[DueMonth], currency: str) -> str:
    """What still comes in by contract if lending stops, and when half of it is in."""
    total = sum(row.principal_cents + row.fee_cents for row in rows)
    if not total:
        return "Nothing falls due after the as-of date."
    seen = 0
    for row in rows:
        seen += row.principal_cents + row.fee_cents
        if 2 * seen >= total:
            break
    return (
        f"If lending stopped, {formats.money(total, currency)} would still fall due by contract, "
        f"half of it by {formats.month(row.month)}."
    )
