"""What loans stand behind each mark of the charts of Overview and Portfolio."""

from datetime import date

from dashboard.loan_links import months_from
from pipelines.portfolio.loan_list import LoanFilter

GONE_BAD = {
    "late": "late_by",
    "default": "defaulted_by",
    "charged off": "charged_off_by",
    "net charge-off": "charged_off_by",
}
"""By which field of the filter a vintage's measure finds its loans."""
OPEN = ("current", "1-29", "30-59", "60-89", "90+")


def industry(key: str) -> LoanFilter:
    """The loans owed in an industry."""
    return LoanFilter(industry=key)


def region(key: str) -> LoanFilter:
    """The loans owed in a region."""
    return LoanFilter(region=key)


def merchant(key: str) -> LoanFilter:
    """The loans a merchant owes."""
    return LoanFilter(merchant_id=key)


def grade(key: str) -> LoanFilter:
    """The loans owed by applications of a grade."""
    return LoanFilter(grade=key)


def cell(key: str) -> LoanFilter:
    """The loans owed in an industry and region: `industry|region`."""
    within, place = key.split("|")
    return LoanFilter(industry=within, region=place)


def supplier(key: str) -> LoanFilter:
    """The loans owed for purchases from a supplier."""
    return LoanFilter(supplier_id=key)


def rolled(key: str, *, months: int, last: date | None = None) -> LoanFilter:
    """The loans that went `from > to` within a month, over the months to `last`."""
    start, end = key.split(" > ")
    return LoanFilter(scope="moved", from_status=start, status=end, months=months, as_of=last)


def vintage(key: str, age: str | None, *, measure: str, quarterly: bool) -> LoanFilter:
    """The loans of the vintage that begins on the day, gone bad by the age as `measure` says."""
    first, before = months_from(date.fromisoformat(key), 3 if quarterly else 1)
    by = {GONE_BAD[measure]: int(float(age or 0))}
    return LoanFilter(scope="funded", funded_from=first, funded_before=before, **by)  # type: ignore[arg-type]


def funding_month(key: str) -> LoanFilter:
    """All loans funded in the month that ends on the day."""
    first, before = months_from(date.fromisoformat(key), 1)
    return LoanFilter(scope="funded", funded_from=first, funded_before=before)


def month_and_status(key: str) -> LoanFilter | None:
    """The loans owed at a month-end in a status, `month-end|status`, or in all from 30 days on.

    None for what is no balance: a charge-off rate, or applications.
    """
    month_end, _, status = key.partition("|")
    day = date.fromisoformat(month_end)
    if status == "30+ DPD":
        return LoanFilter(as_of=day, least_days_past_due=30)
    return LoanFilter(as_of=day, status=status) if status in OPEN else None
