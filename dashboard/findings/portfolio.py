"""What the tabs of Portfolio say, and Overview about offers."""

from collections.abc import Sequence
from statistics import median

from dashboard import formats
from dashboard.charts.loss_by_grade import GradeLoss
from pipelines.portfolio import Concentration, OfferedBook, OriginationMonth


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


def by_funding_month(judged: Sequence[OriginationMonth]) -> str:
    """The funding month with the highest default rate, against the median month."""
    rates = [month.defaulted_loans / month.loans for month in judged]
    top = judged[max(range(len(rates)), key=rates.__getitem__)]
    return (
        f"Highest: {formats.rate(max(rates))} of {formats.plural(top.loans, 'loan')} funded in "
        f"{formats.month(top.month_end)}; median month {formats.rate(median(rates))}."
    )


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
