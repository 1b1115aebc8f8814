"""The parts of the Overview: the loan book, or the offered book where there are no loans."""

import plotly.graph_objects as go
import streamlit as st

from dashboard import columns, formats, loans_behind, page
from dashboard.charts.book_history import BookHistory, book_history
from dashboard.charts.offered_by_grade import offered_by_grade
from dashboard.findings import book
from dashboard.findings import portfolio as findings
from dashboard.glossary import term
from dashboard.loan_links import CLICK, opens_loans
from dashboard.queries import portfolio, settings
from pipelines.portfolio import PortfolioSummary


def offered_cards(found: PortfolioSummary, currency: str) -> list[page.Card]:
    """Who asked, who would get how much, what would be lost and earned."""
    offer = found.offered
    mean = sum(cell.mean_pd * cell.applications for cell in offer.cells) / offer.applications
    return [
        page.Card(
            "Approved",
            formats.rate(_share(offer.approved, offer.applications)),
            help=term("Approval rate"),
            change=f"{formats.count(offer.approved)} of {formats.count(offer.applications)}",
        ),
        page.Card(
            "Offered",
            formats.money(offer.amount_cents, currency),
            help="Sum of the amounts that the policy would lend.",
            change=f"{formats.money(_share(offer.amount_cents, offer.approved), currency)} each",
        ),
        page.Card(
            "Expected loss",
            formats.money(offer.expected_loss_cents, currency),
            help=term("Expected loss"),
            change=_of(offer.expected_loss_cents, offer.amount_cents, "the offer"),
        ),
        page.Card(
            "Expected profit",
            formats.money(offer.expected_profit_cents, currency),
            help="Fees less funding, servicing and expected loss of what is offered.",
            change=_of(offer.expected_profit_cents, offer.amount_cents, "the offer"),
        ),
        page.Card("Mean PD", formats.pd(mean), help=term("PD"), change="of all scored"),
    ]


def say_headline(found: PortfolioSummary, version_id: str) -> None:
    """What stands out of the book's history, and what is behind it."""
    page.finding(book.headline(found), book.behind(found, portfolio.late_by_industry(version_id)))


def show_history(found: PortfolioSummary, version_id: str, currency: str) -> None:
    """The book's history: what is owed by days past due, what is late, lost and lent."""
    sentence = book.headline(found)
    behind = book.behind(found, portfolio.late_by_industry(version_id))
    page.chart(
        "The book month by month",
        _history(str(settings().store), version_id, found, formats.symbol(currency)),
        lambda: portfolio.history_rows(found),
        alt=f"{sentence} {behind}",
        name="book-history",
        on_select=opens_loans("book-history", loans_behind.month_and_status),
    ).caption(f"{_read_as(found)} {CLICK}")


# Drawing it takes longer than all else on the page, and it is the same at every rerun.
@st.cache_resource(show_spinner=False, max_entries=4)
def _history(store: str, version_id: str, _found: PortfolioSummary, symbol: str) -> go.Figure:
    months, statuses, asked = _found.months, _found.statuses, _found.originations
    return book_history(BookHistory(months, statuses, asked, _found.turns, symbol))


def _read_as(found: PortfolioSummary) -> str:
    """How to read the history."""
    text = "Net charge-off: charge-offs less recoveries over the mean month-end balance, a year."
    if found.turns.shift:
        text = f"Grey ground: another share of applications was funded than before. {text}"
    return text


def show_offered(found: PortfolioSummary, currency: str) -> None:
    """What the policy would lend by grade, and what of it may be lost."""
    rows = portfolio.grade_rows(found.offered)
    sentence = findings.offered(found.offered, currency)
    page.finding(sentence)
    page.chart(
        "Offered by grade",
        offered_by_grade(rows, formats.symbol(currency)),
        portfolio.frame(rows),
        alt=sentence,
        name="offered-by-grade",
    ).caption("In each bar: applications approved of those scored.")


def show_decisions(found: PortfolioSummary, currency: str) -> None:
    """Every decision with its number and amount."""
    table = portfolio.decisions(found.offered)
    with st.container(border=True):
        page.titled("What the policy decides", table, "decisions")
        page.table(
            table,
            {
                "decision": columns.text("Decision"),
                "applications": columns.count("Applications"),
                "share": columns.rate("Share"),
                "amount_cents": columns.money("Offered", currency),
            },
            alt="Applications by decision",
        )


def _of(part: float, whole: float, name: str) -> str:
    return f"{formats.rate(_share(part, whole))} of {name}"


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
