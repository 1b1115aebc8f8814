"""The tab "Roll rates": where loans stand a month later, month against month, and ahead."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import columns, formats, loans_behind, page, states
from dashboard.charts.book_outlook import book_outlook
from dashboard.charts.roll_months import roll_months
from dashboard.charts.transitions import transitions
from dashboard.findings import portfolio_rolls as says
from dashboard.glossary import term
from dashboard.loan_links import CLICK, opens_loans
from dashboard.queries import portfolio_rolls, version
from pipelines.portfolio.loan_list import LoanFilter
from pipelines.portfolio.rates import KeyRoll, TransitionMatrix
from pipelines.portfolio.rates.moves import Basis
from pipelines.portfolio.rates.statuses import PLACE

WINDOWS = {f"Last {months} months": months for months in portfolio_rolls.WINDOWS}
BASES: dict[str, Basis] = {"Loans": "loans", "Amount": "cents"}


def show_roll_rates(version_id: str) -> None:
    """The transition matrix of a window, the key roll rates by month, and the book's forecast."""
    found = portfolio_rolls.roll_rates(version_id)
    if found is None:
        states.no_data(
            "roll rates", "No loan has been on the book at two month-ends that follow one another."
        )
        return
    chosen = st.segmented_control(
        "Window", list(WINDOWS), default="Last 12 months", required=True, key="window",
        bind="query-params",
    )  # fmt: skip
    matrix = found.matrices[WINDOWS[chosen or "Last 12 months"]]
    _show_matrix(version_id, matrix)
    _show_months(found.key_rolls)
    _show_outlook(found.outlooks)


def _show_matrix(version_id: str, matrix: TransitionMatrix) -> None:
    sentence = says.rolling(matrix)
    page.finding(sentence)
    months = formats.plural(matrix.months, "month-end")
    page.chart(
        f"From one month-end to the next, {months} to {formats.month(matrix.last)}",
        transitions(matrix),
        portfolio_rolls.matrix_rows(matrix),
        alt=sentence,
        name="roll-rates",
        on_select=opens_loans("roll-rates", partial(_moved, months=matrix.months)),
    ).caption(
        "Share of each row's loans, its 95 % Wilson interval, and the number of loan-months. "
        "Loan-months count as independent, so intervals are a little too narrow. "
        f"{term('Roll rate')} {CLICK}"
    )
    with st.expander("The matrix as a table, beside the one from exact days"):
        _show_by_days(version_id, matrix)


def _moved(mark: str, *, months: int) -> LoanFilter:
    return replace(loans_behind.rolled(mark), months=months)


def _show_by_days(version_id: str, matrix: TransitionMatrix) -> None:
    """Both estimators side by side; computed only where somebody looks."""
    exact = portfolio_rolls.by_duration(version_id, matrix)
    if exact:
        st.markdown(
            f"{formats.markdown(says.by_days(matrix, exact))} The second comes from the days spent "
            "in each status (duration estimator: matrix exponential of moves by days, resampled by "
            "merchants). It takes a loan just late to be as near to the next bucket as one long "
            "late; days past due pass one by one, so month-ends tell these buckets better. What it "
            "adds is what happens between month-ends: loans that are late for some days only."
        )
    else:
        st.markdown("The loans' days are not built, so there is no estimate from exact days.")
    page.table(
        portfolio_rolls.matrix_rows(matrix, exact),
        {
            "from": columns.text("From", pinned=True),
            "to": columns.text("To", pinned=True),
            "loans": columns.count("Loans"),
            "of": columns.count("Of"),
            "share": columns.rate("Share of loans"),
            "low": columns.rate("95 % from"),
            "high": columns.rate("95 % to"),
            "share_of_amount": columns.rate(
                "Share of balance", help="What is paid in the month counts as paid."
            ),
            "by_days": columns.rate("By days"),
            "by_days_low": columns.rate("By days, from"),
            "by_days_high": columns.rate("By days, to"),
        },
        alt="Shares of loans and of the balance that went from one status to another",
    )


def _show_months(rows: tuple[KeyRoll, ...]) -> None:
    sentence = says.month_on_month(rows)
    page.finding(sentence)
    page.chart(
        "Key roll rates, month against month",
        roll_months(rows),
        portfolio_rolls.key_rows(rows),
        alt=sentence,
        name="roll-months",
        on_select=opens_loans("roll-months", loans_behind.rolled_in_month),
    ).caption(
        "Share of the month's loans with its 95 % Wilson band; dashed: the twelve months before. "
        "Diamonds differ from them beyond noise; with six rates, chance alone gives one in about a "
        f"quarter of the months. {CLICK}"
    )


def _show_outlook(outlooks: dict[Basis, portfolio_rolls.Outlook]) -> None:
    chosen = st.segmented_control(
        "Forecast by", list(BASES), default="Loans", required=True, key="forecast",
        bind="query-params",
    )  # fmt: skip
    basis, currency = BASES[chosen or "Loans"], version().book.currency
    found = outlooks[basis]
    sentence, tested = says.outlook(found, currency)
    page.finding(sentence, tested)
    page.chart(
        "Today's loans by status: projection, and the last one against what happened",
        book_outlook(
            found.forecast,
            found.tested,
            symbol=formats.symbol(currency) if basis == "cents" else None,
        ),
        portfolio_rolls.outlook_rows(found),
        alt=f"{sentence} {tested}",
        name="outlook",
    ).caption(
        "Dashed and shaded: projection, with 95 % of what may happen if loans of each age keep "
        f"moving as over the last {found.forecast.months} month-ends (matrix power over age and "
        "status; merchants resampled, months scattered as seen, loans moved at random). Dots: "
        "what happened. New loans are in neither."
    )
    with st.expander("The projection as a table"):
        _show_points(portfolio_rolls.outlook_rows(found), found, currency)


def _show_points(rows: pd.DataFrame, found: portfolio_rolls.Outlook, currency: str) -> None:
    made = rows[(rows["made_at"] == found.forecast.as_of) & rows["is_projected"]]
    by_loans = found.forecast.basis == "loans"

    def amount(label: str) -> columns.Column:
        return columns.number(label, digits=0) if by_loans else columns.money(label, currency)

    page.table(
        made,
        {
            "month_end": columns.day("Month-end"),
            "status": columns.text("Status"),
            "expected": amount("Projected"),
            "low": amount("95 % from"),
            "high": amount("95 % to"),
        },
        alt="Projected loans by month-end and status",
    )
    months = len(found.forecast.homogeneous) - 1
    plain = found.forecast.homogeneous[months][PLACE["current"]]
    aged = found.forecast.point(months, "current").expected
    share = 1 / found.forecast.start if found.forecast.start else 0.0
    st.caption(
        "One matrix for loans of all ages would leave "
        f"{formats.rate(plain * share)} current after {months} months, the matrices by age "
        f"{formats.rate(aged * share)}: these loans end by contract, so age has to be told apart."
    )
