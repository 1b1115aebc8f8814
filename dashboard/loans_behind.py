"""What loans stand behind each mark of the charts of Overview and Portfolio."""

from dataclasses import replace
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


def supplier(key: str) -> LoanFilter:
    """The loans owed for purchases from a supplier."""
    return LoanFilter(supplier_id=key)


def industry_and_region(key: str) -> LoanFilter:
    """The loans owed in an industry and region: `industry|region`."""
    within, place = key.split("|")
    return LoanFilter(industry=within, region=place)


def rolled(key: str) -> LoanFilter:
    """The loans that went `from|to` within a month, over the last twelve months."""
    start, end = key.split("|")
    return LoanFilter(scope="moved", from_status=start, status=end)


def rolled_in_month(key: str) -> LoanFilter:
    """Where the loans of a status went within the month to a month-end: `status|month-end`."""
    start, month_end = key.split("|")
    return LoanFilter(
        as_of=date.fromisoformat(month_end), scope="moved", from_status=start, months=1
    )


def vintage_month(key: str) -> LoanFilter:
    """All loans funded in the month that begins on the day."""
    first, before = months_from(date.fromisoformat(key), 1)
    return LoanFilter(scope="funded", funded_from=first, funded_before=before)


def vintage_point(key: str, *, measure: str, months: int) -> LoanFilter:
    """The loans of `months` funding months from a day, gone bad by an age: `day|months`."""
    start, _, age = key.partition("|")
    first, before = months_from(date.fromisoformat(start), months)
    loans = LoanFilter(scope="funded", funded_from=first, funded_before=before)
    return replace(loans, **{GONE_BAD[measure]: int(age)})  # type: ignore[arg-type]


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
