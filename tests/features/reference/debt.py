"""Earlier loans and requests of the merchant, and what it asks for against what it has."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from tests.features.reference.bank import last_balance
from tests.features.reference.book import Book
from tests.features.reference.loans import History
from tests.features.reference.past import Past, cents, of_kind, over, within
from tests.features.reference.steadiness import monthly_sales, months_of


def earlier_loans(book: Book, past: Past) -> list[History] | None:
    """The merchant's loans funded before the application's day; missing while nobody has one."""
    funded = [loan for loan in book.loans if loan.funded_at.date() < past.cut]
    if not funded:
        return None
    events = defaultdict(list)
    for event in book.loan_events:
        events[event.loan_id].append(event)
    merchant = past.application.merchant_id
    return [History(loan, events[loan.loan_id]) for loan in funded if loan.merchant_id == merchant]


def debt_features(book: Book, past: Past) -> dict[str, Any]:
    """Loans as they stood at the end of the day before; none while the lender has made none."""
    loans = earlier_loans(book, past)
    if loans is None:
        return {}
    eve = past.cut - timedelta(days=1)
    still_open = [one for one in loans if one.is_open(eve)]
    owed = sum(one.owed(eve) for one in still_open)
    lent = sum(one.loan.principal_cents for one in still_open)
    ages = [(past.cut - one.funded_on).days for one in loans]
    return {
        "loans_before": len(loans),
        "days_since_last_loan": min(ages, default=None),
        "open_loans": len(still_open),
        "open_principal_cents": owed,
        "open_principal_to_monthly_sales": over(owed, monthly_sales(past)),
        "utilisation": over(owed, lent) or 0,
        "largest_loan_cents": max((one.loan.principal_cents for one in loans), default=None),
        **_conduct(past, loans),
    }


def _conduct(past: Past, loans: list[History]) -> dict[str, Any]:
    eve = past.cut - timedelta(days=1)
    off = [one.is_charged_off(eve) for one in loans]
    paid = [one.is_paid(eve) and not one.is_charged_off(eve) for one in loans]
    return {
        "loans_repaid": sum(paid),
        "charge_offs_before": sum(off),
        "days_past_due": max((one.days_past_due(past.cut) for one in loans), default=0),
        "worst_days_past_due": max((one.worst_days_past_due(past.cut) for one in loans), default=0),
    }


def request_features(book: Book, past: Past) -> dict[str, Any]:
    """Other requests, on earlier days than the application's own."""
    ages = [
        (past.cut - other.applied_at.date()).days
        for other in book.applications
        if other.merchant_id == past.application.merchant_id
    ]
    return {f"requests_{far}d": sum(1 for age in ages if 1 <= age <= far) for far in (90, 365)}


def order_features(book: Book, past: Past) -> dict[str, Any]:
    """The requested purchase against sales, purchases, the balance and earlier loans."""
    asked, balance = past.application.order_amount_cents, last_balance(past)
    sales = of_kind(past.sales, "sale")
    bought = within(of_kind(past.purchases, "purchase"), 365)
    largest = max(
        (one.loan.principal_cents for one in earlier_loans(book, past) or ()), default=None
    )
    return {
        "order_to_monthly_sales": over(asked, monthly_sales(past)),
        "order_to_last_month": over(asked, cents(within(sales, 30))),
        "order_to_worst_month": over(asked, min(months_of(sales), default=None)),
        "order_to_mean_purchase": over(asked, over(cents(bought), len(bought))),
        "order_to_balance": over(asked, balance) if (balance or 0) > 0 else None,
        "order_to_largest_loan": over(asked, largest),
    }
