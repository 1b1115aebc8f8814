"""Scenarios: drafts kept under a name, set side by side, and proposed as the next policy."""

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.panels.policy import show_differences
from dashboard.panels.policy_totals import show_totals
from dashboard.panels.sign_off import NAME_HELP
from dashboard.queries import drafts, scenarios
from dashboard.queries.simulation import Trial
from pipelines.errors import Refused
from pipelines.offers import Policy, policy_document
from pipelines.simulation.scenarios import propose_scenario, save_scenario
from pipelines.store.scenarios import Scenario

IN_FORCE = "The policy in force"


def show_scenarios(trial: Trial, text: str, in_force: Policy) -> None:
    """Save the draft, open and compare what was saved, propose one as the next policy."""
    _save(text, in_force, is_draft=trial.is_changed)
    found = scenarios.saved()
    if not found:
        st.markdown("No scenario has been saved yet.")
        return
    _list(found)
    _compare(found, trial, in_force)
    _propose(found, in_force)


def show_opened(opened: Scenario) -> None:
    """Say which scenario the draft starts from."""
    note = f": {formats.markdown(opened.note)}" if opened.note else ""
    st.info(
        f"The draft starts from scenario **{formats.markdown(title(opened))}**, saved by "
        f"{formats.markdown(opened.author)} on {formats.day(opened.saved_at)}{note}.",
        icon=":material/bookmark:",
    )
    st.button(
        "Start again from today's policy",
        icon=":material/undo:",
        type="tertiary",
        on_click=_close,
    )


def _close() -> None:
    if scenarios.PARAMETER in st.query_params:
        del st.query_params[scenarios.PARAMETER]


def title(scenario: Scenario) -> str:
    """Its name with its version."""
    return f"{scenario.name}, version {scenario.number}"


def _save(text: str, in_force: Policy, *, is_draft: bool) -> None:
    with st.form("save-scenario", clear_on_submit=False):
        st.markdown("**Save the draft as a scenario**")
        name = st.text_input("Name", max_chars=80, key="scenario-name")
        note = st.text_input("Note: what it is for", max_chars=400, key="scenario-note")
        author = st.text_input("Your name", max_chars=80, key="scenario-author", help=NAME_HELP)
        if not st.form_submit_button("Save scenario", icon=":material/bookmark_add:"):
            return
    if not is_draft:
        st.error("The draft equals today's policy: move a lever and simulate first.")
        return
    try:
        kept = save_scenario(
            scenarios.workbench(), name=name or "", author=author or "", note=note or "",
            policy_text=text, base=in_force,
        )  # fmt: skip
    except Refused as refusal:
        st.error(formats.markdown(str(refusal)))
        return
    st.success(f"Saved as {formats.markdown(title(kept))}. This link opens it:")
    st.code(_address(kept), language=None)


def _address(scenario: Scenario) -> str:
    here = (st.context.url or "/policy").partition("?")[0]
    return f"{here}?{scenarios.PARAMETER}={scenario.scenario_id}"


def _list(found: list[Scenario]) -> None:
    frame = pd.DataFrame(
        {
            "open": [f"/policy?{scenarios.PARAMETER}={one.scenario_id}" for one in found],
            "name": [title(one) for one in found],
            "author": [one.author for one in found],
            "saved_at": [one.saved_at.replace(tzinfo=None) for one in found],
            "note": [one.note for one in found],
            "base_version": [one.base_version for one in found],
        }
    )
    page.titled(formats.plural(len(found), "saved scenario"), frame, "scenarios")
    page.table(
        frame,
        {
            "open": columns.link("Open", shown="Open"),
            "name": columns.text("Scenario", width="medium"),
            "author": columns.text("By"),
            "saved_at": columns.moment("Saved (UTC)"),
            "note": columns.text("Note", width="large"),
            "base_version": columns.text("Drafted from"),
        },
        alt="Saved scenarios, newest first",
    )


def _compare(found: list[Scenario], trial: Trial, in_force: Policy) -> None:
    st.markdown("**Compare any two**")
    names = {IN_FORCE: None, **{f"{title(one)} ({one.scenario_id[:4]})": one for one in found}}
    with st.container(horizontal=True):
        first = st.selectbox("First", list(names), key="compare-first")
        second = st.selectbox("Second", list(names), index=1, key="compare-second")
    try:
        one, other = (_policy(names[str(name)], in_force) for name in (first, second))
    except Refused as refusal:
        st.error(formats.markdown(str(refusal)))
        return
    changes = drafts.differences(one, policy_document(other), trial.currency)
    if not changes:
        st.caption("The two say the same.")
        return
    show_differences(changes)
    show_totals(replace(trial, before=one, after=other), ("First", "Second"))


def _policy(scenario: Scenario | None, in_force: Policy) -> Policy:
    return scenarios.policy_of(scenario) if scenario else in_force


def _propose(found: list[Scenario], in_force: Policy) -> None:
    names = {f"{title(one)} ({one.scenario_id[:4]})": one for one in found}
    with st.form("propose-scenario", clear_on_submit=False):
        st.markdown("**Propose a scenario as the next policy**")
        chosen = st.selectbox("Scenario", list(names), key="proposed-scenario")
        reason = st.text_area("Reason", max_chars=1000, key="proposal-reason")
        day = st.date_input(
            "In force from", in_force.effective_on, min_value=in_force.effective_on,
            key="proposal-day",
        )  # fmt: skip
        author = st.text_input("Your name", max_chars=80, key="proposal-author", help=NAME_HELP)
        asked = st.form_submit_button("Propose", icon=":material/how_to_vote:")
    if asked and isinstance(day, date):
        try:
            propose_scenario(
                scenarios.workbench(), names[str(chosen)], author=author or "",
                reason=reason or "", effective_on=day, in_force=in_force,
            )  # fmt: skip
        except Refused as refusal:
            st.error(formats.markdown(str(refusal)))
    _proposals({one.scenario_id: title(one) for one in found})


def _proposals(titles: dict[str, str]) -> None:
    for proposed in scenarios.proposals()[:5]:
        with st.container(border=True):
            st.markdown(
                f"**{formats.markdown(titles.get(proposed.scenario_id, proposed.scenario_id))}** "
                f"proposed by {formats.markdown(proposed.proposed_by)} on "
                f"{formats.day(proposed.proposed_at)}: {formats.markdown(proposed.reason)}"
            )
            st.download_button(
                "Download as the next policy.toml", proposed.policy_text, "policy.toml",
                mime="application/toml", icon=":material/download:", on_click="ignore",
                key=f"proposal-{proposed.proposal_id}",
            )  # fmt: skip
    st.caption(
        "A proposal is recorded and changes nothing: the policy in force is the file, and whoever "
        "puts the new one in place answers for it."
    )


def show_text(text: str, *, is_draft: bool) -> None:
    """The policy file as the draft would have it, to take away."""
    st.download_button(
        "Download the draft" if is_draft else "Download today's policy",
        text,
        file_name="policy-draft.toml" if is_draft else "policy.toml",
        mime="application/toml",
        icon=":material/download:",
        on_click="ignore",
    )
    st.code(text, language="toml", height=420)
