"""What a list of loans says: which loans they are, and what they add up to."""

from datetime import date, timedelta

from dashboard import formats
from dashboard.values import named
from pipelines.portfolio.loan_list import LoanFilter, LoanTotals


def listed(chosen: LoanFilter, totals: LoanTotals, as_of: date, currency: str) -> str:
    """How many loans there are, of how many merchants, and what they add up to."""
    loans = f"{formats.plural(totals.loans, 'loan')} of " + formats.plural(
        totals.merchants, "merchant"
    )
    if chosen.scope == "moved":
        months = formats.plural(totals.loan_months, "time", "times")
        return (
            f"{months} in the {chosen.months} months to {formats.month(as_of)} a loan went from "
            f"{chosen.from_status} to {chosen.status or 'any status'}: {loans}."
        )
    if chosen.scope == "funded":
        return (
            f"{loans}, {formats.money(totals.principal_cents, currency)} lent, "
            f"{formats.money(totals.net_charge_off_cents, currency)} of it charged off net of "
            f"recoveries by {formats.day(as_of)}."
        )
    return f"{loans} owe {formats.money(totals.balance_cents, currency)} at {formats.day(as_of)}."


def described(chosen: LoanFilter) -> list[str]:
    """The filters that are set, in words; none where every loan owed is listed."""
    parts = [
        chosen.industry and named(chosen.industry),
        chosen.region,
        chosen.grade and f"grade {chosen.grade}" if len(chosen.grade or "") == 1 else chosen.grade,
        chosen.tier and f"{chosen.tier} tier",
        chosen.merchant_id and f"merchant {chosen.merchant_id}",
        chosen.supplier_id and f"supplier {chosen.supplier_id}",
        _standing(chosen),
        chosen.least_days_past_due and f"{chosen.least_days_past_due}+ days past due",
        _funded(chosen),
        _gone_bad("30+ days late", chosen.late_by),
        _gone_bad("defaulted", chosen.defaulted_by),
        _gone_bad("charged off", chosen.charged_off_by),
        chosen.as_of and chosen.scope == "owed" and f"as at {formats.day(chosen.as_of)}",
    ]
    return [str(part) for part in parts if part]


def _standing(chosen: LoanFilter) -> str:
    status = chosen.status or ""
    if chosen.scope == "moved":
        return f"from {chosen.from_status} to {status or 'any status'} within a month"
    return f"{status} days past due" if status[:1].isdigit() else status


def _funded(chosen: LoanFilter) -> str:
    first, after = chosen.funded_from, chosen.funded_before
    last = after and after - timedelta(days=1)
    if first and last:
        spans = formats.month(first), formats.month(last)
        return f"funded in {spans[0]}" if spans[0] == spans[1] else f"funded {' to '.join(spans)}"
    if first:
        return f"funded since {formats.month(first)}"
    return f"funded up to {formats.month(last)}" if last else ""


def _gone_bad(what: str, months: int | None) -> str:
    if months is None:
        return ""
    return f"{what} by {formats.plural(months, 'month')} on book"
