"""The tab Run-off: cash to come if lending stops, funding if it goes on, and the back-test."""

import streamlit as st

from dashboard import columns, formats, page, states
from dashboard.charts import cash_flows
from dashboard.findings import run_off as findings
from dashboard.queries import portfolio, run_off, version
from pipelines.portfolio.run_off import FundingNeed, RunOff, RunOffBackTest


def show_run_off(version_id: str) -> None:
    """What the open loans still bring in, and what lending on needs."""
    currency, view = version().book.currency, run_off.run_off_view(version_id)
    if view is None:
        states.no_data("instalments to come", "Nothing is owed at the last month-end.")
        return
    found, need, tested = view
    sentence = findings.running_off(found, need, currency)
    page.finding(sentence, findings.funding(need, currency))
    _show_cash(found, version_id, currency, sentence)
    left, right = st.columns(2)
    with left:
        _show_funding(need, currency)
    with right:
        if tested and tested.expected_cents:
            _show_tested(tested, currency)
        else:
            st.caption("The book is too young to test such a sum against what came in.")


def _unscored(version_id: str, currency: str) -> str:
    """That loans without a PD take the usual one, where there are any."""
    cents = portfolio.summary(version_id).unscored_cents
    if not cents:
        return ""
    return (
        f"No model scored {formats.money(cents, currency)} of the balance: it is taken to default "
        "as often as the book's judged loans did."
    )


def _show_cash(found: RunOff, version_id: str, currency: str, sentence: str) -> None:
    rows = portfolio.frame(found.months)
    page.chart(
        "Cash from the open loans, by month",
        cash_flows.expected_cash(found.months, formats.symbol(currency)),
        rows,
        alt=sentence,
        name="run-off-expected",
    ).caption(
        formats.markdown(
            f"As of {formats.day(found.as_of)}. Expected: a loan pays until its default begins, by "
            f"its PD and the book's timing; late loans pay all or nothing, and what is late "
            f"({formats.money(found.late_cents, currency)}) at once; "
            f"{formats.rate(found.early_rate)} of what is not due is paid early each month, as in "
            f"the last year. Whiskers: a bad and a good year, each one in twenty, at an asset "
            f"correlation of {formats.rate(found.correlation)}. {_unscored(version_id, currency)}"
        )
    )
    with st.expander("The months as a table"):
        page.table(
            rows,
            {
                "month_end": columns.day("Month-end"),
                "contract_principal_cents": columns.money("Principal due", currency),
                "contract_fee_cents": columns.money("Fees due", currency),
                "principal_cents": columns.money("Principal expected", currency),
                "early_cents": columns.money("Paid early", currency),
                "fee_cents": columns.money("Fees expected", currency),
                "low_cents": columns.money("Cash, bad year", currency),
                "high_cents": columns.money("Cash, good year", currency),
            },
            alt="Cash to come by month",
        )


def _show_funding(need: FundingNeed, currency: str) -> None:
    sentence = findings.funding(need, currency)
    page.chart(
        "Funding needed from now on",
        cash_flows.funding_paths(need, formats.symbol(currency)),
        run_off.paths(need),
        alt=sentence,
        name="funding-need",
    ).caption(
        "Cash lent less cash in, added up from now, before funding cost and servicing; below zero, "
        "cash is over. New loans repay as those of the last three months are expected to."
    )


def _show_tested(found: RunOffBackTest, currency: str) -> None:
    sentence = findings.tested(found, currency)
    page.chart(
        "Was such a sum right?",
        cash_flows.back_test(found, formats.symbol(currency)),
        run_off.tested(found),
        alt=sentence,
        name="run-off-tested",
    ).caption(
        formats.markdown(
            f"{sentence} Where loans stood is taken as it was then; their PDs at application are "
            "those of the model in force now, which has seen some of these outcomes."
        )
    )
