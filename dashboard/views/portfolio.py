"""Where is the risk, and what could we lose?"""

import streamlit as st

from dashboard import loan_links, page
from dashboard.panels import overview, portfolio_rolls, portfolio_vintages
from dashboard.panels import portfolio as panels
from dashboard.panels.caveats import show_caveats, show_nothing
from dashboard.panels.loan_cards import loan_cards
from dashboard.panels.portfolio_concentration import show_concentration
from dashboard.panels.portfolio_distribution import show_distribution
from dashboard.panels.portfolio_loans import show_loans
from dashboard.panels.portfolio_loss import show_loss
from dashboard.panels.portfolio_merchants import show_merchants
from dashboard.panels.portfolio_returns import show_returns
from dashboard.panels.portfolio_run_off import show_run_off
from dashboard.panels.portfolio_stress import show_stress
from dashboard.panels.portfolio_watch_list import show_watch_list
from dashboard.queries import portfolio

loan_links.follow(is_here=True)
version = page.header("Where is the risk, and what could we lose?", portfolio.sample)
key, currency = version.version_id, version.book.currency
with st.skeleton(height=480):
    found = portfolio.summary(key)

if portfolio.is_empty(found):
    show_nothing(key)
    st.stop()


def show_risk_of_loss(version_id: str) -> None:
    """What is expected to be lost, and how much more it may be."""
    show_loss(version_id)
    show_distribution(version_id)


if found.basis == "loans":
    page.cards(loan_cards(found, currency)[2:])
    show_caveats(found, key, currency)
    page.tabs(
        {
            "Vintages": portfolio_vintages.show_vintages,
            "Roll rates": portfolio_rolls.show_roll_rates,
            "Loss": show_risk_of_loss,
            "Stress": show_stress,
            "Concentration": show_concentration,
            "Watch list": show_watch_list,
            "Run-off": show_run_off,
            "Returns": show_returns,
            "Merchants": show_merchants,
            "Loans": show_loans,
        },
        key,
    )
else:
    page.cards(overview.offered_cards(found, currency))
    page.tabs({"Loss": show_loss, "Concentration": panels.show_concentration}, key)
    st.caption(
        "This book holds no loans, so the risk shown is that of the offers. Vintages, roll rates "
        "and run-off appear once loans and their payments are imported."
    )
