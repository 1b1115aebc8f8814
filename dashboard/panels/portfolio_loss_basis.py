"""What the expected loss rests on: timing of defaults, recoveries, and the test of a year ago."""

import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts.default_timing import default_timing, status_defaults
from dashboard.charts.recoveries import recoveries
from dashboard.findings import loss as says
from dashboard.glossary import term
from dashboard.queries import loss, portfolio
from pipelines.portfolio.loss import BackTest, LossBook, TermStructure, Workout


def show_basis(found: LossBook, currency: str) -> None:
    """PD over the term, loss given default, and how an earlier allowance has fared."""
    _show_timing(found.structure)
    _show_recoveries(found.workout, found.allowance.total_cents, currency)
    _show_test(found.back_test, currency)


def _show_timing(found: TermStructure) -> None:
    timed, late = says.timed(found), says.from_statuses(found)
    page.finding(timed, late)
    if not found.judged_loans:
        return
    defaulted = found.defaulted_loans / found.judged_loans
    left, right = st.columns(2)
    with left:
        page.chart(
            "Missed for good, by month of the term",
            default_timing(found.months, defaulted),
            loss.hazard_rows(found),
            alt=timed,
            name="default-timing",
        ).caption(
            f"{term('Hazard')} Whiskers: 95 % Wilson intervals. Judged are loans whose last "
            "instalment has been due for three months; of other terms than six months, sixths "
            "count as months."
        )
    with right:
        page.chart(
            "Went on to default, by days past due",
            status_defaults(found.statuses),
            loss.status_rows(found),
            alt=late,
            name="status-defaults",
        ).caption(
            "Share of judged loan-months. A loan's PD is its odds at application times how much "
            "likelier its status and age are among defaults than among repaid loans; 1 from 90 "
            "days."
        )


def _show_recoveries(found: Workout, expected_loss_cents: int, currency: str) -> None:
    sentence = says.recovered(found, expected_loss_cents, currency)
    page.finding(sentence)
    if not found.curve:
        return
    page.chart(
        "Recovered of what was charged off, by months since",
        recoveries(found),
        portfolio.frame(found.curve),
        alt=sentence,
        name="recoveries",
    ).caption(
        f"{term('LGD')} Each month's recoveries over the charge-offs old enough to show it, "
        "added up (additive chain ladder), as far as 30 charge-offs are seen; band: 95 %. The LGD "
        f"discounts them at {formats.rate(found.discount_rate)} a year, the cost of funding. "
        "Nothing is assumed beyond the curve."
    )


def _show_test(found: BackTest | None, currency: str) -> None:
    page.finding(says.tested(found, currency))
    if found is None:
        return
    with st.expander("A year ago, expected against what came"):
        page.table(
            portfolio.frame([found]),
            {
                "as_of": columns.day("Set aside on"),
                "through": columns.day("Followed to"),
                "loans": columns.count("Loans not in default"),
                "expected_defaults": columns.number("Defaults expected", digits=1),
                "defaults": columns.count("Defaults"),
                "expected_owed_cents": columns.money("Owed at default, expected", currency),
                "owed_cents": columns.money("Owed at default", currency),
                "allowance_cents": columns.money("Allowance", currency),
                "charged_off_cents": columns.money("Charged off", currency),
                "recovered_cents": columns.money("Recovered so far", currency),
                "in_default_cents": columns.money("Still owed in default", currency),
            },
            alt="The allowance of a year ago against what was lost since",
        )
        st.caption(_tested_how(found))


def _tested_how(found: BackTest) -> str:
    moves = (
        "chance alone, as too few funding months are judged to see how defaults move together"
        if found.correlation is None
        else "chance and the economy (one factor, asset correlation "
        f"{formats.rate(found.correlation)} as fitted to the book's funding months)"
    )
    return (
        f"The range allows for {moves}. Estimates are those of the date; PDs at application are "
        "the champion's, which may have been trained on these very loans. Recoveries still to "
        "come are not in, so the loss is at its highest."
    )
