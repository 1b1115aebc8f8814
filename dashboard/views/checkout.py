"""What does the buyer see?"""

import time

import streamlit as st

from dashboard import formats, page
from dashboard.findings import purchase as findings
from dashboard.panels import checkout as panels
from dashboard.panels import checkout_trace as trace
from dashboard.panels import offer, purchase
from dashboard.panels.choice import choose_application
from dashboard.queries import merchant
from dashboard.queries.counter import counter
from dashboard.queries.desk import decide_now, decided, desk
from pipelines.errors import Refused
from pipelines.offers import compare_ways, parse_amount

DEFAULT_CENTS = 30_000_00

version = page.header("What does the buyer see?", merchant.sample)
key, currency = version.version_id, version.book.currency
chosen = choose_application(key, "approve")
asked, held = merchant.application(key, chosen), desk(key)
is_live = panels.ask_is_live()
if is_live:
    counter().held()
features = held.table.by_name
starts_at = merchant.requested(asked) or decided(key, chosen, None).decision.limit_cents

left, right = st.columns([3, 2])
with left, st.container(border=True):
    day = version.book.as_of if is_live else asked["applied_at"]
    said = "now, from sales up to" if is_live else "on"
    st.caption(f"{formats.markdown(asked['name'])} at checkout {said} {formats.day(day)}")
    typed = panels.ask_amount(chosen, starts_at or DEFAULT_CENTS, currency)
    try:
        amount = parse_amount(typed.replace(",", ""), held.policy)
    except Refused as refusal:
        st.error(formats.markdown(str(refusal)), icon=":material/error:")
        st.stop()
    started = time.perf_counter()
    if is_live:
        suppliers = counter().suppliers(asked["merchant_id"])
        supplier = panels.ask_supplier(asked["merchant_id"], suppliers) if suppliers else None
        kept = purchase.place(asked["merchant_id"], amount, currency, supplier)
        decision, policy, parts = kept.decided.decision, kept.policy, kept.contributions
        took = findings.kept_in(kept.standing, purchase.milliseconds(decision.application_id))
    else:
        found = decide_now(key, chosen, amount)
        decision, policy, parts = found.decision, held.policy, found.explanation.contributions
        took = findings.replayed_in(1000 * (time.perf_counter() - started))
    compared = compare_ways(decision.quote, policy) if decision.quote else None
    header = offer.sheet_header(version, asked["name"], decision, policy)
    given = panels.Given(decision, parts, compared, header)
    panels.show_buyer(key, given, features)
    if is_live:
        purchase.show_purchase(kept.standing)
with right, st.container(border=True):
    trace.show_steps(given, features, took)
    if is_live:
        trace.show_record(kept, counter().watch.why_in_doubt)
    else:
        trace.show_replay(version, found)
if is_live:
    trace.show_latest(counter().latest(asked["merchant_id"]), currency)
st.page_link(
    "views/merchant.py",
    label="Open the merchant behind it",
    icon=":material/storefront:",
    query_params={"application": chosen},
)
