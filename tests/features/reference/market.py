"""Growth of sales, and the season and the market that all merchants share."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from tests.features.reference.past import Past, Seen, cents, of_kind, over, within


def growth_on_quarter(sales: Sequence[Seen]) -> Fraction | None:
    """Sales of the last 90 days over those of the 90 days before."""
    return over(cents(within(sales, 90)), cents(within(sales, 180, 90)))


def growth_on_year(sales: Sequence[Seen]) -> Fraction | None:
    """Sales of the last 90 days over those of the same 90 days a year before."""
    return over(cents(within(sales, 90)), cents(within(sales, 455, 365)))


def market_features(past: Past) -> dict[str, Any]:
    """The market's growth, season and refunds, and the month of the year."""
    sales, refunds = of_kind(past.market, "sale"), of_kind(past.market, "refund")
    ahead = cents(within(sales, 365, 275))
    return {
        "market_growth_90d": growth_on_quarter(sales),
        "market_growth_on_year": growth_on_year(sales),
        "market_season_ahead": over(365 * ahead, 90 * cents(within(sales, 365))),
        "market_refund_rate_90d": over(cents(within(refunds, 90)), cents(within(sales, 90))),
        "month_of_year": past.cut.month,
    }
