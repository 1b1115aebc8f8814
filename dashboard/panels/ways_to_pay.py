"""Pay Later beside the other ways to pay the order: in a sentence, a chart and a table."""

import pandas as pd
import streamlit as st

from dashboard import formats, page
from dashboard.charts.ways_to_pay import cash_by_month
from dashboard.findings import checkout as findings
from pipelines.offers import Comparison, WayToPay


def show_ways(compared: Comparison) -> None:
    """What the offer costs beside paying at once, and when the cash leaves by each way."""
    page.finding(findings.beside_a_wire(compared), findings.worth_it(compared))
    page.chart(
        "When the cash leaves",
        cash_by_month(compared),
        flows_frame(compared),
        alt=findings.cash_alt(compared),
        name="ways-to-pay",
    )
    st.table(
        pd.DataFrame(_rows(compared)).map(formats.markdown),
        hide_index=True,
        border="horizontal",
        alt="Cost of each way to pay this order",
    )


def show_tiers(compared: Comparison) -> None:
    """For the analyst: the same order at every tier."""
    tiers = [way for way in compared.ways if way.tier]
    rows = [
        {
            "Tier": f"{way.tier}, offered" if way.is_offered else str(way.tier),
            "Fees": formats.exact_money(way.low_cost_cents, compared.currency),
            "Of the order": formats.rate(way.low_cost_cents / compared.amount_cents, 2),
            "First payment": formats.exact_money(way.flows[0].cents, compared.currency),
        }
        for way in sorted(tiers, key=lambda way: way.low_cost_cents)
    ]
    st.table(
        pd.DataFrame(rows).map(formats.markdown),
        hide_index=True,
        border="horizontal",
        alt="The same order at every tier",
    )


def flows_frame(compared: Comparison) -> pd.DataFrame:
    """One row a way and month in which cash leaves, in cents."""
    return pd.DataFrame(
        [
            {"way": way.name, "month": flow.month, "leaves_on": flow.on, "cents": flow.cents}
            for way in compared.ways
            for flow in way.flows
        ]
    )


def _rows(compared: Comparison) -> list[dict[str, str]]:
    needed = {item.against: findings.needed_return(item) for item in compared.break_evens}
    ways = [compared.offered, *compared.at_once]
    return [
        {
            "Way to pay": "Pay Later" if way.is_offered else way.name,
            "Cost on top": _cost(way, compared),
            "Cash today": formats.money(_today(way), compared.currency),
            "Pay Later is worth it where cash earns": needed.get(way.name, ""),
        }
        for way in ways
    ]


def _cost(way: WayToPay, compared: Comparison) -> str:
    low, high = (
        formats.money(cents, compared.currency)
        for cents in (way.low_cost_cents, way.high_cost_cents)
    )
    share = formats.rate(way.high_cost_cents / compared.amount_cents, 2)
    return f"{low if low == high else f'{low} to {high}'} ({share})"


def _today(way: WayToPay) -> int:
    return way.total_cents if way.is_at_once else 0
