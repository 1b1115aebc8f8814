"""The tab "Merchants": who comes back, what becomes of applications, what merchants buy."""

import streamlit as st

from dashboard import columns, formats, page, states
from dashboard.charts.borrowing import came_back, default_by_number
from dashboard.charts.programme import programme
from dashboard.charts.take_up import take_up
from dashboard.findings import portfolio_merchants as says
from dashboard.queries import portfolio_merchants, version
from pipelines.portfolio.rates import LoanNumber, ProgrammeEffect, TakeUp


def show_merchants(version_id: str) -> None:
    """Repeat borrowing, take-up, and purchases around the first loan."""
    found = portfolio_merchants.merchants(version_id)
    if not found.numbers:
        states.no_data("borrowers", "No merchant has taken a loan.")
        return
    _show_returning(found.numbers)
    if found.applications:
        _show_take_up(found.applications)
    _show_effect(found.effect)


def _show_returning(numbers: tuple[LoanNumber, ...]) -> None:
    sentence, behind = says.returning(numbers)
    page.finding(sentence, behind)
    if any(number.again for number in numbers):
        page.chart(
            "Merchants who took another loan, by months since one",
            came_back(numbers),
            portfolio_merchants.return_rows(numbers),
            alt=f"{sentence} {behind}".strip(),
            name="came-back",
        ).caption(
            "Kaplan-Meier with its 95 % band: who has not come back by the as-of date counts for "
            "as long as they were followed. Months are of 30.4 days."
        )
    if any(number.judged for number in numbers):
        page.chart(
            "Loans that defaulted, by their number among the merchant's",
            default_by_number(numbers),
            portfolio_merchants.number_rows(numbers),
            alt=behind,
            name="default-by-number",
        ).caption("Loans with a known outcome; whiskers are 95 % Wilson intervals.")
    with st.expander("Loans by number as a table"):
        page.table(
            portfolio_merchants.number_rows(numbers),
            {
                "loan": columns.text("Loan", pinned=True),
                "loans": columns.count("Loans"),
                "followed": columns.count("Followed by another"),
                "again_in_a_year": columns.rate("Another within a year"),
                "again_low": columns.rate("95 % from"),
                "again_high": columns.rate("95 % to"),
                "median_months": columns.number("Median months", digits=0),
                "judged": columns.count("With an outcome"),
                "defaulted": columns.count("Defaulted"),
                "default_rate": columns.rate("Default rate"),
                "low": columns.rate("From"),
                "high": columns.rate("To"),
            },
            alt="Loans by number: how many come back and how many default",
        )


def _show_take_up(rows: tuple[TakeUp, ...]) -> None:
    sentence = says.taken_up(rows)
    page.finding(sentence)
    page.chart(
        "Applications by what the policy in force would decide, and how many were funded",
        take_up(rows),
        portfolio_merchants.decision_rows(rows),
        alt=sentence,
        name="take-up",
    ).caption(
        "The decision is that of the policy in force on the history; loans were granted under the "
        "rules of their day, so loans among the declined are no error. Intervals are 95 % Wilson."
    )
    with st.expander("Take-up by quarter as a table"):
        page.table(
            portfolio_merchants.take_up_rows(rows),
            {
                "quarter": columns.day("Quarter from"),
                "applications": columns.count("Applications"),
                "approved": columns.count("Approved"),
                "approval": columns.rate("Share approved"),
                "approved_funded": columns.count("Funded of these"),
                "take_up": columns.rate("Take-up"),
                "low": columns.rate("95 % from"),
                "high": columns.rate("95 % to"),
                "other_funded": columns.count("Other loans"),
            },
            alt="Take-up by quarter of application",
        )


def _show_effect(found: ProgrammeEffect | None) -> None:
    if found is None:
        st.markdown(
            "**What merchants buy around their first loan cannot be told.** It takes the feed of "
            "purchases for six months before the loan and five after it, and merchants of the same "
            "industry and size who took none."
        )
        return
    currency = version().book.currency
    sentence, behind = says.effect(found, currency)
    page.finding(sentence, behind)
    page.chart(
        "Purchases a month and merchant beyond those of matched merchants",
        programme(found, formats.symbol(currency)),
        portfolio_merchants.effect_rows(found),
        alt=f"{sentence} {behind}",
        name="programme",
    ).caption(formats.markdown(_matched(found)))


def _matched(found: ProgrammeEffect) -> str:
    text = (
        f"{formats.plural(found.merchants, 'merchant')} with a first loan from "
        f"{formats.month(found.first)} to {formats.month(found.last)} (shaded: from the loan on), "
        f"against {found.matched:,} times a merchant of the same industry and fifth of earlier "
        "purchases who took none until five months later. Difference in differences against the "
        "mean of the six months before; whiskers resample merchants."
    )
    if found.unmatched:
        text += f" {formats.plural(found.unmatched, 'borrower')} had no match and are left out."
    return text
