"""The tab Loans: the rows behind every bar and cell of the book, and on to each merchant."""

from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from dashboard import columns, formats, loan_links, page, states
from dashboard.charts import theme
from dashboard.findings import loans as findings
from dashboard.glossary import term
from dashboard.queries import loans, version
from dashboard.values import named
from pipelines.errors import Refused
from pipelines.portfolio.loan_list import LoanFilter, LoanTotals

ALL = "All"
OPEN_STATUSES = list(theme.DPD_BUCKETS[:-1])


def show_loans(version_id: str) -> None:
    """Filters, what the loans add up to, and the loans page by page."""
    try:
        chosen = loan_links.from_query(st.query_params.to_dict())
    except Refused as refusal:
        states.refused(str(refusal))
        return
    choices = loans.choices(version_id)
    if not choices:
        states.no_data("loans", "Loans appear here once they are imported.")
        return
    _show_filters(choices, chosen)
    totals = loans.totals(version_id, chosen)
    as_of = chosen.as_of or date.fromisoformat(choices["as_of"][0])
    currency = version().book.currency
    described = findings.described(chosen)
    sentence = findings.listed(chosen, totals, as_of, currency)
    page.finding(sentence, "; ".join(described) + "." if described else "")
    if not totals.loans:
        states.nothing_matches(described or ["the filters"])
        return
    _show_rows(version_id, chosen, totals, currency)


def _show_filters(choices: dict[str, list[str]], chosen: LoanFilter) -> None:
    """Three filters in a row, the others in a popover; each is written to the address."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _choose("Industry", "industry", choices["industry"], chosen, named)
        _choose("Grade", "grade", choices["grade"], chosen)
        _choose("Status", "status", OPEN_STATUSES, chosen)
        with st.popover("More filters", icon=":material/tune:"):
            _choose("Region", "region", choices["region"], chosen)
            _choose("Tier", "tier", choices["tier"], chosen)
            _choose("Funded since", "funded_from", choices["funded_from"], chosen, _month)
            _choose("Month-end", "as_of", choices["as_of"], chosen, _month)
        if findings.described(chosen):
            st.button(
                "Clear",
                icon=":material/filter_alt_off:",
                on_click=loan_links.clear,
                key="loans-clear",
            )


def _choose(
    label: str,
    field: str,
    options: Sequence[str],
    chosen: LoanFilter,
    written: Callable[[str], str] = str,
) -> None:
    """One filter; its value comes from the address and a choice goes back there."""
    value = getattr(chosen, field)
    now = ALL if value is None else str(value)
    offered = [ALL, *options] if now in (ALL, *options) else [ALL, now, *options]
    key = f"loans-{field}"
    st.session_state[key] = now
    st.selectbox(
        label, offered, key=key, on_change=_write, args=(field,),
        format_func=lambda option: ALL if option == ALL else written(option),
    )  # fmt: skip


def _write(field: str) -> None:
    value, name = st.session_state[f"loans-{field}"], loan_links.NAMES[field]
    if value == ALL:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value
    st.session_state.pop("loans-page", None)


def _month(text: str) -> str:
    return formats.month(date.fromisoformat(text))


def _show_rows(version_id: str, chosen: LoanFilter, totals: LoanTotals, currency: str) -> None:
    last = -(-totals.loan_months // loans.PAGE)
    number = min(int(st.session_state.get("loans-page", 1)), last)
    found = loans.rows(version_id, chosen, number)
    with st.container(border=True, gap="xsmall"):
        _titled(version_id, chosen, totals, number)
        page.table(
            _linked(found), _columns(chosen, currency), alt="Loans, the largest balance first",
            height=420 if len(found) > 11 else "content", key="loans-table",
        )  # fmt: skip
        if last > 1:
            st.pagination(last, key="loans-page")
        st.caption(_read_as(chosen))


def _titled(version_id: str, chosen: LoanFilter, totals: LoanTotals, number: int) -> None:
    first = (number - 1) * loans.PAGE + 1
    shown = f"{first:,} to {min(first + loans.PAGE - 1, totals.loan_months):,}"
    title = f"Loans {shown} of {totals.loan_months:,}, the largest balance first"
    page.titled(title, lambda: loans.first_rows(version_id, chosen), "loans")


def _linked(found: pd.DataFrame) -> pd.DataFrame:
    """The loans with the address of their merchant's page, where a score opens one."""
    address = "/merchant?application=" + found["application_id"].astype(str)
    names = found["industry"].map(named)
    return found.assign(open=address.where(found["pd"].notna()), industry=names)


def _columns(chosen: LoanFilter, currency: str) -> dict[str, columns.Column]:
    """What is shown of each loan; charge-offs only where closed loans are listed."""
    lost = {"net_charge_off_cents": columns.money("Net charge-off", currency)}
    return {
        "open": columns.link("Open", shown="application=(.*)", help="Opens the merchant"),
        "merchant": columns.text("Merchant", width="medium"),
        "balance_cents": columns.money("Balance", currency, help=term("Outstanding")),
        "status": columns.text("Status"),
        "days_past_due": columns.count("DPD", help=term("DPD")),
        "principal_cents": columns.money("Lent", currency),
        **(lost if chosen.scope == "funded" else {}),
        "funded_on": columns.day("Funded"),
        "months_on_book": columns.count("Months on book"),
        "pd": columns.pd(help=term("PD")),
        "grade": columns.text("Grade", help=term("Grade")),
        "industry": columns.text("Industry"),
        "region": columns.text("Region"),
        "tier": columns.text("Tier"),
        "loan_id": columns.text("Loan"),
    }


def _read_as(chosen: LoanFilter) -> str:
    rows = "One row a loan and month in which it moved." if chosen.scope == "moved" else ""
    return (
        f"{rows} The sentence above adds up all pages, so it equals the bar or cell that led here. "
        f"Open leads to the merchant; a loan whose application has no score has no page to open. "
        f"CSV: the first {loans.MOST_ROWS:,} rows."
    ).strip()
