"""Who changes sides under a draft, which segments gain, and the draft's file."""

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts.policy import default_rates
from dashboard.findings.policy import swapped
from dashboard.glossary import term
from dashboard.panels.applicants import WORDS
from dashboard.queries import simulation
from dashboard.values import named

LISTED = 200


def show_swaps(today: pd.DataFrame, draft: pd.DataFrame, currency: str) -> None:
    """Whom the draft wins, loses and keeps; then the ones who change sides, largest first."""
    groups = simulation.swap_set(today, draft)
    sentence = swapped(groups)
    page.finding(sentence)
    frame = pd.DataFrame(
        [
            vars(group)
            | {
                "rate": group.default_rate.estimate if group.default_rate else None,
                "low": group.default_rate.low if group.default_rate else None,
                "high": group.default_rate.high if group.default_rate else None,
            }
            for group in groups
        ]
    ).drop(columns="default_rate")
    page.table(
        frame,
        {
            "name": columns.text("Group"),
            "applications": columns.count("Applications"),
            "volume_cents": columns.money("Offered", currency),
            "mean_pd": columns.pd("Mean PD", help=term("PD")),
            "known": columns.count("Known outcomes"),
            "defaults": columns.count("Defaults"),
            "rate": columns.rate("Default rate"),
            "low": columns.rate("from", help="95 % Jeffreys interval"),
            "high": columns.rate("to", help="95 % Jeffreys interval"),
        },
        alt="Swap set: won, lost and kept applications with their default rates",
        height="content",
    )
    if any(group.known for group in groups):
        page.chart(
            "Default rate by group",
            default_rates(groups),
            frame,
            alt=sentence,
            name="default-rates",
        )
    st.caption(
        "Outcomes are known only where a loan was made or the import stated them, so the won group "
        "tells least about those nobody ever lent to."
    )
    _show_swapped(today, draft, currency)


def _show_swapped(today: pd.DataFrame, draft: pd.DataFrame, currency: str) -> None:
    pair = today.merge(
        draft[["application_id", "decision", "amount_cents"]],
        on="application_id",
        suffixes=("_today", "_draft"),
    )
    lends = simulation.LENDS
    moved = pair[pair["decision_today"].isin(lends) != pair["decision_draft"].isin(lends)].copy()
    if moved.empty:
        return
    moved["size"] = moved[["amount_cents_today", "amount_cents_draft"]].max(axis=1)
    moved = moved.sort_values("size", ascending=False)
    for side in ("today", "draft"):
        moved[f"decision_{side}"] = moved[f"decision_{side}"].map(WORDS)
    moved["open"] = "/merchant?application=" + moved["application_id"]
    shown = moved.head(LISTED)
    page.titled(f"{formats.plural(len(moved), 'application')} change sides", moved, "swap-set")
    page.table(
        shown,
        {
            "open": columns.link("Application", shown="application=(.*)"),
            "name": columns.text("Merchant", width="medium"),
            "pd": columns.pd(help=term("PD")),
            "grade": columns.text("Grade"),
            "decision_today": columns.text("Today"),
            "decision_draft": columns.text("Draft"),
            "amount_cents_today": columns.money("Offered today", currency),
            "amount_cents_draft": columns.money("Offered by the draft", currency),
        },
        alt="Applications that change sides, largest first",
    )


def show_segments(today: pd.DataFrame, draft: pd.DataFrame, currency: str) -> None:
    """Approved and lent by grade, and by industry where the book knows it."""
    for column, label in (("grade", "Grade"), ("industry", "Industry")):
        if draft[column].notna().any():
            frame = _segment(today, draft, column)
            frame[column] = frame[column].map(named)
            page.titled(f"By {label.lower()}", frame, f"by-{column}")
            page.table(
                frame,
                {
                    column: columns.text(label),
                    "applications": columns.count("Applications"),
                    "approved_today": columns.rate("Approved today"),
                    "approved_draft": columns.rate("Approved, draft"),
                    "lent_today": columns.money("Offered today", currency),
                    "lent_draft": columns.money("Offered, draft", currency),
                    "profit_change": columns.money("Change in profit", currency),
                },
                alt=f"Draft against today by {label.lower()}",
                height="content",
            )


def _segment(today: pd.DataFrame, draft: pd.DataFrame, column: str) -> pd.DataFrame:
    joined = pd.DataFrame(
        {
            column: today[column],
            "was": today["decision"].isin(simulation.LENDS),
            "now": draft["decision"].isin(simulation.LENDS),
            "lent_today": today["amount_cents"],
            "lent_draft": draft["amount_cents"],
            "profit_change": draft["profit_cents"] - today["profit_cents"],
        }
    )
    return joined.groupby(column, as_index=False).agg(
        applications=("was", "size"),
        approved_today=("was", "mean"),
        approved_draft=("now", "mean"),
        lent_today=("lent_today", "sum"),
        lent_draft=("lent_draft", "sum"),
        profit_change=("profit_change", "sum"),
    )


def show_text(text: str, *, is_draft: bool) -> None:
    """The policy file as the draft would have it, to take away."""
    st.download_button(
        "Download the draft" if is_draft else "Download today's policy",
        text,
        file_name="policy-draft.toml" if is_draft else "policy.toml",
        mime="application/toml",
        icon=":material/download:",
        on_click="ignore",
    )
    st.code(text, language="toml", height=420)
