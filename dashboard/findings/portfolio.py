"""What the tabs of Portfolio say, and Overview about offers."""

from collections.abc import Sequence
from statistics import median

from dashboard import formats
from dashboard.charts.loss_by_grade import GradeLoss
from dashboard.charts.run_off import DueMonth
from dashboard.charts.vintages import quarter_name
from pipelines.portfolio import (
    Concentration,
    OfferedBook,
    OriginationMonth,
    Roll,
    VintagePoint,
    differ,
)

LATE = ("30-59", "60-89", "90+")
SAME_AGE = 6


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


def by_funding_month(judged: Sequence[OriginationMonth]) -> str:
    """The funding month with the highest default rate, against the median month."""
    rates = [month.defaulted_loans / month.loans for month in judged]
    top = judged[max(range(len(rates)), key=rates.__getitem__)]
    return (
        f"Highest: {formats.rate(max(rates))} of {formats.plural(top.loans, 'loan')} funded in "
        f"{formats.month(top.month_end)}; median month {formats.rate(median(rates))}."
    )


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
    count, top = len(names.exposures), names.exposures[0]
    if count == 1:
        return f"All of the exposure is that of one name, {top.label}."
    ten = sum(exposure.share for exposure in names.exposures[:10])
    largest = f", the ten largest {formats.rate(ten)}" if count > 10 else ""
    equal = formats.plural(round(1 / names.hhi), "equal name")
    return (
        f"The largest of {formats.plural(count, 'name')} holds {formats.rate(top.share)}{largest}; "
        f"the book is as concentrated as {equal} (HHI {names.hhi:.3f})."
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
