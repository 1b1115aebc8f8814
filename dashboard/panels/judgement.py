"""A person's own decision on an application: taken with a reason, recorded for good."""

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page, queries
from dashboard.values import DECISIONS
from pipelines.deciding import DecidedApplication
from pipelines.errors import Refused
from pipelines.offers import Policy, parse_amount
from pipelines.store import Workbench

CHOICES = ("approve", "counter-offer", "refer", "decline")
LENDS = ("approve", "counter-offer")


def show_judgement(version_id: str, decided: DecidedApplication, policy: Policy) -> None:
    """The form for a decision or override, and the decisions recorded so far."""
    decision = decided.decision
    with st.form(f"judge-{decision.application_id}", border=True):
        st.markdown("**Take or override the decision**")
        left, right = st.columns(2)
        actor = left.text_input("Your name", key="actor", persist_state="session", max_chars=80)
        chosen = right.selectbox(
            "Decision",
            CHOICES,
            index=CHOICES.index(decision.decision),
            format_func=lambda code: DECISIONS[code],
        )
        amount = left.text_input(
            f"Amount, {decision.currency}",
            value=f"{(decision.amount_cents or decision.limit_cents) / 100:.2f}",
            help="Counts where the decision lends",
        )
        reason = st.text_area(
            "Reason (required)", max_chars=2000, placeholder="What you saw, and why it decides"
        )
        if st.form_submit_button(
            "Record decision", type="primary", icon=":material/edit_document:"
        ):
            _record(version_id, decided, policy, (actor, chosen, amount, reason))
    show_recorded(decision.application_id, decision.currency)


def _record(
    version_id: str, decided: DecidedApplication, policy: Policy, entered: tuple[str, str, str, str]
) -> None:
    try:
        decision_id = record(version_id, decided, policy, *entered)
    except Refused as refusal:
        st.error(formats.markdown(str(refusal)), icon=":material/error:")
    else:
        st.success(f"Recorded as `{decision_id}`.", icon=":material/task_alt:")


def record(
    version_id: str,
    decided: DecidedApplication,
    policy: Policy,
    actor: str,
    chosen: str,
    amount: str,
    reason: str,
) -> str:
    """Record a person's decision durably and return its id.

    Refused without a name or reason, for an unknown decision, or for an amount that the policy
    does not finance where the decision lends.
    """
    if not actor.strip():
        raise Refused("your name is missing: a decision is recorded with who took it")
    if chosen not in CHOICES:
        raise Refused(f"{chosen!r} is not a decision: choose one of {', '.join(CHOICES)}")
    if not reason.strip():
        raise Refused("the reason is missing: say why, it is recorded with the decision")
    decision = decided.decision
    cents = parse_amount(amount.replace(",", ""), policy) if chosen in LENDS else 0
    return Workbench(queries.settings()).record_decision(
        application_id=decision.application_id,
        decision=chosen,
        amount_cents=cents,
        actor=actor.strip(),
        reason=reason.strip(),
        evidence=grounds(version_id, decided)
        | {"overrides": (chosen, cents) != (decision.decision, decision.amount_cents)},
    )


def grounds(version_id: str, decided: DecidedApplication) -> dict[str, object]:
    """What the decision in front of the person rested on."""
    decision, explanation = decided.decision, decided.explanation
    return {
        "version_id": version_id,
        "model_id": explanation.model_id,
        "policy_version": decision.policy_version,
        "pd": explanation.pd,
        "policy_decision": decision.decision,
        "limit_cents": decision.limit_cents,
        "reasons": [reason.code for reason in decision.reasons],
        "steps": [step.to_json() for step in decision.steps],
    }


def show_recorded(application_id: str, currency: str) -> None:
    """Decisions recorded on this application, newest first."""
    held = Workbench(queries.settings()).decisions(application_id)
    if not held:
        st.caption("No decision has been recorded on this application yet.")
        return
    frame = pd.DataFrame(
        {
            "decided_at": [item.decided_at for item in held],
            "actor": [item.actor for item in held],
            "decision": [DECISIONS.get(item.decision, item.decision) for item in held],
            "amount_cents": [item.amount_cents for item in held],
            "override": ["yes" if item.evidence.get("overrides") else "" for item in held],
            "reason": [item.reason for item in held],
            "policy": [str(item.evidence.get("policy_version", "")) for item in held],
            "model": [str(item.evidence.get("model_id", "")) for item in held],
            "decision_id": [item.decision_id for item in held],
        }
    )
    page.titled(f"{formats.plural(len(held), 'recorded decision')}", frame, "recorded")
    page.table(
        frame,
        {
            "decided_at": columns.moment("When (UTC)"),
            "actor": columns.text("Who"),
            "decision": columns.text("Decision"),
            "amount_cents": columns.money("Amount", currency),
            "override": columns.text("Override", help="Differs from what the policy said"),
            "reason": columns.text("Reason", width="medium"),
            "policy": columns.text("Policy"),
            "model": columns.text("Model"),
            "decision_id": columns.text("Record"),
        },
        alt="Recorded decisions, newest first",
    )
