"""What if we changed the rules?"""

import streamlit as st

from dashboard import formats, page, queries, states
from dashboard.findings.policy import against_today
from dashboard.panels import policy as panels
from dashboard.panels import (
    policy_optimum,
    policy_scenarios,
    policy_swaps,
    policy_sweep,
    policy_totals,
)
from dashboard.queries import applicants, drafts, scenarios, simulation
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

opened = None
try:
    opened = scenarios.opened()
except Refused as refusal:
    st.error(f"{formats.markdown(str(refusal))}. The draft starts from today's policy.")

left, right = st.columns([1, 3])
with left:
    if opened:
        policy_scenarios.show_opened(opened)
    base = scenarios.policy_of(opened) if opened else policy
    values = panels.ask_draft(base, f"-{opened.scenario_id[:6]}" if opened else "", currency)
with right:
    sections = drafts.drafted(base, values)
    changes = drafts.differences(policy, sections, currency)
    try:
        draft, text = drafts.checked(sections, policy)
    except Refused as refusal:
        panels.show_differences(changes)
        st.error(formats.markdown(str(refusal)), icon=":material/error:")
        st.stop()
    basis = panels.ask_basis()
    trial = simulation.Trial(key, currency, policy, draft, basis)
    panels.show_differences(changes)
    with st.spinner("Deciding the whole book under both policies", show_time=True):
        page.cards(panels.cards(trial))
        panels.show_intervals(trial)
    today, then = trial.totals
    profit = trial.intervals()[1]["profit_cents"] if trial.is_changed else None
    page.finding(against_today(today, then, profit, currency, basis))
    page.tabs(
        {
            "Cut-offs": lambda _: policy_sweep.show_cut_offs(trial),
            "Frontier": lambda _: policy_sweep.show_frontier(trial),
            "Against today": lambda _: policy_totals.show_against(trial),
            "Swap set": lambda _: policy_swaps.show_swaps(trial),
            "By segment": lambda _: policy_swaps.show_segments(trial),
            "Prices": lambda _: policy_sweep.show_prices(trial),
            "Optimum": lambda _: policy_optimum.show(trial),
            "Scenarios": lambda _: policy_scenarios.show_scenarios(trial, text, policy),
            "As a file": lambda _: policy_scenarios.show_text(text, is_draft=trial.is_changed),
        },
        key,
    )
