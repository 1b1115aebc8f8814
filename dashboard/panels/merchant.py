"""The story of one merchant: who they are, their weeks, their score, their offer and loans."""

from datetime import date

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts.merchant import weekly
from dashboard.findings import merchant as findings
from dashboard.glossary import term
from dashboard.panels import offer
from dashboard.panels.offer_economics import show_economics
from dashboard.queries import merchant
from dashboard.values import DECISIONS, named
from pipelines.deciding import DecidedApplication, Desk
from pipelines.offers import SheetHeader


def show_who(asked: pd.Series) -> None:
    """One line: name, trade, place, age."""
    parts = [f"**{formats.markdown(asked['name'])}**", f"merchant `{asked['merchant_id']}`"]
    for label, column in (("", "industry"), ("", "region"), ("", "country")):
        if pd.notna(asked[column]):
            parts.append(label + formats.markdown(named(str(asked[column]))))
    if pd.notna(asked["founded_on"]):
        parts.append(f"founded {formats.day(asked['founded_on'])}")
    if pd.notna(asked["joined_on"]):
        parts.append(f"joined {formats.day(asked['joined_on'])}")
    parts.append(f"applied {formats.day(asked['applied_at'])}")
    st.markdown(" · ".join(parts))


def show_stale(asked: pd.Series, decided: DecidedApplication) -> None:
    """Say so where the champion is another model than the one the stored scores come from."""
    champion = decided.explanation.model_id
    if asked["model_id"] != champion:
        st.warning(
            f"The stored scores come from model `{asked['model_id']}`, the champion is now "
            f"`{champion}`: rank and queue are the old model's until `python -m pipelines score`.",
            icon=":material/sync_problem:",
        )


def cards(asked: pd.Series, decided: DecidedApplication) -> list[page.Card]:
    """Decision, limit, PD, rank and sales."""
    decision, currency = decided.decision, decided.decision.currency
    wants = decision.requested_cents
    return [
        page.Card(
            "Policy says",
            "Refer" if decision.decision == "refer" else DECISIONS[decision.decision],
            tone="act" if decision.decision == "refer" else "neutral",
            change="needs a person" if decision.decision == "refer" else None,
        ),
        page.Card(
            "Limit",
            formats.money(decision.limit_cents, currency),
            help="The most this merchant may draw now. For a referral an indication.",
            change=f"asked for {formats.money(wants, currency)}" if wants else "no amount asked",
        ),
        page.Card("PD", formats.pd(asked["pd"]), help=term("PD"), change=f"grade {asked['grade']}"),
        page.Card(
            "Riskier applicants",
            formats.rate(asked["riskier_share"], 0),
            help="Share of all scored applications with a higher PD",
            change=f"of {formats.count(asked['scored'])}",
        ),
        page.Card(
            "Sales, 365 days",
            formats.money(asked["sales_365d_cents"], currency),
            change=f"{formats.count(asked['tenure_days'])} days of history",
        ),
    ]


def show_weeks(version_id: str, asked: pd.Series, currency: str, as_of: date) -> None:
    """Sales by week with refunds, loans and the application, and how much of it the model saw."""
    weeks = merchant.weeks(version_id, asked["merchant_id"])
    if weeks.empty:
        st.markdown("No sales event of this merchant is in the book.")
        return
    sentence = findings.trade(weeks, asked, currency)
    page.finding(sentence)
    card = page.chart(
        "Sales by week",
        weekly(
            weeks, merchant.events(version_id, asked["merchant_id"]), asked["applied_at"], currency
        ),
        weeks,
        alt=sentence,
        name="weeks",
    )
    card.caption(
        f"An event counts in the week it became known. Features stop the day before "
        f"{formats.day(asked['applied_at'])}; the paler weeks after it, up to "
        f"{formats.day(as_of)}, were not there to be seen."
    )


def show_offer(decided: DecidedApplication, held: Desk, header: SheetHeader) -> None:
    """The offer with its schedule, economics and disclosure, or that there is none."""
    quote = decided.decision.quote
    if quote is None:
        st.markdown("Nothing is offered, so there is no price. The reasons are above.")
        return
    page.cards(offer.terms(quote))
    offer.show_price_reasons(decided.decision, held.policy, held.statements)
    offer.show_schedule(quote, "schedule")
    st.markdown("**What it is expected to earn**")
    show_economics(quote, decided.explanation.pd, held.policy)
    with st.expander("Disclosure", icon=":material/gavel:"):
        offer.show_disclosure(quote, header)


def show_loans(version_id: str, asked: pd.Series, currency: str) -> None:
    """Earlier and later loans of the merchant with what came back."""
    loans = merchant.loans(version_id, asked["merchant_id"])
    st.markdown(findings.outcome(asked))
    if loans.empty:
        st.markdown("This merchant has had no loan in this book.")
        return
    page.titled(f"{formats.plural(len(loans), 'loan')}, newest first", loans, "loans")
    page.table(
        loans,
        {
            "loan_id": columns.text("Loan"),
            "funded_at": columns.day("Funded"),
            "principal_cents": columns.money("Lent", currency),
            "paid_cents": columns.money("Paid", currency),
            "balance_cents": columns.money("Balance", currency),
            "charged_off_cents": columns.money("Charged off", currency),
            "worst_days_past_due": columns.count("Worst DPD", help=term("DPD")),
            "status": columns.text("Last status"),
            "application_id": columns.text("Application"),
        },
        alt="Loans of this merchant, newest first",
    )
    st.caption("Loans funded after the application are shown for hindsight; no feature knows them.")
