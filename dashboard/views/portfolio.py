"""Where is the risk, and what could we lose?"""

import streamlit as st

from dashboard import page, states
from dashboard.panels import overview
from dashboard.panels import portfolio as panels
from dashboard.panels.loan_cards import loan_cards
from dashboard.panels.portfolio_distribution import show_distribution
from dashboard.queries import portfolio

version = page.header("Where is the risk, and what could we lose?", portfolio.sample)
key, currency = version.version_id, version.book.currency
with st.skeleton(height=480):
    found = portfolio.summary(key)

if portfolio.is_empty(found):
    states.no_data(
        "exposure",
        "The book holds neither loans nor scored applications: build the features, train a model "
        "and score.",
        "python -m pipelines features && python -m pipelines train && python -m pipelines score",
    )
    st.stop()


def show_loss(version_id: str) -> None:
    """What is expected to be lost, and how much more it may be."""
    panels.show_loss(version_id)
    show_distribution(version_id)


if found.basis == "loans":
    page.cards(loan_cards(found, currency)[2:])
    page.tabs(
        {
            "Vintages": panels.show_vintages,
            "Roll rates": panels.show_roll_rates,
            "Loss": show_loss,
            "Concentration": panels.show_concentration,
            "Run-off": panels.show_run_off,
        },
        key,
    )
else:
    page.cards(overview.offered_cards(found, currency))
    page.tabs({"Loss": panels.show_loss, "Concentration": panels.show_concentration}, key)
    st.caption(
        "This book holds no loans, so the risk shown is that of the offers. Vintages, roll rates "
        "and run-off appear once loans and their payments are imported."
    )
