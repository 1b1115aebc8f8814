"""The parts of the Policy lab that are always there: levers, differences, cards, totals."""

from math import isnan

import streamlit as st

from dashboard import formats, page
from dashboard.glossary import term
from dashboard.queries import drafts
from dashboard.queries.simulation import Trial
from pipelines.offers import Policy, policy_document
from pipelines.simulation.totals import Basis
from pipelines.stats.intervals import Interval

STEPS = {"rate": 0.1, "money": 1000.0, "days": 1.0, "multiple": 0.1, "price": 0.05}
SHAPES = {"rate": "%.2f", "money": "%.0f", "days": "%.0f", "multiple": "%.2f", "price": "%.2f"}
UNITS = {"rate": "%", "money": "", "days": "days", "multiple": "×", "price": "× as now"}
FOLDED = {"price": "Prices", "limit": "Limit", "eligibility": "Eligibility"}
VOLUME: dict[Basis, str] = {"offered": "Offered", "accepted": "Accepted"}
PROFIT = "Fees less funding, servicing and expected loss of what is lent."
BASES: dict[str, Basis] = {"Every offer": "offered", "Expected to be accepted": "accepted"}
BASIS_HELP = (
    "Count every offer in full, or by the share of buyers who accept at its APR. Take-up is an "
    "assumption of the policy; those who accept are taken to be as risky as those who do not."
)


def ask_draft(base: Policy, suffix: str, currency: str) -> dict[str, float]:
    """Draw the levers as a form and return what they stand at; the address holds the draft.

    `suffix` tells the levers of one saved scenario from those of another.
    """
    sections = policy_document(base)
    values = {}
    with st.form(f"draft{suffix}", border=True):
        st.markdown("**Draft**")
        shown = st.container()
        folded = {part: st.expander(label) for part, label in FOLDED.items()}
        for lever in drafts.levers(base):
            part = "price" if lever.kind == "price" else lever.path[0]
            with folded.get(part, shown):
                values[lever.key] = _ask(lever, drafts.typed(lever, sections), suffix, currency)
        st.form_submit_button(
            "Simulate", type="primary", icon=":material/play_arrow:", width="stretch"
        )
    return values


def _ask(lever: drafts.PolicyLever, today: float, suffix: str, currency: str) -> float:
    return st.number_input(
        f"{lever.label}, {UNITS[lever.kind] or currency}",
        min_value=0.0,
        max_value=float(lever.high),
        value=today,
        step=STEPS[lever.kind],
        format=SHAPES[lever.kind],
        key=f"{lever.key}{suffix}",
        bind="query-params",
        help=lever.help or None,
    )


def ask_basis() -> Basis:
    """Whether offers count in full or as far as they are expected to be accepted."""
    chosen = st.segmented_control(
        "Count", list(BASES), default=next(iter(BASES)), required=True, key="count",
        bind="query-params", help=BASIS_HELP,
    )  # fmt: skip
    return BASES.get(str(chosen), "offered")


def show_differences(changes: list[str]) -> None:
    """The difference between draft and today as text."""
    if not changes:
        st.caption("The draft equals today's policy. Move a lever and simulate.")
        return
    st.markdown("\n".join(f"- {formats.markdown(line)}" for line in changes))


def cards(trial: Trial) -> list[page.Card]:
    """Approved, volume, loss and profit of the draft, each with its change against today."""
    today, draft = trial.totals

    def money(label: str, name: str, tip: str | None) -> page.Card:
        after = getattr(draft, name)
        change = signed(after - getattr(today, name), trial.currency)
        return page.Card(
            label,
            formats.money(after, trial.currency),
            help=tip,
            change=change if trial.is_changed else None,
        )

    return [
        page.Card(
            "Approved",
            formats.count(draft.approved),
            help=term("Approval rate"),
            change=f"{draft.approved - today.approved:+,d}" if trial.is_changed else None,
        ),
        money(VOLUME[trial.basis], "volume_cents", None),
        money("Expected loss", "loss_cents", term("Expected loss")),
        money("Expected profit", "profit_cents", PROFIT),
    ]


def show_intervals(trial: Trial) -> None:
    """Beneath the cards: how far their figures depend on which merchants applied."""
    if trial.cases.merchants < 2:
        st.caption("One merchant alone gives no interval: nobody else could have applied.")
        return
    own, changes = trial.intervals()
    found = changes if trial.is_changed else own
    labels = {
        "volume_cents": VOLUME[trial.basis].lower(),
        "loss_cents": "loss",
        "profit_cents": "profit",
    }
    spans = [f"approved {counts_span(found['approved'])}"]
    spans += [
        f"{label} {money_span(found[name], trial.currency)}" for name, label in labels.items()
    ]
    what = "Change against today" if trial.is_changed else "Today"
    st.caption(formats.markdown(f"{what}, 95 % interval over merchants: {'; '.join(spans)}."))


def signed(cents: float, currency: str) -> str:
    """An amount with its sign, as a change."""
    return f"{'+' if cents >= 0 else ''}{formats.money(cents, currency)}"


def money_span(found: Interval, currency: str) -> str | None:
    """The interval's bounds; None where they are unknown."""
    if isnan(found.low):
        return None
    return f"{formats.money(found.low, currency)} to {formats.money(found.high, currency)}"


def counts_span(found: Interval) -> str | None:
    """The bounds as whole numbers; None where they are unknown."""
    return None if isnan(found.low) else f"{found.low:,.0f} to {found.high:,.0f}"


def points_span(found: Interval) -> str | None:
    """The bounds in percentage points; None where they are unknown."""
    if isnan(found.low):
        return None
    return f"{formats.points(found.low)} to {formats.points(found.high)}"
