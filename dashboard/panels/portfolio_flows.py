"""The book's flows by month: what moved, what it yielded, how much of its limit it uses."""

import streamlit as st

from dashboard import columns, formats, page
from dashboard.queries import flows as queries
from dashboard.queries import version
from pipelines.portfolio import recovery_rate


def show_flows(version_id: str) -> None:
    """Opening to closing of every month with its rates; nothing without a month."""
    found = queries.flows(version_id)
    if not found:
        return
    table, currency = queries.table(found), version().book.currency
    last = found[-1]
    recovered, used = recovery_rate(found), formats.rate(table["utilisation"].iloc[0])
    back = (
        f" Of all that was charged off so far, {formats.rate(recovered)} has come back."
        if recovered is not None
        else " Nothing has been charged off yet."
    )
    with st.container(border=True):
        page.titled("The book's flows by month", table, "book-flows")
        st.markdown(
            formats.markdown(
                f"In {formats.month(last.month_end)} the book yielded "
                f"{formats.rate(last.fee_yield)} a year in fees, and used {used} of what the "
                f"policy lets it owe.{back}"
            )
        )
        page.table(table, _columns(currency), alt="The book's flows by month")
        st.caption(
            "Opening + lent - principal paid - charged off = closing, to the cent. Rates are a "
            "year, over the mean of opening and closing balance; repaid is of the opening balance."
        )


def _columns(currency: str) -> dict[str, columns.Column]:
    return {
        "month_end": columns.day("Month-end"),
        "opening_cents": columns.money("Opening", currency),
        "originated_cents": columns.money("Lent", currency),
        "principal_paid_cents": columns.money("Principal paid", currency),
        "charged_off_cents": columns.money("Charged off", currency),
        "closing_cents": columns.money("Closing", currency),
        "utilisation": columns.rate("Utilisation", help="Closing over the policy's open principal"),
        "fee_yield": columns.rate("Fee yield", help="Fees billed less fees written off, a year"),
        "cash_yield": columns.rate("Cash yield", help="Fees paid, a year"),
        "net_charge_off": columns.rate("Net charge-off", help="Charged off less recovered, a year"),
        "repayment": columns.rate("Repaid", help="Principal paid over the opening balance"),
    }
