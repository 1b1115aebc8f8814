"""What does the buyer see?"""

import time

import streamlit as st

from dashboard import formats, page
from dashboard.panels import checkout as panels
from dashboard.panels import offer
from dashboard.panels.choice import choose_application
from dashboard.queries import merchant
from dashboard.queries.desk import decide_now, decided, desk
from pipelines.errors import Refused
from pipelines.offers import compare_ways, parse_amount

DEFAULT_CENTS = 30_000_00

version = page.header("What does the buyer see?", merchant.sample)
key, currency = version.version_id, version.book.currency
chosen = choose_application(key, "approve")
asked, held = merchant.application(key, chosen), desk(key)
features = {feature.name: feature for feature in held.table.features}
starts_at = merchant.requested(asked) or decided(key, chosen, None).decision.limit_cents

left, right = st.columns([3, 2])
with left, st.container(border=True):
    st.caption(f"{formats.markdown(asked['name'])} at checkout, {formats.day(asked['applied_at'])}")
    typed = panels.ask_amount(chosen, starts_at or DEFAULT_CENTS, currency)
    try:
        amount = parse_amount(typed.replace(",", ""), held.policy)
    except Refused as refusal:
        st.error(formats.markdown(str(refusal)), icon=":material/error:")
        st.stop()
    started = time.perf_counter()
    found = decide_now(key, chosen, amount)
    milliseconds = 1000 * (time.perf_counter() - started)
    quote = found.decision.quote
    compared = compare_ways(quote, held.policy) if quote else None
    header = offer.sheet_header(version, asked["name"], found.decision, held.policy)
    panels.show_buyer(key, found, compared, header, features)
with right, st.container(border=True):
    panels.show_trace(version, found, compared, features, milliseconds)
st.page_link(
    "views/merchant.py",
    label="Open the merchant behind it",
    icon=":material/storefront:",
    query_params={"application": chosen},
)
