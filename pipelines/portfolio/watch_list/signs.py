"""What each sign of the watch list is called, how it reads, and how its points are counted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

SIGNS: Mapping[str, str] = {
    "owed_to_month_of_sales": "Owes much for its sales",
    "sales_against_usual": "Sales falling",
    "sales_against_last_year": "Sales below last year",
    "unsteadiness": "Unsteady sales",
    "days_since_sale": "No sale for days",
    "refund_rise": "Refunds rising",
    "purchases_to_sales": "Buys more than it sells",
    "money_in_against_before": "Less money coming in",
    "other_lender_burden": "Pays another lender",
    "days_late": "Instalment late",
    "pd_against_median": "High PD at application",
    "pd_against_application": "Score falling",
}
"""Every sign with its name, in the order in which a loan's are listed."""

FALLING = frozenset({"sales_against_usual", "sales_against_last_year", "money_in_against_before"})
"""The signs whose low values are the bad ones."""

SAME_STORY = ("sales_against_usual", "sales_against_last_year")
"""Signs that say the same: only the one with more points counts."""


@dataclass(frozen=True)
class Alert:
    """One sign that a loan shows: its measure, its points and what it says in words."""

    sign: str
    value: float
    points: int
    words: str


def words(sign: str, value: float) -> str:
    """What the value of a sign says."""
    return _SAYS[sign](value)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


_SAYS: Mapping[str, Callable[[float], str]] = {
    "owed_to_month_of_sales": lambda x: f"owes {x:.1f} months of its sales",
    "sales_against_usual": lambda x: (
        f"sales of 8 weeks {_percent(1 - x)} below what its own half-year and its industry suggest"
    ),
    "sales_against_last_year": lambda x: (
        f"sales of 4 weeks {_percent(1 - x)} below last year's, its industry's growth allowed for"
    ),
    "unsteadiness": lambda x: f"weekly sales swing by {_percent(x)} of their mean",
    "days_since_sale": lambda x: f"no sale for {x:.0f} days",
    "refund_rise": lambda x: f"refunds up by {100 * x:.0f} points of sales",
    "purchases_to_sales": lambda x: f"buys {x:.1f} times what it sells",
    "money_in_against_before": lambda x: (
        f"{_percent(1 - x)} less money in than in the 13 weeks before"
    ),
    "other_lender_burden": lambda x: f"{_percent(x)} of money in goes to another lender",
    "days_late": lambda x: f"an instalment is {x:.0f} days late",
    "pd_against_median": lambda x: f"PD when it applied {x:.1f} times the median of the loans",
    "pd_against_application": lambda x: f"PD of its newest application {x:.1f} times as high",
}
