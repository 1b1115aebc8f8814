"""The parts of the Policy lab: the draft's levers, its effect, and who changes sides."""

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts.policy import default_rates, frontier
from dashboard.findings.policy import swapped
from dashboard.glossary import term
from dashboard.panels.applicants import WORDS
from dashboard.policy_text import document
from dashboard.queries import drafts, simulation
from dashboard.swaps import Totals
from pipelines.offers import Policy

STEPS = {"rate": 0.1, "money": 1000.0, "days": 1.0, "multiple": 0.1}
SHAPES = {"rate": "%.2f", "money": "%.0f", "days": "%.0f", "multiple": "%.2f"}
UNITS = {"rate": "%", "money": "", "days": "days", "multiple": "×"}
LISTED = 200
PROFIT = "Fees less funding, servicing and expected loss of what is lent."


def ask_draft(policy: Policy, currency: str) -> dict[str, float]:
    """Draw the levers as a form and return what they stand at; the address holds the draft."""
    sections = document(policy)
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
        ("Volume", today.volume_cents, draft.volume_cents, None),
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
        shown = (formats.money(before, currency), formats.money(after, currency))
        return (label, *shown, f"{change} ({low} to {high})")

    def rate(label: str, before: float, after: float) -> tuple[str, ...]:
        shown = (formats.rate(before, 2), formats.rate(after, 2), formats.points(after - before))
        return (label, *shown)

    def number(label: str, before: int, after: int) -> tuple[str, ...]:
        return (label, f"{before:,d}", f"{after:,d}", f"{after - before:+,d}")

    rows = [
        number("Approved", today.approved, draft.approved),
        rate("Approval rate", today.approval_rate, draft.approval_rate),
        number("Referred to a person", today.referred, draft.referred),
        money("Volume", today.volume_cents, draft.volume_cents, "amount_cents"),
        money("Expected loss", today.loss_cents, draft.loss_cents, "loss_cents"),
        rate("Expected loss of what is lent", today.loss_rate, draft.loss_rate),
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


def show_swaps(today: pd.DataFrame, draft: pd.DataFrame, currency: str) -> None:
    """Whom the draft wins, loses and keeps; then the ones who change sides, largest first."""
    groups = simulation.swap_set(today, draft)
    sentence = swapped(groups)
    page.finding(sentence)
    frame = pd.DataFrame(
        [
            vars(group)
            | {
                "rate": group.default_rate.estimate if group.default_rate else None,
                "low": group.default_rate.low if group.default_rate else None,
                "high": group.default_rate.high if group.default_rate else None,
            }
            for group in groups
        ]
    ).drop(columns="default_rate")
    page.table(
        frame,
        {
            "name": columns.text("Group"),
            "applications": columns.count("Applications"),
            "volume_cents": columns.money("Volume", currency),
            "mean_pd": columns.pd("Mean PD", help=term("PD")),
            "known": columns.count("Known outcomes"),
            "defaults": columns.count("Defaults"),
            "rate": columns.rate("Default rate"),
            "low": columns.rate("from", help="95 % Jeffreys interval"),
            "high": columns.rate("to", help="95 % Jeffreys interval"),
        },
        alt="Swap set: won, lost and kept applications with their default rates",
        height="content",
    )
    if any(group.known for group in groups):
        page.chart(
            "Default rate by group",
            default_rates(groups),
            frame,
            alt=sentence,
            name="default-rates",
        )
    st.caption(
        "Outcomes are known only where a loan was made or the import stated them, so the won group "
        "tells least about those nobody ever lent to."
    )
    _show_swapped(today, draft, currency)


def _show_swapped(today: pd.DataFrame, draft: pd.DataFrame, currency: str) -> None:
    pair = today.merge(
        draft[["application_id", "decision", "amount_cents"]],
        on="application_id",
        suffixes=("_today", "_draft"),
    )
    lends = simulation.LENDS
    moved = pair[pair["decision_today"].isin(lends) != pair["decision_draft"].isin(lends)].copy()
    if moved.empty:
        return
    moved["size"] = moved[["amount_cents_today", "amount_cents_draft"]].max(axis=1)
    moved = moved.sort_values("size", ascending=False)
    for side in ("today", "draft"):
        moved[f"decision_{side}"] = moved[f"decision_{side}"].map(WORDS)
    moved["open"] = "/merchant?application=" + moved["application_id"]
    shown = moved.head(LISTED)
    page.titled(f"{formats.plural(len(moved), 'application')} change sides", moved, "swap-set")
    page.table(
        shown,
        {
            "open": columns.link("Application", shown="application=(.*)"),
            "name": columns.text("Merchant", width="medium"),
            "pd": columns.pd(help=term("PD")),
            "grade": columns.text("Grade"),
            "decision_today": columns.text("Today"),
            "decision_draft": columns.text("Draft"),
            "amount_cents_today": columns.money("Lent today", currency),
            "amount_cents_draft": columns.money("Lent by the draft", currency),
        },
        alt="Applications that change sides, largest first",
    )


def show_segments(today: pd.DataFrame, draft: pd.DataFrame, currency: str) -> None:
    """Approved and lent by grade, and by industry where the book knows it."""
    for column, label in (("grade", "Grade"), ("industry", "Industry")):
        if draft[column].notna().any():
            frame = _segment(today, draft, column)
            page.titled(f"By {label.lower()}", frame, f"by-{column}")
            page.table(
                frame,
                {
                    column: columns.text(label),
                    "applications": columns.count("Applications"),
                    "approved_today": columns.rate("Approved today"),
                    "approved_draft": columns.rate("Approved, draft"),
                    "lent_today": columns.money("Lent today", currency),
                    "lent_draft": columns.money("Lent, draft", currency),
                    "profit_change": columns.money("Change in profit", currency),
                },
                alt=f"Draft against today by {label.lower()}",
                height="content",
            )


def _segment(today: pd.DataFrame, draft: pd.DataFrame, column: str) -> pd.DataFrame:
    joined = pd.DataFrame(
        {
            column: today[column],
            "was": today["decision"].isin(simulation.LENDS),
            "now": draft["decision"].isin(simulation.LENDS),
            "lent_today": today["amount_cents"],
            "lent_draft": draft["amount_cents"],
            "profit_change": draft["profit_cents"] - today["profit_cents"],
        }
    )
    return joined.groupby(column, as_index=False).agg(
        applications=("was", "size"),
        approved_today=("was", "mean"),
        approved_draft=("now", "mean"),
        lent_today=("lent_today", "sum"),
        lent_draft=("lent_draft", "sum"),
        profit_change=("profit_change", "sum"),
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
