"""What if we changed the rules?"""

import streamlit as st

from dashboard import formats, page, queries, states
from dashboard.findings.policy import against_today
from dashboard.panels import policy as panels
from dashboard.panels import policy_swaps
from dashboard.queries import applicants, drafts, simulation
from pipelines.errors import Refused

version = page.header("What if we changed the rules?", applicants.sample)
key, currency, policy = version.version_id, version.book.currency, queries.policy()
if applicants.queue(key).empty:
    states.no_data(
        "scored applications",
        "A draft is tried on applications that a model has scored.",
        applicants.SCORE,
    )
    st.stop()

left, right = st.columns([1, 3])
with left:
    values = panels.ask_draft(policy, currency)
    changes = drafts.differences(policy, values, currency)
with right:
    try:
        draft, text = drafts.drafted(policy, values)
    except Refused as refusal:
        panels.show_differences(changes)
        st.error(formats.markdown(str(refusal)), icon=":material/error:")
        st.stop()
    with st.spinner("Deciding the whole book under both policies", show_time=True):
        today_rows = simulation.simulate(key, policy)
        draft_rows = simulation.simulate(key, draft)
        curve = simulation.frontier(key, draft)
    today, then = simulation.totals(today_rows), simulation.totals(draft_rows)
    intervals = simulation.change_intervals(today_rows, draft_rows)
    panels.show_differences(changes)
    page.cards(panels.cards(today, then, currency))
    sentence = against_today(today, then, curve, currency)
    page.finding(sentence)
    panels.show_frontier(key, policy, draft, sentence, currency)
    page.tabs(
        {
            "Against today": lambda _: panels.show_totals(today, then, intervals, currency),
            "Swap set": lambda _: policy_swaps.show_swaps(today_rows, draft_rows, currency),
            "By segment": lambda _: policy_swaps.show_segments(today_rows, draft_rows, currency),
            "The draft as a file": lambda _: policy_swaps.show_text(text, is_draft=bool(changes)),
        },
        key,
    )
