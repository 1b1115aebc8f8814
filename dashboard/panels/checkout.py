"""The buyer's half of the Checkout page: what is asked, and what it is answered with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import formats
from dashboard.findings import checkout as findings
from dashboard.panels import offer
from dashboard.panels.ways_to_pay import show_ways
from dashboard.queries import merchant
from pipelines.explain.application import Contribution
from pipelines.features import Feature
from pipelines.offers import Comparison, Decision, Quote, SheetHeader

AMOUNT = "amount"
NOW, THEN = "Now", "On the application's day"


@dataclass(frozen=True)
class Given:
    """What the buyer is given: the decision, with what it costs beside the other ways to pay.

    `contributions` are those of the features to its score, none where nothing was scored.
    """

    decision: Decision
    contributions: Sequence[Contribution]
    compared: Comparison | None
    header: SheetHeader


def ask_is_live() -> bool:
    """Whether the order is placed now, for the record, rather than on the application's day."""
    chosen = st.segmented_control(
        "Asked",
        (NOW, THEN),
        default=NOW,
        required=True,
        key="asked",
        bind="query-params",
        help="Now: from the newest sales, kept for good, with an offer that can be accepted. On "
        "the application's day: from what was known then; nothing is kept.",
    )
    return chosen != THEN


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


def ask_supplier(merchant_id: str, suppliers: Sequence[str]) -> str | None:
    """From which of the suppliers the merchant knows, or from another one."""
    return st.selectbox(
        "From",
        suppliers,
        index=None,
        key=f"supplier-{merchant_id}",
        placeholder="Another supplier",
        help="The suppliers this merchant bought from within the last 365 days",
    )


def show_buyer(version_id: str, given: Given, features: Mapping[str, Feature]) -> None:
    """The answer, its price beside the other ways to pay; or the reasons and what would help."""
    decision = given.decision
    st.subheader(formats.markdown(findings.headline(decision)), anchor=False)
    if decision.quote is None or given.compared is None:
        _refused(version_id, given, features)
        return
    if decision.reasons:
        offer.show_reasons(decision.reasons, features, codes=False)
        _helps(version_id, given, features)
    st.markdown(formats.markdown(_promise(decision.quote)))
    facts = {card.label: formats.markdown(card.value) for card in offer.terms(decision.quote)}
    st.table(facts, border="horizontal", alt="What the buyer pays")
    with st.expander("Your payments", icon=":material/calendar_month:"):
        offer.show_payments(decision.quote)
    show_ways(given.compared)
    with st.expander(
        "Disclosure", icon=":material/gavel:", key="disclosure", on_change="rerun"
    ) as sheet:
        if sheet.open:
            offer.show_disclosure(decision.quote, given.header)


def _promise(quote: Quote) -> str:
    payments = quote.schedule.instalments
    average = formats.exact_money(quote.average_month_cents, quote.currency)
    return (
        f"{formats.exact_money(quote.amount_cents, quote.currency)} goes to your supplier now. You "
        f"pay it back in {len(payments)} monthly payments, {average} on average, the first on "
        f"{formats.day(payments[0].due_on)}. No other fee; pay early and the later fees fall away."
    )


def _refused(version_id: str, given: Given, features: Mapping[str, Feature]) -> None:
    waits = given.decision.decision == "refer"
    st.markdown("A person will look at it, because:" if waits else "The reasons:")
    offer.show_reasons(given.decision.reasons, features, codes=False)
    _helps(version_id, given, features)
    st.caption("The card, an electronic check or a wire transfer remain open for this order.")


def _helps(version_id: str, given: Given, features: Mapping[str, Feature]) -> None:
    peers = merchant.peers(version_id, given.contributions)
    helps = findings.what_would_help(given.decision, peers, features)
    if helps:
        st.markdown("**What would help**")
        st.markdown("\n".join(f"- {formats.markdown(line)}" for line in helps))
