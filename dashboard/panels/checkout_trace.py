"""The analyst's half of the Checkout page: each step, what it rested on, and what is kept."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page, states
from dashboard.findings import checkout as findings
from dashboard.findings.purchase import event, too_old
from dashboard.panels.checkout import Given
from dashboard.panels.ways_to_pay import show_tiers
from dashboard.queries.kept import Kept
from dashboard.values import DECISIONS
from pipelines.deciding import DecidedApplication
from pipelines.features import Feature
from pipelines.offers import Decision
from pipelines.store import Version
from pipelines.store.workbench import moment

PUBLISH = "publish the newest features with `python -m pipelines features`"


def show_steps(given: Given, features: Mapping[str, Feature], took: str) -> None:
    """Each step of the decision with its figures; `took` says how long they needed."""
    decision = given.decision
    st.markdown("**Behind the counter**")
    st.caption(took)
    for number, step in enumerate(decision.steps, start=1):
        name = findings.STEP_NAMES.get(step.name, step.name.capitalize())
        came_to = DECISIONS.get(step.outcome, step.outcome).lower()
        with st.expander(f"{number}. {name}: {formats.markdown(came_to)}"):
            lines = findings.evidence(step, features, decision.currency)
            st.markdown("\n".join(f"- {formats.markdown(line)}" for line in lines) or "No figures.")
    if given.compared is not None:
        with st.expander("The same order at every tier"):
            show_tiers(given.compared)


def show_record(kept: Kept, why_in_doubt: str | None) -> None:
    """What a kept decision rests on, under which record it is found, and what became of it.

    `why_in_doubt` says why the desk refers every order at present, None where it decides.
    """
    why = why_in_doubt or too_old(kept)
    if why:
        advised = states.sentence(why if ": " in why else f"{why}: {PUBLISH}")
        st.warning(f"Every order goes to a person. {advised}.", icon=":material/update:")
    record, grounds = kept.standing.record, kept.decided.grounds
    model = f"`{grounds.model_id}`" + ("" if kept.decided.score is not None else ", not asked")
    facts = {
        "Model": model,
        "Policy": f"`{kept.decided.decision.policy_version}`",
        "Snapshot": f"`{grounds.snapshot.sha256[:12]}` as of {formats.day(grounds.snapshot.as_of)}",
        "Data": f"`{grounds.snapshot.version_id}`",
        **_expected(kept.decided.decision, kept.decided.pd),
        "Stored record": f"`{record.decision_id}`",
        "Idempotency key": f"`{record.idempotency_key}`",
        "Decided": _moment(record.decided_at),
        "Valid until": _moment(record.valid_until) if record.offer_digest else formats.NO_VALUE,
        "Events": "; ".join(event(item, record.currency) for item in kept.standing.events)
        or "none",
    }
    _show(facts)


def show_replay(version: Version, found: DecidedApplication) -> None:
    """What a decision on the application's day rests on; nothing of it is kept."""
    facts = {
        "Model": f"`{found.explanation.model_id}`",
        "Policy": f"`{found.decision.policy_version}`",
        "Data": f"`{version.version_id}`",
        "Code": f"`{version.code_version}`",
        **_expected(found.decision, found.explanation.pd),
        "Stored record": "none: a day that has passed cannot be accepted",
    }
    _show(facts)


def show_latest(latest: pd.DataFrame, currency: str) -> None:
    """The merchant's newest decisions at the checkout, whoever asked."""
    shown = latest.assign(decision=latest["decision"].map(DECISIONS))
    st.markdown("**Latest at the checkout**")
    page.table(
        shown,
        {
            "decided_at": columns.moment("Time, UTC"),
            "client": columns.text("Asked by"),
            "requested_cents": columns.money("Order", currency, cents=True),
            "decision": columns.text("Decision"),
            "offered_cents": columns.money("Offered", currency, cents=True),
            "became": columns.text("Since then"),
            "decision_id": columns.text("Record"),
        },
        alt="The newest decisions of this merchant with what became of their offers",
        height="content",
    )


def _expected(decision: Decision, pd: float | None) -> dict[str, str]:
    loss, profit = decision.expected_loss_cents, decision.expected_profit_cents
    return {
        "PD": formats.pd(pd),
        "Expected loss": formats.markdown(formats.money(loss, decision.currency)),
        "Expected profit": formats.markdown(formats.money(profit, decision.currency)),
    }


def _show(facts: Mapping[str, str]) -> None:
    st.table(dict(facts), border="horizontal", alt="What this decision rests on")


def _moment(text: str) -> str:
    return formats.moment(moment(text))
