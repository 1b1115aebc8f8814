"""The what-if panel: levers within the book's range, and what the decision makes of them."""

import pandas as pd
import streamlit as st

from dashboard import formats, page, states
from dashboard.charts.moved import Part, moved_parts
from dashboard.findings.merchant import moved
from dashboard.glossary import term
from dashboard.panels import offer
from dashboard.queries import levers
from dashboard.queries.desk import decide_now, desk
from dashboard.values import DECISIONS, value
from pipelines.deciding import DecidedApplication
from pipelines.errors import Refused

GROUPS_SHOWN = 8


@st.fragment
def show_what_if(version_id: str, before: DecidedApplication) -> None:
    """Levers on top; score, PD, decision, offer and reasons beneath, from one decision again."""
    changes = _levers(version_id, before)
    decision = before.decision
    try:
        after = (
            decide_now(version_id, decision.application_id, decision.requested_cents, changes)
            if changes
            else before
        )
    except Refused as refusal:
        states.refused(str(refusal))
        return
    page.finding(
        moved(
            decision,
            after.decision,
            before.explanation.pd,
            after.explanation.pd,
            levers=len(changes),
        )
    )
    page.cards(_cards(before, after))
    known = desk(version_id).table.by_name
    left, right = st.columns(2)
    with left, st.container(border=True, height="stretch"):
        st.markdown("**Reasons now**")
        offer.show_reasons(decision.reasons, known)
    with right, st.container(border=True, height="stretch"):
        st.markdown("**Reasons with the change**")
        offer.show_reasons(after.decision.reasons, known)
    _show_moved(levers.moved_groups(version_id, before.explanation, after.explanation))
    st.caption(
        "A what-if, not a promise: the levers move one feature each while all others stay as they "
        "are, within the 1st to 99th percentile seen in the book."
    )


def _show_moved(parts: list[Part]) -> None:
    """The driver groups whose part of the score moved; nothing where none did."""
    if not parts:
        return
    shown = parts[:GROUPS_SHOWN]
    name, was, becomes = shown[0]
    page.chart(
        "What moved the score",
        moved_parts(shown),
        pd.DataFrame(parts, columns=["driver_group", "now", "with_change"]),
        alt=f"{name} moved most, from {was:+.3f} to {becomes:+.3f} log-odds",
        name="what-moved",
    )


def _levers(version_id: str, before: DecidedApplication) -> dict[str, float]:
    """Draw the levers and return the values that differ from the merchant's own."""
    application_id, currency = before.decision.application_id, before.decision.currency
    names = levers.permitted(version_id)
    chosen = st.multiselect(
        "Levers",
        list(names),
        default=levers.suggested(version_id, before.explanation),
        format_func=lambda name: names[name].label,
        key=f"levers-{application_id}",
        help="Features a merchant can move; tenure and application details cannot be.",
    )
    changes = {}
    with st.grid(3, min_column_width=240):
        for name in chosen:
            moved_to = _slider(levers.lever(version_id, application_id, name, currency), before)
            if moved_to is not None:
                changes[name] = moved_to
    return changes


def _slider(lever: levers.Lever, before: DecidedApplication) -> float | None:
    feature, currency = lever.feature, before.decision.currency
    if len(lever.options) < 2:
        st.caption(f"{formats.markdown(feature.label)} has one value in the whole book.")
        return None
    moved_to = st.select_slider(
        formats.markdown(feature.label),
        lever.options,
        value=lever.value,
        format_func=lambda amount: value(amount, feature.unit, currency),
        key=f"lever-{before.decision.application_id}-{feature.name}",
        help=formats.markdown(
            f"{feature.meaning}. Now {value(lever.value, feature.unit, currency)}."
        ),
    )
    return None if moved_to == lever.value else moved_to


def _cards(before: DecidedApplication, after: DecidedApplication) -> list[page.Card]:
    old, new, currency = before.decision, after.decision, before.decision.currency
    change = after.explanation.pd - before.explanation.pd
    score = after.explanation.score - before.explanation.score
    rises: page.Tone = "worse" if change > 0 else "neutral"
    monthly = new.quote.average_month_cents if new.quote else None
    return [
        page.Card(
            "Score", f"{after.explanation.score:+.3f}",
            change=f"{score:+.3f} log-odds" if score else "as now",
        ),
        page.Card(
            "PD", formats.pd(after.explanation.pd), help=term("PD"),
            change=formats.points(change) if change else "as now", tone=rises,
        ),
        page.Card(
            "Decision", DECISIONS[new.decision], change=f"now: {DECISIONS[old.decision].lower()}"
        ),
        page.Card(
            "Limit", formats.money(new.limit_cents, currency),
            change=f"now: {formats.money(old.limit_cents, currency)}",
        ),
        page.Card(
            "Monthly", formats.money(monthly, currency),
            help="All payments of the offer by their number",
            change=f"of {formats.money(new.amount_cents, currency)}" if new.quote else None,
        ),
        page.Card(
            "Price", f"{new.quote.apr:.2f} %" if new.quote else "none", help=term("APR"),
            change=f"{new.tier} tier" if new.tier else "nothing offered",
        ),
    ]  # fmt: skip
