"""The parts of the Overview: the loan book, or the offered book where there are no loans."""

from collections.abc import Sequence

import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts.balance_bridge import balance_bridge
from dashboard.charts.book_by_status import book_by_status
from dashboard.charts.offered_by_grade import offered_by_grade
from dashboard.findings import portfolio as findings
from dashboard.glossary import term
from dashboard.queries import portfolio
from pipelines.portfolio import BookMonth, PortfolioSummary, net_charge_off_rate

YEAR = 12


def loan_cards(found: PortfolioSummary, currency: str) -> list[page.Card]:
    """Owed, lent, late, lost, still to be lost, and what is left over."""
    last, before = found.months[-1], found.months[-2] if len(found.months) > 1 else None
    year = found.months[-YEAR:]
    against = f"vs {before.month_end:%b}" if before else None
    late_now = last.share_30_plus or 0.0
    late_before = (before.share_30_plus or 0.0) if before else late_now
    return [
        page.Card(
            "Outstanding",
            formats.money(last.balance_cents, currency),
            help=term("Outstanding"),
            change=formats.change(last.balance_cents, before.balance_cents if before else None),
            against=against,
            trend=[month.balance_cents / 100 for month in year],
        ),
        page.Card(
            f"Lent in {formats.month(last.month_end)}",
            formats.money(last.funded_cents, currency),
            change=formats.change(last.funded_cents, before.funded_cents if before else None),
            against=against,
            trend=[month.funded_cents / 100 for month in year],
        ),
        page.Card(
            "30+ DPD",
            formats.rate(last.share_30_plus),
            help=term("30+ DPD"),
            change=formats.points(late_now - late_before) if before else None,
            against=against,
            trend=[month.share_30_plus or 0.0 for month in year],
            tone="worse" if late_now > late_before else "neutral",
        ),
        page.Card(
            "Net charge-off",
            formats.rate(found.net_charge_off_rate),
            help=term("Net charge-off"),
            change="a year",
            trend=[month.charged_off_cents - month.recovered_cents for month in year],
        ),
        page.Card(
            "Expected loss",
            formats.money(found.expected_loss_cents, currency),
            help=f"{term('Expected loss')} Over what is left of the open loans' six months.",
            change=_of(found.expected_loss_cents, last.balance_cents, "balance"),
        ),
        page.Card(
            "Net return",
            formats.rate(return_after_losses(year)),
            help=term("Net return"),
            change="a year",
        ),
    ]


def return_after_losses(months: Sequence[BookMonth]) -> float | None:
    """Fees less net charge-offs over the mean balance, a year; None where nothing was owed."""
    owed = sum(month.balance_cents for month in months)
    lost = net_charge_off_rate(months)
    if not owed or lost is None:
        return None
    return sum(month.fee_cents for month in months) / owed * YEAR - lost


def offered_cards(found: PortfolioSummary, currency: str) -> list[page.Card]:
    """Who asked, who would get how much, what would be lost and earned."""
    book = found.offered
    mean = sum(cell.mean_pd * cell.applications for cell in book.cells) / book.applications
    return [
        page.Card(
            "Approved",
            formats.rate(_share(book.approved, book.applications)),
            help=term("Approval rate"),
            change=f"{formats.count(book.approved)} of {formats.count(book.applications)}",
        ),
        page.Card(
            "Offered",
            formats.money(book.amount_cents, currency),
            help="Sum of the amounts that the policy would lend.",
            change=f"{formats.money(_share(book.amount_cents, book.approved), currency)} each",
        ),
        page.Card(
            "Expected loss",
            formats.money(book.expected_loss_cents, currency),
            help=term("Expected loss"),
            change=_of(book.expected_loss_cents, book.amount_cents, "the offer"),
        ),
        page.Card(
            "Expected profit",
            formats.money(book.expected_profit_cents, currency),
            help="Fees less funding, servicing and expected loss of what is offered.",
            change=_of(book.expected_profit_cents, book.amount_cents, "the offer"),
        ),
        page.Card("Mean PD", formats.pd(mean), help=term("PD"), change="of all scored"),
    ]


def show_loans(found: PortfolioSummary, version_id: str, currency: str) -> None:
    """The book by days past due over time, with net charge-off beneath."""
    where = findings.where_late(portfolio.late_by_industry(version_id))
    sentence = findings.delinquency(found.months, found.statuses) + where
    page.finding(sentence)
    page.chart(
        "Outstanding by days past due",
        book_by_status(found.statuses, found.months, formats.symbol(currency)),
        portfolio.frame(found.statuses),
        alt=sentence,
        name="book-by-status",
    )


def show_bridge(found: PortfolioSummary, currency: str) -> None:
    """What changed since last month: lent, repaid, charged off."""
    before, last = found.months[-2:]
    repaid = before.balance_cents + last.funded_cents - last.charged_off_cents - last.balance_cents
    steps = [
        (formats.month(before.month_end), before.balance_cents, True),
        ("Lent", last.funded_cents, False),
        ("Repaid", -repaid, False),
        ("Charged off", -last.charged_off_cents, False),
        (formats.month(last.month_end), last.balance_cents, True),
    ]
    page.chart(
        "What changed since last month",
        balance_bridge(steps, formats.symbol(currency)),
        portfolio.frame([before, last]),
        alt="; ".join(f"{name}: {formats.money(cents, currency)}" for name, cents, _ in steps),
        name="balance-bridge",
    )


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


def show_waiting(version_id: str, currency: str) -> None:
    """What needs a decision, each with the page where it is taken."""
    applications, requested = portfolio.referred(version_id)
    serious = portfolio.serious_findings()
    with st.container(border=True, gap="small"):
        st.markdown("**Needs a decision**")
        if applications:
            asked = f" asking for {formats.money(requested, currency)}" if requested else ""
            number = formats.plural(applications, "application")
            st.markdown(formats.markdown(f"{number}{asked} in the grey band: a person decides."))
            st.page_link("views/applicants.py", label="Open applicants", icon=":material/group:")
        if serious:
            number = formats.plural(serious, "model finding")
            st.markdown(f"{number} of high severity.")
            st.page_link("views/review.py", label="Open review", icon=":material/verified:")
        if not applications and not serious:
            st.markdown("Nothing waits: no application in the grey band, no finding.")


def _of(part: float, whole: float, name: str) -> str:
    return f"{formats.rate(_share(part, whole))} of {name}"


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
