"""Money in and out of the merchant's bank account, its balance, and other lenders."""

from collections.abc import Iterable
from typing import Any

from tests.features.reference.past import Past, Seen, active_days, cents, of_kind, over, within


def bank_features(past: Past) -> dict[str, Any]:
    """All of them; none where no bank movement is known."""
    if not past.bank:
        return {}
    return {**_flows(past), **_balances(past), **_other_lenders(past)}


def last_balance(past: Past) -> int | None:
    """The lowest balance of the last day that has one."""
    balances = _lowest_by_age(past.bank)
    return balances[min(balances)] if balances else None


def _flows(past: Past) -> dict[str, Any]:
    came_in, went_out = _inflows(past), _outflows(past)
    quarter = cents(within(came_in, 90))
    sales = cents(within(of_kind(past.sales, "sale"), 90))
    return {
        "bank_in_30d_cents": cents(within(came_in, 30)),
        "bank_in_90d_cents": quarter,
        "bank_net_share_90d": over(quarter + cents(within(went_out, 90)), quarter),
        "bank_in_growth_90d": over(quarter, cents(within(came_in, 180, 90))),
        "bank_in_days_90d": active_days(within(came_in, 90)),
        "bank_in_to_sales_90d": over(quarter, sales),
        "returned_payments_90d": len(_of_category(within(past.bank, 90), "returned payment")),
    }


def _balances(past: Past) -> dict[str, Any]:
    lowest = _lowest_by_age(within(past.bank, 90)).values()
    mean = over(sum(lowest), len(lowest))
    daily_out = over(-cents(within(_outflows(past), 90)), 90)
    return {
        "last_balance_cents": last_balance(past),
        "lowest_balance_90d_cents": min(lowest, default=None),
        "mean_balance_90d_cents": mean,
        "buffer_days_90d": over(mean, daily_out),
        "negative_days_90d": sum(1 for balance in lowest if balance < 0) if lowest else None,
    }


def _other_lenders(past: Past) -> dict[str, Any]:
    repaid = -cents(_of_category(within(_outflows(past), 90), "other lender"))
    advances = _of_category(within(_inflows(past), 365), "other lender")
    return {
        "other_lender_advances_365d": len(advances),
        "other_lender_burden_90d": over(repaid, cents(within(_inflows(past), 90))),
    }


def _inflows(past: Past) -> list[Seen]:
    return [seen for seen in past.bank if seen.event.amount_cents > 0]


def _outflows(past: Past) -> list[Seen]:
    return [seen for seen in past.bank if seen.event.amount_cents < 0]


def _of_category(feed: Iterable[Seen], category: str) -> list[Seen]:
    return [seen for seen in feed if (seen.event.category or "").lower() == category]


def _lowest_by_age(feed: Iterable[Seen]) -> dict[int, int]:
    lowest: dict[int, int] = {}
    for age, event in feed:
        balance = event.balance_after_cents
        if balance is not None:
            lowest[age] = min(balance, lowest.get(age, balance))
    return lowest
