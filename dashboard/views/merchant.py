"""Should this merchant get this amount, and why?"""

from functools import partial

import streamlit as st

from dashboard import page
from dashboard.findings.merchant import answer
from dashboard.panels import baselines, merchant_trace, offer
from dashboard.panels import merchant as panels
from dashboard.panels import merchant_features as features
from dashboard.panels import merchant_history as over_time
from dashboard.panels.checkout import THEN
from dashboard.panels.choice import choose_application
from dashboard.panels.decision_sheet import show_sheet
from dashboard.panels.judgement import show_judgement
from dashboard.panels.merchant_nearest import show_nearest
from dashboard.panels.merchant_peers import show_peers
from dashboard.panels.recourse import show_recourse
from dashboard.panels.what_if import show_what_if
from dashboard.queries import merchant
from dashboard.queries.desk import decided, desk

version = page.header("Should this merchant get this amount, and why?", merchant.sample)
key, currency = version.version_id, version.book.currency
chosen = choose_application(key)
asked = merchant.application(key, chosen)
held = desk(key)
found = decided(key, chosen, merchant.requested(asked))

panels.show_who(asked)
panels.show_stale(asked, found)
page.cards(panels.cards(asked, found))
page.finding(answer(found.decision, asked))
panels.show_weeks(key, asked, currency, version.book.as_of)
left, right = st.columns([3, 2])
with right, st.container(border=True):
    st.markdown("**Reasons, in the merchant's words**")
    language = baselines.choose_language()
    offer.show_reasons(
        found.decision.reasons,
        held.table.by_name,
        statements=held.statements if language == "zh" else None,
    )
    offer.show_summary(found.decision)
    st.page_link(
        "views/checkout.py",
        label="See it as the buyer does",
        icon=":material/shopping_cart:",
        query_params={"application": chosen, "asked": THEN},
    )
with left:
    compared_with, compared = baselines.show_score(key, found.explanation)
    over_time.show_force(key, compared)
with right:
    show_sheet(key, found, compared_with)
baselines.show_holding(key, found.explanation, found.decision.reasons, language)
explanation = found.explanation
sheet = offer.sheet_header(version, asked["name"], found.decision, held.policy)
page.tabs(
    {
        "What the model saw": lambda _: features.show_features(key, asked, explanation, currency),
        "Against peers": lambda _: show_peers(key, asked, explanation, currency),
        "Nearest merchants": lambda _: show_nearest(key, asked, currency),
        "Score over time": lambda _: over_time.show_history(key, asked, currency),
        "Show me the rows": lambda _: merchant_trace.show_rows(key, asked, explanation, currency),
        "What would help": partial(show_recourse, before=found),
        "What if": partial(show_what_if, before=found),
        "The offer": lambda _: panels.show_offer(found, held, sheet),
        "Loans": lambda _: panels.show_loans(key, asked, currency),
        "Decide": partial(show_judgement, decided=found, policy=held.policy),
    },
    key,
)
