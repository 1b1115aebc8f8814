"""Buyers, channels, and purchases from suppliers."""

from typing import Any

from tests.features.reference.past import (
    Past,
    cents,
    concentration,
    furthest,
    nearest,
    of_kind,
    over,
    parties,
    within,
)


def buyer_features(past: Past) -> dict[str, Any]:
    """Over the buyers named in the last 365 days; none where there are none."""
    year = within(of_kind(past.sales, "sale"), 365)
    buyers = parties(year, "buyer_id")
    if not buyers:
        return {}
    repeated = [cents(sales) for sales in buyers.values() if len(sales) > 1]
    new = [cents(sales) for sales in buyers.values() if (furthest(sales) or 0) <= 90]
    amounts = [cents(sales) for sales in buyers.values()]
    named = sum(amounts)
    return {
        **{f"buyers_{d}d": len(parties(within(year, d), "buyer_id")) for d in (30, 90, 365)},
        "top_buyer_share": over(max(amounts), named),
        "top_buyer_share_90d": _largest_share(past, 90),
        "top_buyer_share_30d": _largest_share(past, 30),
        "buyer_hhi": concentration(amounts),
        "repeat_buyer_share": over(len(repeated), len(buyers)),
        "repeat_sales_share": over(sum(repeated), named),
        "new_buyer_share": over(sum(new), named),
        "new_buyer_surge_30d": _new_buyer_surge(past),
    }


def _largest_share(past: Past, days: int) -> Any:
    buyers = parties(within(of_kind(past.sales, "sale"), days), "buyer_id")
    amounts = [cents(sales) for sales in buyers.values()]
    return over(max(amounts, default=None), sum(amounts))


def _new_buyer_surge(past: Past) -> Any:
    sales = within(of_kind(past.sales, "sale"), 365)
    before = parties(within(sales, 365, 30), "buyer_id")
    month = parties(within(sales, 30), "buyer_id")
    new = sum(cents(sold) for buyer, sold in month.items() if buyer not in before)
    return over(new, sum(map(cents, month.values())))


def channel_features(past: Past) -> dict[str, Any]:
    """Over the channels named in the last 90 days; none where there are none."""
    channels = parties(within(of_kind(past.sales, "sale"), 90), "channel")
    if not channels:
        return {}
    amounts = [cents(sales) for sales in channels.values()]
    return {
        "channels_90d": len(channels),
        "top_channel_share_90d": over(max(amounts), sum(amounts)),
        "channel_hhi_90d": concentration(amounts),
    }


def purchase_features(past: Past) -> dict[str, Any]:
    """Purchases, alone and against sales; none where no purchase event is known."""
    if not past.purchases:
        return {}
    bought, returns = of_kind(past.purchases, "purchase"), of_kind(past.purchases, "refund")
    sales = of_kind(past.sales, "sale")
    year, quarter = within(bought, 365), within(bought, 90)
    return {
        **{f"purchases_{d}d_cents": cents(within(bought, d)) for d in (30, 90, 365)},
        "purchase_count_90d": len(quarter),
        "mean_purchase_365d_cents": over(cents(year), len(year)),
        "purchases_to_sales": over(cents(year), cents(within(sales, 365))),
        "purchases_to_sales_90d": over(cents(quarter), cents(within(sales, 90))),
        "purchase_growth_90d": over(cents(quarter), cents(within(bought, 180, 90))),
        "purchase_return_rate_365d": over(cents(within(returns, 365)), cents(year)),
        "days_since_last_purchase": nearest(bought),
        **_suppliers(past),
    }


def _suppliers(past: Past) -> dict[str, Any]:
    year = within(of_kind(past.purchases, "purchase"), 365)
    suppliers, asked = parties(year, "supplier_id"), past.application.supplier_id
    amounts = [cents(bought) for bought in suppliers.values()]
    found: dict[str, Any] = {}
    if suppliers:
        found = {
            "suppliers_90d": len(parties(within(year, 90), "supplier_id")),
            "suppliers_365d": len(suppliers),
            "top_supplier_share": over(max(amounts), sum(amounts)),
            "supplier_hhi": concentration(amounts),
        }
    if asked is not None:
        found["purchases_from_supplier_365d"] = len(suppliers.get(asked, []))
    return found
