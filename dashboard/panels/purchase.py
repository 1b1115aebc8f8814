"""The buyer's order at the counter: asked once, accepted once, undone or refunded."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from dashboard import formats, states
from dashboard.findings import purchase as findings
from dashboard.queries.counter import Order, counter
from dashboard.queries.kept import Kept, Standing
from pipelines.checkout.problems import KINDS, Problem
from pipelines.errors import Refused
from pipelines.store.workbench import moment

SESSION, NUMBER = "counter-session", "counter-order"
TOOK, WRONG = "counter-took", "counter-problem"


def place(merchant_id: str, cents: int, currency: str, supplier_id: str | None) -> Kept:
    """The decision on this order: kept when it is first drawn, and the same one from then on.

    Refused where the desk cannot decide on such an order.
    """
    session = st.session_state.setdefault(SESSION, uuid.uuid4().hex[:12])
    number = st.session_state.setdefault(NUMBER, 1)
    order = Order(merchant_id, cents, currency, supplier_id, session, number)
    decision_id, milliseconds = counter().decide(order)
    if milliseconds is not None:
        st.session_state[TOOK] = decision_id, milliseconds
    return counter().kept(decision_id)


def milliseconds(decision_id: str) -> float | None:
    """How long deciding and keeping took; None where it was not this session's last one."""
    took: tuple[str, float] = st.session_state.get(TOOK, ("", 0.0))
    return took[1] if took[0] == decision_id else None


def show_purchase(found: Standing) -> None:
    """What has become of the offer, and what can be done with it now."""
    _show_problem(found.record.decision_id)
    if found.state == "accepted":
        _show_accepted(found)
    elif found.state in ("expired", "undone", "refunded"):
        st.info(formats.markdown(findings.ended(found)), icon=":material/info:")
    is_done = found.state in ("accepted", "undone", "refunded")
    with st.container(horizontal=True):
        if found.state == "open":
            _accept_button(found)
        elif found.state == "accepted":
            _refund_button(found)
        st.button(
            "Place another order" if is_done else "Ask again",
            icon=":material/refresh:",
            key="another-order",
            on_click=_another,
            help="The same order anew, decided on what stands now",
        )
    if found.state == "open":
        st.caption(f"The offer stands until {_moment(found.record.valid_until)}.")
    elif _can_undo(found):
        until = formats.moment(found.undo_until)
        st.caption(f"Undone without cost until {until}; later it is a refund.")


def _show_accepted(found: Standing) -> None:
    amount = formats.exact_money(found.record.offered_cents, found.record.currency)
    said = f"Accepted on {_moment(found.events[0].happened_at)}: {amount} is financed."
    st.success(formats.markdown(said), icon=":material/task_alt:")


def _accept_button(found: Standing) -> None:
    record = found.record
    st.button(
        "Accept and pay later",
        type="primary",
        icon=":material/check:",
        key="accept",
        on_click=_accept,
        args=(record.decision_id, record.offered_cents, record.offer_digest),
    )


def _refund_button(found: Standing) -> None:
    st.button(
        "Undo the purchase" if _can_undo(found) else "Refund the purchase",
        icon=":material/undo:",
        key="refund",
        on_click=_refund,
        args=(found.record.decision_id,),
    )


def _can_undo(found: Standing) -> bool:
    """Whether a refund now would undo the purchase."""
    is_in_time = found.undo_until is not None and datetime.now(UTC) <= found.undo_until
    return found.state == "accepted" and is_in_time


def _accept(decision_id: str, cents: int, offer: str) -> None:
    _try(decision_id, lambda: counter().accept(decision_id, cents, offer))


def _refund(decision_id: str) -> None:
    _try(decision_id, lambda: counter().refund(decision_id))


def _another() -> None:
    st.session_state[NUMBER] = st.session_state.get(NUMBER, 1) + 1


def _try(decision_id: str, work: Callable[[], None]) -> None:
    """Do it; where it is refused, the page says so when it is drawn again."""
    st.session_state.pop(WRONG, None)
    try:
        work()
    except Problem as problem:
        st.session_state[WRONG] = decision_id, KINDS[problem.kind][1], problem.detail
    except Refused as refusal:
        st.session_state[WRONG] = decision_id, "This could not be kept", str(refusal)


def _show_problem(decision_id: str) -> None:
    """Why the last click on this decision came to nothing."""
    wrong: tuple[str, str, str] = st.session_state.get(WRONG, ("", "", ""))
    if wrong[0] == decision_id:
        st.warning(f"**{wrong[1]}.** {states.sentence(wrong[2])}.", icon=":material/block:")


def _moment(text: str) -> str:
    return formats.moment(moment(text))
