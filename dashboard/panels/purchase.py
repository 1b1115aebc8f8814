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
    """What can be done with the offer now, and what has become of it."""
    _show_problem(found.record.decision_id)
    draw: Callable[[Standing], None] | None = {
        "open": _open,
        "accepted": _accepted,
        "expired": _ended,
        "undone": _ended,
        "refunded": _ended,
    }.get(found.state)
    if draw is not None:
        draw(found)
    st.button(
        "Ask again" if found.state in ("closed", "expired", "open") else "Place another order",
        icon=":material/refresh:",
        key="another-order",
        on_click=_another,
        help="A new order with the same amount: decided anew on what stands now",
    )


def _open(found: Standing) -> None:
    record = found.record
    st.button(
        "Accept and pay later",
        type="primary",
        icon=":material/check:",
        key="accept",
        on_click=_accept,
        args=(record.decision_id, record.offered_cents, record.offer_digest),
    )
    st.caption(f"The offer stands until {_moment(record.valid_until)}.")


def _accepted(found: Standing) -> None:
    record, accepted = found.record, found.events[0]
    st.success(
        formats.markdown(
            f"Accepted on {_moment(accepted.happened_at)}: "
            f"{formats.exact_money(accepted.amount_cents, record.currency)} is financed."
        ),
        icon=":material/task_alt:",
    )
    undo_until, now = found.undo_until, datetime.now(UTC)
    can_undo = undo_until is not None and now <= undo_until
    st.button(
        "Undo the purchase" if can_undo else "Refund the purchase",
        icon=":material/undo:",
        key="refund",
        on_click=_refund,
        args=(record.decision_id,),
    )
    if can_undo:
        st.caption(f"Without cost until {formats.moment(undo_until)}; later it is a refund.")


def _ended(found: Standing) -> None:
    st.info(formats.markdown(findings.ended(found)), icon=":material/info:")


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
