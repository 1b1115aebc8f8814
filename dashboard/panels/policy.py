"""The parts of the Policy lab: the draft's levers and its effect on the whole book."""

import pandas as pd
import streamlit as st

from dashboard import formats, page
from dashboard.charts.policy import frontier
from dashboard.glossary import term
from dashboard.queries import drafts, simulation
from pipelines.offers import Policy, policy_document
from pipelines.simulation.swaps import Totals

STEPS = {"rate": 0.1, "money": 1000.0, "days": 1.0, "multiple": 0.1}
SHAPES = {"rate": "%.2f", "money": "%.0f", "days": "%.0f", "multiple": "%.2f"}
UNITS = {"rate": "%", "money": "", "days": "days", "multiple": "×"}
SAME = "no change"
PROFIT = "Fees less funding, servicing and expected loss of what is lent."


def ask_draft(policy: Policy, currency: str) -> dict[str, float]:
    """Draw the levers as a form and return what they stand at; the address holds the draft."""
    sections = policy_document(policy)
    values = {}
    with st.form("draft", border=True):
        st.markdown(f"**Draft of policy `{policy.version}`**")
        shown, folded = st.container(), st.expander("Limit and eligibility")
        for lever in drafts.levers(policy):
            with folded if lever.path[0] in ("limit", "eligibility") else shown:
                values[lever.key] = _ask(lever, drafts.typed(lever, sections), currency)
        st.form_submit_button(
            "Simulate", type="primary", icon=":material/play_arrow:", width="stretch"
        )
    return values


def _ask(lever: drafts.PolicyLever, today: float, currency: str) -> float:
    return st.number_input(
        f"{lever.label}, {UNITS[lever.kind] or currency}",
        min_value=0.0,
        max_value=float(lever.high),
        value=today,
        step=STEPS[lever.kind],
        format=SHAPES[lever.kind],
        key=lever.key,
        bind="query-params",
        help=lever.help or None,
    )


def show_differences(changes: list[str]) -> None:
    """The difference between draft and today as text."""
    if not changes:
        st.caption("The draft equals today's policy. Move a lever and simulate.")
        return
    st.markdown("\n".join(f"- {formats.markdown(line)}" for line in changes))


def cards(today: Totals, draft: Totals, currency: str) -> list[page.Card]:
    """Approved, volume, loss and profit of the draft, each with its change against today."""
    changed = today != draft
    money = [
        ("Offered", today.volume_cents, draft.volume_cents, None),
        ("Expected loss", today.loss_cents, draft.loss_cents, term("Expected loss")),
        ("Expected profit", today.profit_cents, draft.profit_cents, PROFIT),
    ]
    return [
        page.Card(
            "Approved",
            formats.count(draft.approved),
            help=term("Approval rate"),
            change=f"{draft.approved - today.approved:+,d}" if changed else None,
        ),
        *(
            page.Card(
                label,
                formats.money(after, currency),
                help=tip,
                change=_signed(after - before, currency) if changed else None,
            )
            for label, before, after, tip in money
        ),
    ]


def show_totals(
    today: Totals, draft: Totals, intervals: dict[str, tuple[float, float]], currency: str
) -> None:
    """Today beside the draft, with the change and how much it depends on who applied."""

    def money(label: str, before: int, after: int, name: str) -> tuple[str, ...]:
        low, high = (_signed(round(bound), currency) for bound in intervals[name])
        change = _signed(after - before, currency)
        if today == draft:
            return (label, formats.money(before, currency), formats.money(after, currency), SAME)
        shown = (formats.money(before, currency), formats.money(after, currency))
        return (label, *shown, f"{change} ({low} to {high})")

    def rate(label: str, before: float, after: float) -> tuple[str, ...]:
        shown = (
            formats.rate(before, 2),
            formats.rate(after, 2),
            SAME if after == before else formats.points(after - before),
        )
        return (label, *shown)

    def number(label: str, before: int, after: int) -> tuple[str, ...]:
        return (
            label,
            f"{before:,d}",
            f"{after:,d}",
            SAME if after == before else f"{after - before:+,d}",
        )

    rows = [
        number("Approved", today.approved, draft.approved),
        rate("Approval rate", today.approval_rate, draft.approval_rate),
        number("Needs a person", today.referred, draft.referred),
        money("Offered", today.volume_cents, draft.volume_cents, "amount_cents"),
        money("Expected loss", today.loss_cents, draft.loss_cents, "loss_cents"),
        rate("Expected loss of the offer", today.loss_rate, draft.loss_rate),
        money("Expected profit", today.profit_cents, draft.profit_cents, "profit_cents"),
    ]
    frame = pd.DataFrame(rows, columns=["", "Today", "Draft", "Change (95 % interval)"])
    st.table(
        frame.map(formats.markdown),
        hide_index=True,
        border="horizontal",
        alt="Today's policy beside the draft",
    )
    st.caption(
        "The interval resamples the applications: how much the change depends on who happened to "
        "apply. PDs and economics are taken as given."
    )


def _signed(cents: int, currency: str) -> str:
    return f"{'+' if cents >= 0 else ''}{formats.money(cents, currency)}"


def show_frontier(
    version_id: str, policy: Policy, draft: Policy, sentence: str, currency: str
) -> None:
    """The efficient frontier with today, the draft and the best cut-off marked."""
    whole = simulation.frontier(version_id, draft)
    today = simulation.totals(simulation.simulate(version_id, policy))
    marks = {"Today": (today.loss_cents, today.profit_cents)}
    if len(whole):
        best = simulation.best(whole)
        marks["Best cut-off"] = (int(best["loss_cents"]), int(best["profit_cents"]))
    points = simulation.thinned(whole)
    before = simulation.thinned(simulation.frontier(version_id, policy))
    if draft != policy:
        now = simulation.totals(simulation.simulate(version_id, draft))
        marks["Draft"] = (now.loss_cents, now.profit_cents)
    card = page.chart(
        "Profit against loss, over the cut-off",
        frontier(before, None if points.equals(before) else points, marks, currency),
        whole,
        alt=sentence,
        name="frontier",
    )
    card.caption(
        "Each point of a line is the whole book decided with another cut-off, everything "
        "else as in that policy. Expected values on the applications of this book; take-up is "
        "taken as full."
    )
