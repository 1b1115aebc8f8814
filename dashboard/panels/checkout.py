"""The two halves of the Checkout page: what the buyer sees, and the analyst's trace of it."""

import hashlib
from collections.abc import Mapping

import streamlit as st

from dashboard import formats, queries
from dashboard.findings import checkout as findings
from dashboard.panels import offer
from dashboard.panels.judgement import grounds
from dashboard.panels.ways_to_pay import show_tiers, show_ways
from dashboard.queries import merchant
from dashboard.values import DECISIONS
from pipelines.deciding import DecidedApplication
from pipelines.features import Feature
from pipelines.offers import Comparison, Quote, SheetHeader
from pipelines.store import Version, Workbench

AMOUNT = "amount"


def ask_amount(application_id: str, default_cents: int, currency: str) -> str:
    """The order amount as typed; it starts at what the application asked for, or its limit."""
    if st.session_state.get("amount-for") != application_id or AMOUNT not in st.session_state:
        by_link = "amount-for" not in st.session_state and AMOUNT in st.query_params
        if not by_link:
            st.session_state[AMOUNT] = f"{default_cents / 100:.2f}".removesuffix(".00")
        st.session_state["amount-for"] = application_id
    return st.text_input(
        f"Your order, {currency}",
        key=AMOUNT,
        bind="query-params",
        max_chars=30,
        icon=":material/sell:",
    )


def show_buyer(
    version_id: str,
    found: DecidedApplication,
    compared: Comparison | None,
    header: SheetHeader,
    features: Mapping[str, Feature],
) -> None:
    """The answer, its price beside the other ways to pay, and the button; or reasons and help."""
    decision = found.decision
    st.subheader(formats.markdown(findings.headline(decision)), anchor=False)
    if decision.quote is None or compared is None:
        _refused(version_id, found, features)
        return
    if decision.reasons:
        offer.show_reasons(decision.reasons, features, codes=False)
        _helps(version_id, found, features)
    st.markdown(formats.markdown(_promise(decision.quote)))
    facts = {card.label: formats.markdown(card.value) for card in offer.terms(decision.quote)}
    st.table(facts, border="horizontal", alt="What the buyer pays")
    with st.expander("Your payments", icon=":material/calendar_month:"):
        offer.show_payments(decision.quote)
    show_ways(compared)
    with st.expander(
        "Disclosure", icon=":material/gavel:", key="disclosure", on_change="rerun"
    ) as sheet:
        if sheet.open:
            offer.show_disclosure(decision.quote, header)
    _accept(version_id, found)


def _promise(quote: Quote) -> str:
    payments = quote.schedule.instalments
    average = formats.exact_money(quote.average_month_cents, quote.currency)
    return (
        f"{formats.exact_money(quote.amount_cents, quote.currency)} goes to your supplier now. You "
        f"pay it back in {len(payments)} monthly payments, {average} on average, the first on "
        f"{formats.day(payments[0].due_on)}. No other fee; pay early and the later fees fall away."
    )


def _refused(version_id: str, found: DecidedApplication, features: Mapping[str, Feature]) -> None:
    waits = found.decision.decision == "refer"
    st.markdown("A person will look at it, because:" if waits else "The reasons:")
    offer.show_reasons(found.decision.reasons, features, codes=False)
    _helps(version_id, found, features)
    st.caption("The card, an electronic check or a wire transfer remain open for this order.")


def _helps(version_id: str, found: DecidedApplication, features: Mapping[str, Feature]) -> None:
    peers = merchant.peers(version_id, found.explanation)
    helps = findings.what_would_help(found.decision, peers, features)
    if helps:
        st.markdown("**What would help**")
        st.markdown("\n".join(f"- {formats.markdown(line)}" for line in helps))


def _accept(version_id: str, found: DecidedApplication) -> None:
    held = accepted(version_id, found)
    if held is None:
        st.button(
            "Accept and pay later",
            type="primary",
            icon=":material/check:",
            key="accept",
            on_click=_take,
            args=(version_id, found),
        )
    else:
        st.success(
            f"Accepted. Record `{held}`; the same offer is recorded once, however often it is "
            "clicked.",
            icon=":material/task_alt:",
        )


def _take(version_id: str, found: DecidedApplication) -> None:
    accept(version_id, found)


def accept(version_id: str, found: DecidedApplication) -> str:
    """Record the buyer's acceptance durably, once for the same offer; returns the record's id."""
    held = accepted(version_id, found)
    if held is not None:
        return held
    decision = found.decision
    return Workbench(queries.settings()).record_decision(
        application_id=decision.application_id,
        decision="accept",
        amount_cents=decision.amount_cents,
        actor="buyer at checkout",
        reason=f"accepted {decision.tier} tier offer",
        evidence=grounds(version_id, found)
        | {"offer": offer_digest(version_id, found), "terms": decision.to_json()},
    )


def accepted(version_id: str, found: DecidedApplication) -> str | None:
    """The record of this very offer's acceptance, if there is one."""
    digest = offer_digest(version_id, found)
    held = Workbench(queries.settings()).decisions(found.decision.application_id)
    same = [item.decision_id for item in held if item.evidence.get("offer") == digest]
    return same[0] if same else None


def offer_digest(version_id: str, found: DecidedApplication) -> str:
    """What makes two offers the same: application, amount, rates and all they rest on."""
    decision = found.decision
    rates = decision.quote.monthly_rates if decision.quote else ()
    parts = (
        decision.application_id,
        decision.amount_cents,
        rates,
        decision.policy_version,
        found.explanation.model_id,
        version_id,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def show_trace(
    version: Version,
    found: DecidedApplication,
    compared: Comparison | None,
    features: Mapping[str, Feature],
    milliseconds: float,
) -> None:
    """The analyst's view: each step with its figures, the time it took, and what it rested on."""
    decision = found.decision
    st.markdown("**Behind the counter**")
    st.caption(
        f"Decided in {milliseconds:.0f} ms: features restated for the amount, score, "
        "contributions, reasons, policy, price."
    )
    for number, step in enumerate(decision.steps, start=1):
        name = findings.STEP_NAMES.get(step.name, step.name.capitalize())
        came_to = DECISIONS.get(step.outcome, step.outcome).lower()
        with st.expander(f"{number}. {name}: {formats.markdown(came_to)}"):
            lines = findings.evidence(step, features, decision.currency)
            st.markdown("\n".join(f"- {formats.markdown(line)}" for line in lines) or "No figures.")
    if compared is not None:
        with st.expander("The same order at every tier"):
            show_tiers(compared)
    st.table(
        {
            "Model": f"`{found.explanation.model_id}`",
            "Policy": f"`{decision.policy_version}`",
            "Data": f"`{version.version_id}`",
            "Code": f"`{version.code_version}`",
            "PD": formats.pd(found.explanation.pd),
            "Expected loss": formats.markdown(
                formats.money(decision.expected_loss_cents, decision.currency)
            ),
            "Expected profit": formats.markdown(
                formats.money(decision.expected_profit_cents, decision.currency)
            ),
            "Stored record": f"`{accepted(version.version_id, found) or 'not accepted yet'}`",
        },
        border="horizontal",
        alt="What this decision rests on",
    )
