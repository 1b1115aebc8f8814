"""The entry script: which pages there are, for whom, and the frame around them."""

from pathlib import Path

import streamlit as st

from dashboard import states

ICON = Path(__file__).with_name("icon.png")
VIEWS = Path(__file__).with_name("views")
SIDEBAR_PIXELS = 220


def view(name: str, title: str, icon: str, help: str, *, default: bool = False) -> st.Page:
    """One page, from `views/NAME.py`, reached under `/NAME`."""
    return st.Page(
        VIEWS / f"{name}.py",
        title=title,
        icon=f":material/{icon}:",
        url_path=name,
        default=default,
        help=help,
    )


st.set_page_config(page_icon=ICON, layout="wide", initial_sidebar_state=SIDEBAR_PIXELS)
st.logo(ICON, size="large")

page = st.navigation(
    {
        "Executive": [
            view("overview", "Overview", "monitoring", "How is the book doing?", default=True),
            view("portfolio", "Portfolio", "donut_small", "Where is the risk?"),
        ],
        "Analyst": [
            view("applicants", "Applicants", "group", "Who is asking?"),
            view("merchant", "Merchant", "storefront", "Should this merchant get this amount?"),
            view("checkout", "Checkout", "shopping_cart", "What does the buyer see?"),
            view("policy", "Policy lab", "tune", "What if we changed the rules?"),
        ],
        "Reviewer": [
            view("models", "Models", "model_training", "Which model runs, is it good enough?"),
            view("features", "Features", "dataset", "What does the model see?"),
            view("explain", "Explain", "insights", "What drives the model?"),
            view("review", "Review", "verified", "Can I sign this?"),
        ],
        "All": [view("data", "Data", "database", "What is in the book, and can I trust it?")],
    },
    expanded=True,
)
with states.guarded():
    page.run()
