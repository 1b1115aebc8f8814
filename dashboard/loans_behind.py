"""What loans stand behind each mark of the charts of Overview and Portfolio."""

from datetime import date

from dashboard.loan_links import months_from
from pipelines.portfolio.loan_list import LoanFilter

QUARTER = 3
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
    """The loans of `months` funding months from a day, late or lost by an age: `day|months`.

    Those 30 days late for the measure `late`, those charged off for all others.
    """
    start, _, age = key.partition("|")
    first, before = months_from(date.fromisoformat(start), months)
    is_late = measure == "late"
    return LoanFilter(
        scope="funded",
        funded_from=first,
        funded_before=before,
        late_by=int(age) if is_late else None,
        charged_off_by=None if is_late else int(age),
    )


def late_vintage(key: str) -> LoanFilter:
    """The loans of a funding quarter, 30 days late or charged off by an age: `quarter|months`."""
    first, before, age = _quarter(key)
    return LoanFilter(scope="funded", funded_from=first, funded_before=before, late_by=age)


def lost_vintage(key: str) -> LoanFilter:
    """The loans of a funding quarter, charged off by an age: `quarter|months`."""
    first, before, age = _quarter(key)
    return LoanFilter(scope="funded", funded_from=first, funded_before=before, charged_off_by=age)


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


def _quarter(key: str) -> tuple[date, date, int]:
    quarter, _, age = key.partition("|")
    return *months_from(date.fromisoformat(quarter), QUARTER), int(age)
