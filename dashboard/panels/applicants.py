"""The parts of the Applicants page: filters, the queue and the comparison."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.glossary import term
from dashboard.queries import applicants
from dashboard.values import DECISIONS

PERIODS = {"Any time": None, "Last 30 days": 30, "Last 90 days": 90, "Last 365 days": 365}
WORDS = {code: DECISIONS[code] for code in applicants.DECISIONS}
COMPARED = 4


def show_filters(queue: pd.DataFrame) -> applicants.Filters:
    """Draw the row of filters, each of them in the address, and return what they ask for."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input(
            "Name or id", type="search", key="q", bind="query-params", live="300ms", width=200
        )
        decisions = st.pills(
            "Decision",
            list(WORDS.values()),
            selection_mode="multi",
            key="decision",
            bind="query-params",
        )
        grades = st.pills(
            "Grade",
            sorted(set(queue["grade"])),
            selection_mode="multi",
            key="grade",
            bind="query-params",
            help=term("Grade"),
        )
        with st.popover("More filters", icon=":material/tune:"):
            industries = _industries(queue)
            period = st.selectbox("Applied", list(PERIODS), key="applied", bind="query-params")
    codes = {word: code for code, word in WORDS.items()}
    return applicants.Filters(
        search=search or "",
        decisions=tuple(codes[word] for word in decisions),
        grades=tuple(grades),
        industries=tuple(industries),
        days=PERIODS[period],
    )


def _industries(queue: pd.DataFrame) -> list[str]:
    known = sorted(set(queue["industry"].dropna()))
    if not known:
        st.caption("This book does not say in which industry a merchant sells.")
        return []
    return st.multiselect("Industry", known, key="industry", bind="query-params")


def show_first(found: pd.DataFrame, many: int = 4) -> None:
    """Links to the first few of the queue."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("Start with")
        for row in found.head(many).itertuples():
            st.page_link(
                "views/merchant.py",
                label=formats.markdown(f"{row.application_id} · {row.name}"),
                icon=":material/person_search:"
                if row.decision == "refer"
                else ":material/storefront:",
                help=WORDS[str(row.decision)],
                query_params={"application": str(row.application_id)},
            )


def show_queue(found: pd.DataFrame, version_id: str, currency: str) -> None:
    """The queue, those who need a person first."""
    shown = applicants.with_sales(found.head(applicants.SHOWN), version_id)
    shown["open"] = "/merchant?application=" + shown["application_id"]
    shown["decision"] = shown["decision"].map(WORDS)
    title = f"{formats.plural(len(found), 'application')}, those who need a person first"
    if len(found) > len(shown):
        title += f" (the first {formats.count(len(shown))}; search to see others)"
    page.titled(title, found, "applicants")
    asks = shown["order_amount_cents"].notna().any()
    page.table(
        shown,
        {
            "open": columns.link(
                "Application", shown="application=(.*)", help="Opens the merchant"
            ),
            "name": columns.text("Merchant", width="medium"),
            "monthly_sales": columns.trend(
                "Sales", help="The twelve 30-day months before applying"
            ),
            "pd": columns.pd(help=term("PD")),
            "grade": columns.text("Grade", help=term("Grade")),
            **({"order_amount_cents": columns.money("Asked for", currency)} if asks else {}),
            "limit_cents": columns.money("Limit", currency, help="The most the sales support now"),
            "decision": columns.text("Decision"),
            "main_reason": columns.text("Main reason", width="large"),
            "applied_at": columns.day("Applied"),
        },
        alt=f"{title}; first {shown.iloc[0]['name']}",
        height=420 if len(shown) > 11 else "content",
    )


def show_comparison(found: pd.DataFrame, currency: str) -> None:
    """Up to four applications side by side, one column each; the choice is in the address."""
    labels = {
        str(row.application_id): f"{row.application_id} · {row.name}" for row in found.itertuples()
    }
    chosen = st.multiselect(
        "Compare up to four, side by side",
        list(labels),
        format_func=lambda key: labels.get(key, key),
        max_selections=COMPARED,
        key="compare",
        placeholder="Choose applications from this list",
    )
    if chosen:
        picked = found.set_index("application_id").loc[chosen]
        st.table(
            pd.DataFrame(
                {formats.markdown(labels[key]): _facts(picked.loc[key], currency) for key in chosen}
            ),
            alt=f"{len(chosen)} applications side by side",
        )


def _facts(row: Any, currency: str) -> dict[str, str]:
    priced = "not priced"
    if pd.notna(row["tier"]):
        priced = f"{row['tier']} tier, APR {row['apr']:.2f} %"
    facts = {
        "Decision": WORDS[row["decision"]],
        "PD and grade": f"{formats.pd(row['pd'])}, {row['grade']}",
        "Asked for": formats.money(row["order_amount_cents"], currency),
        "Limit": formats.money(row["limit_cents"], currency),
        "Price": priced,
        "Expected loss": formats.money(row["expected_loss_cents"], currency),
        "Sales, 365 days": formats.money(row["sales_365d_cents"], currency),
        "Refund rate, 365 days": formats.rate(row["refund_rate_365d"]),
        "Days since the first sale": formats.count(row["tenure_days"]),
        "Main reason": row["main_reason"] or "none: a plain approval",
        "Applied": formats.day(row["applied_at"]),
    }
    return {name: formats.markdown(text) for name, text in facts.items()}
