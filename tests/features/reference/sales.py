"""Level, growth, order values, refunds and patterns of a merchant's sales."""

from typing import Any

from tests.features.reference.market import growth_on_quarter, growth_on_year
from tests.features.reference.past import (
    Past,
    cents,
    nearest,
    of_kind,
    over,
    parties,
    units,
    variation,
    within,
)
from tests.features.reference.steadiness import monthly_sales, months_of

ROUND_CENTS = 100_00
LONGER = (30, 90, 180, 365)


def sales_features(past: Past) -> dict[str, Any]:
    """All of them; none where no sales event is known."""
    if not past.sales:
        return {}
    return {
        **_level(past),
        **_growth(past),
        **_order_value(past),
        **_refunds(past),
        **_chargebacks_and_voids(past),
        **_patterns(past),
    }


def _level(past: Past) -> dict[str, Any]:
    sales = of_kind(past.sales, "sale")
    back = of_kind(past.sales, "refund") + of_kind(past.sales, "chargeback")
    months = months_of(sales)
    mean = monthly_sales(past)
    worst, best = min(months, default=None), max(months, default=None)
    return {
        **{f"sales_{days}d_cents": cents(within(sales, days)) for days in (7, *LONGER)},
        "net_sales_90d_cents": cents(within(sales, 90)) - cents(within(back, 90)),
        "worst_month_cents": worst,
        "best_month_cents": best,
        "worst_month_share": over(worst, mean),
        "best_month_share": over(best, mean),
    }


def _growth(past: Past) -> dict[str, Any]:
    sales = of_kind(past.sales, "sale")

    def sold(far: int, near: int = 0) -> int:
        return cents(within(sales, far, near))

    quarter, year = growth_on_quarter(sales), growth_on_year(sales)
    market = of_kind(past.market, "sale")
    return {
        "growth_7d": over(4 * sold(7), sold(35, 7)),
        "growth_30d": over(sold(30), sold(60, 30)),
        "growth_90d": quarter,
        "growth_180d": over(sold(180), sold(360, 180)),
        "growth_on_year": year,
        "month_growth_on_year": over(sold(30), sold(395, 365)),
        "recent_share_of_year": over(sold(90), sold(365)),
        "seasonal_growth": over(quarter, over(sold(455, 365), sold(545, 455))),
        "growth_against_market": over(quarter, growth_on_quarter(market)),
        "year_growth_against_market": over(year, growth_on_year(market)),
        "season_ahead": over(sold(365, 275) * 365, 90 * sold(365)),
    }


def _order_value(past: Past) -> dict[str, Any]:
    sales = of_kind(past.sales, "sale")
    year = within(sales, 365)
    largest = max((seen.event.amount_cents for seen in year), default=None)
    means = {days: over(cents(within(sales, days)), len(within(sales, days))) for days in LONGER}
    return {
        **{f"sale_count_{days}d": len(within(sales, days)) for days in LONGER},
        **{f"mean_sale_{days}d_cents": means[days] for days in LONGER},
        "mean_sale_change": over(means[90], means[365]),
        "largest_sale_share": over(largest, cents(year)),
        "largest_sale_to_mean": over(largest, means[365]),
        "sale_value_variation": variation([units(seen.event.amount_cents) for seen in year]),
    }


def _refunds(past: Past) -> dict[str, Any]:
    sales, refunds = of_kind(past.sales, "sale"), of_kind(past.sales, "refund")
    rates = {
        days: over(cents(within(refunds, days)), cents(within(sales, days))) for days in LONGER
    }
    return {
        **{f"refund_rate_{days}d": rates[days] for days in LONGER},
        "refund_rate_change": over(rates[90], rates[365]),
        "refund_count_rate_90d": over(len(within(refunds, 90)), len(within(sales, 90))),
    }


def _chargebacks_and_voids(past: Past) -> dict[str, Any]:
    sales, voids = of_kind(past.sales, "sale"), of_kind(past.sales, "void")
    chargebacks = of_kind(past.sales, "chargeback")
    found: dict[str, Any] = {
        "chargeback_value_rate_365d": over(
            cents(within(chargebacks, 365)), cents(within(sales, 365))
        ),
        "days_since_last_chargeback": nearest(chargebacks),
    }
    for days in (90, 365):
        sold, voided = len(within(sales, days)), len(within(voids, days))
        found[f"chargeback_rate_{days}d"] = over(len(within(chargebacks, days)), sold)
        found[f"void_rate_{days}d"] = over(voided, voided + sold)
    return found


def _patterns(past: Past) -> dict[str, Any]:
    sales = of_kind(past.sales, "sale")
    year, quarter = within(sales, 365), within(sales, 90)
    rounds = [over(sum(map(_is_round, part)), len(part)) for part in (quarter, year)]
    nights = [over(sum(map(_is_at_night, part)), len(part)) for part in (quarter, year)]
    named = sum(map(cents, parties(year, "buyer_id").values()))
    return {
        "round_sale_share_90d": rounds[0],
        "round_sale_change": rounds[0] - rounds[1] if rounds[0] is not None else None,
        "night_sale_share_90d": nights[0],
        "night_sale_change": nights[0] - nights[1] if nights[0] is not None else None,
        "surge_14d": over(76 * cents(within(sales, 14)), 14 * cents(within(sales, 90, 14))),
        "named_sale_share_365d": over(named, cents(year)),
    }


def _is_round(seen: Any) -> bool:
    return seen.event.amount_cents % ROUND_CENTS == 0


def _is_at_night(seen: Any) -> bool:
    at = seen.event.occurred_at
    return at.hour < 6 and at != at.replace(hour=0, minute=0, second=0, microsecond=0)
