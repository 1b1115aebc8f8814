"""Who changes sides under a draft, and which parts of the book gain."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts.policy import GROUPS, default_rates
from dashboard.charts.policy_changes import profit_changes
from dashboard.findings import policy as findings
from dashboard.glossary import term
from dashboard.queries.simulation import Trial
from dashboard.values import named
from pipelines.simulation.swaps import MerchantSwaps, SwapGroup

LISTED = 200
SEGMENTS = {"Industry": "industry", "Region": "region", "Grade": "grade", "Size": "size"}


def show_swaps(trial: Trial) -> None:
    """Whom the draft wins, loses and keeps; then the merchants that change sides, largest first."""
    groups, moved = trial.swaps()
    sentence = findings.swapped(groups)
    page.finding(sentence)
    frame = pd.DataFrame([_row(group) for group in groups])
    page.table(
        frame,
        {
            "name": columns.text("Group"),
            "applications": columns.count("Applications"),
            "merchants": columns.count("Merchants"),
            "volume_cents": columns.money("Offered", trial.currency),
            "mean_pd": columns.pd("Mean PD", help=term("PD")),
            "rate": columns.rate("Default rate"),
            "low": columns.rate("from", help="95 % Jeffreys interval"),
            "high": columns.rate("to", help="95 % Jeffreys interval"),
            "known": columns.count("Known outcomes"),
            "defaults": columns.count("Defaults"),
        },
        alt="Swap set: won, lost and kept applications with their default rates",
        height="content",
    )
    if any(group.known for group in groups):
        page.chart(
            "Default rate by group", default_rates(groups), frame, alt=sentence,
            name="default-rates",
        )  # fmt: skip
    st.caption(
        "Outcomes are known only where a loan was made or the import stated them, so the won group "
        "tells least about those nobody ever lent to."
    )
    if len(moved):
        _show_merchants(moved, trial.currency)


def _row(group: SwapGroup) -> dict[str, object]:
    rate = group.default_rate
    return {
        **{name: value for name, value in vars(group).items() if name != "default_rate"},
        "name": GROUPS[group.name],
        "rate": rate.estimate if rate else None,
        "low": rate.low if rate else None,
        "high": rate.high if rate else None,
    }


def _show_merchants(moved: MerchantSwaps, currency: str) -> None:
    frame = pd.DataFrame(vars(moved))
    page.titled(f"{formats.plural(len(moved), 'merchant')} change sides", frame, "swap-set")
    page.table(
        frame.head(LISTED),
        {
            "name": columns.text("Merchant", width="medium"),
            "won": columns.count("Won", help="Applications that only the draft lends to"),
            "lost": columns.count("Lost", help="Applications that only today's policy lends to"),
            "before_cents": columns.money("Offered today", currency),
            "after_cents": columns.money("Offered by the draft", currency),
            "mean_pd": columns.pd("Mean PD", help=term("PD")),
            "known": columns.count("Known outcomes"),
            "defaults": columns.count("Defaults"),
        },
        alt="Merchants that change sides, most money first",
    )
    if len(moved) > LISTED:
        st.caption(f"The first {LISTED} are listed; the download has them all.")


def show_segments(trial: Trial) -> None:
    """Draft against today by industry, region, grade or size."""
    chosen = st.segmented_control(
        "By", list(SEGMENTS), default="Industry", required=True, key="segment"
    )
    label = str(chosen) if chosen in SEGMENTS else "Industry"
    found = [replace(part, name=named(part.name)) for part in trial.segments(SEGMENTS[label])]
    if not found:
        st.markdown(f"The book does not say which {label.lower()} its merchants belong to.")
        return
    sentence = findings.by_segment(found, trial.currency)
    page.finding(sentence)
    frame = pd.DataFrame(
        [
            vars(part)
            | {
                "profit_change": part.profit_change.estimate,
                "low": part.profit_change.low,
                "high": part.profit_change.high,
            }
            for part in found
        ]
    )
    if trial.is_changed:
        page.chart(
            f"Change in expected profit by {label.lower()}",
            profit_changes(found, trial.currency), frame, alt=sentence, name="profit-changes",
        )  # fmt: skip
    page.titled(f"By {label.lower()}", frame, f"by-{label.lower()}")
    page.table(
        frame,
        {
            "name": columns.text(label),
            "applications": columns.count("Applications"),
            "approved_before": columns.rate("Approved today"),
            "approved_after": columns.rate("Approved, draft"),
            "volume_before_cents": columns.money("Volume today", trial.currency),
            "volume_after_cents": columns.money("Volume, draft", trial.currency),
            "loss_change_cents": _change(f"Change in loss, {trial.currency}"),
            "profit_change": _change(f"Change in profit, {trial.currency}"),
            "low": _change("from", "95 % interval over merchants"),
            "high": _change("to", "95 % interval over merchants"),
        },
        alt=f"Draft against today by {label.lower()}",
        height="content",
    )


def _change(label: str, help: str | None = None) -> columns.Column:
    """An amount stored in cents that may be below zero, its currency in the label."""
    return columns.Column(st.column_config.NumberColumn(label, help=help, format="%,.0f"), 0.01)
