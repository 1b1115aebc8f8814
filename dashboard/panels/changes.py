"""What changed since the month-end before, and why: in sentences, and figure by figure as bars."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import formats, loan_links, page
from dashboard.charts.balance_bridge import balance_bridge
from dashboard.charts.change_causes import change_causes
from dashboard.findings import changes as findings
from dashboard.queries import policy, settings
from dashboard.queries.changes import changes
from pipelines.portfolio.changes import BookChanges, FigureChange
from pipelines.portfolio.changes.words import in_words
from pipelines.portfolio.loan_list import LoanFilter

METHOD = (
    "Each cause is what replacing it alone changes, averaged over all orders of replacing them "
    "(Das Gupta 1993), so the bars add up to the change exactly."
)
READ_AS = {
    "30+ DPD": "New loans cannot be 30 days late yet and dilute the share. Like for like: at equal "
    "industry, grade and months on book.",
    "expected loss": "Like for like: at equal industry, grade, months on book and days past due.",
}


def show_changes(version_id: str, currency: str) -> None:
    """A sentence for each headline figure: how it moved, why, and who carries it."""
    found = changes(version_id)
    with st.container(border=True, gap="xsmall"):
        if found is None:
            st.markdown("**What changed**")
            st.markdown("The book has one month-end only: there is nothing to compare it with.")
            return
        st.markdown(f"**What changed since {formats.month(found.before)}, and why**")
        for sentence, behind in findings.sentences(found, currency):
            page.finding(sentence, behind)
        _link_to_carriers(found)


def _link_to_carriers(found: BookChanges) -> None:
    """Links to the loans of the groups that carry a change."""
    for figure in found.figures:
        group = figure.contributor
        if group is not None:
            chosen = LoanFilter(**{group.dimension: group.value}, funded_from=group.funded_from)  # type: ignore[arg-type]
            loan_links.link_to_loans(chosen, f"Loans behind {figure.figure}")


def show_causes(version_id: str, currency: str, figures: Sequence[str]) -> None:
    """The bars of what moved each of the figures, side by side; nothing for one without value."""
    found = changes(version_id)
    known = [found.of(name) for name in figures] if found else []
    drawn = [figure for figure in known if figure is not None]
    if found is None or not drawn:
        return
    for column, figure in zip(st.columns(len(drawn)), drawn, strict=True):
        with column:
            _show_figure(version_id, found, figure, currency)


def _name(figure: FigureChange) -> str:
    return figure.figure


def _show_figure(version_id: str, found: BookChanges, figure: FigureChange, currency: str) -> None:
    name = findings.NAMES[figure.figure]
    card = page.chart(
        f"{name} since {formats.month(found.before)}",
        _drawn(str(settings().store), version_id, policy().version, found, figure, currency),
        pd.DataFrame([(cause.name, cause.amount) for cause in figure.causes],
                     columns=["cause", figure.unit]),
        alt=f"{findings.moved(figure, currency)}: {findings.why(figure, currency)}",
        name=f"change-{figure.figure.replace(' ', '-').replace('+', '')}",
    )  # fmt: skip
    card.caption(f"{READ_AS.get(figure.figure, '')} {METHOD}".strip())


@st.cache_resource(show_spinner=False, max_entries=12, hash_funcs={FigureChange: _name})
def _drawn(
    store: str,
    version_id: str,
    policy_version: str,
    _found: BookChanges,
    figure: FigureChange,
    currency: str,
) -> go.Figure:
    if figure.figure == "outstanding":
        return _bridge(_found, figure, currency)
    return change_causes(_bars(figure, currency))


def _bridge(found: BookChanges, figure: FigureChange, currency: str) -> go.Figure:
    levels = (formats.month(found.before), round(figure.before), True), (
        formats.month(found.now), round(figure.now), True,
    )  # fmt: skip
    steps = [(cause.name.capitalize(), round(cause.amount), False) for cause in figure.causes]
    return balance_bridge([levels[0], *steps, levels[1]], currency)


def _bars(figure: FigureChange, currency: str) -> list[tuple[str, float, str]]:
    """Each cause in words with its amount, and the whole change last."""
    bars = [
        (
            in_words(figure, cause),
            cause.amount,
            findings.amount(figure, cause.amount, currency),
        )
        for cause in figure.causes
    ]
    return [*bars, ("In all", figure.change, findings.amount(figure, figure.change, currency))]
