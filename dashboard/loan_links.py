"""From a mark of a chart, or a sentence, to the loans behind it: the filter is the address."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from functools import partial

import streamlit as st

from dashboard import page
from pipelines.errors import Refused
from pipelines.portfolio.loan_list import LoanFilter

TAB, VIEW = "Loans", "views/portfolio.py"
PENDING = "loans-behind"
CLICK = "Click a mark to see the loans behind it."
NAMES = {
    "as_of": "at",
    "scope": "scope",
    "status": "status",
    "least_days_past_due": "days",
    "industry": "industry",
    "region": "region",
    "grade": "grade",
    "tier": "tier",
    "merchant_id": "merchant",
    "supplier_id": "supplier",
    "funded_from": "funded-from",
    "funded_before": "funded-before",
    "from_status": "was",
    "months": "months",
    "late_by": "late-by",
    "defaulted_by": "defaulted-by",
    "charged_off_by": "charged-off-by",
}
"""What each field of the filter is called in the address."""
DATES = {"as_of", "funded_from", "funded_before"}
NUMBERS = {"least_days_past_due", "months", "late_by", "defaulted_by", "charged_off_by"}


def to_query(chosen: LoanFilter) -> dict[str, str]:
    """The filter as parameters of an address; what lets everything through is left out."""
    written = {"tab": TAB}
    for field in fields(chosen):
        value = getattr(chosen, field.name)
        if value != field.default:
            written[NAMES[field.name]] = str(value)
    return written


def from_query(query: Mapping[str, str]) -> LoanFilter:
    """The filter that an address asks for; raises Refused where it asks for nonsense."""
    given = {field: query[name] for field, name in NAMES.items() if name in query}
    try:
        typed = {field: _typed(field, text) for field, text in given.items()}
    except ValueError as error:
        raise Refused(
            f"the address asks for loans that cannot be looked up ({error}): clear the filters"
        ) from error
    return LoanFilter(**typed)  # type: ignore[arg-type]


def _typed(field: str, text: str) -> object:
    if field in DATES:
        return date.fromisoformat(text)
    return int(text) if field in NUMBERS else text


def months_from(start: date, months: int) -> tuple[date, date]:
    """First day of the month of `start`, and of the month that many months later."""
    ahead = start.month - 1 + months
    return start.replace(day=1), date(start.year + ahead // 12, ahead % 12 + 1, 1)


def open_loans_behind(chart: str, loans_of: Callable[[str], LoanFilter | None]) -> None:
    """Show the loans behind the mark of the chart that was clicked; called by its `on_select`.

    `loans_of` is given the mark's first custom value; None from it opens nothing.
    """
    mark = page.selected(chart)
    chosen = loans_of(mark) if mark is not None else None
    if chosen is not None:
        st.session_state[PENDING] = to_query(chosen)


def opens_loans(chart: str, loans_of: Callable[[str], LoanFilter | None]) -> Callable[[], None]:
    """The same as a callback, for `page.chart(on_select=)`."""
    return partial(open_loans_behind, chart, loans_of)


def follow(*, is_here: bool) -> None:
    """Go where a click on a mark led: called by a page before it draws anything.

    `is_here` says that the page is the one with the tab of loans.
    """
    query: dict[str, str] | None = st.session_state.pop(PENDING, None)
    if query is None:
        return
    if not is_here:
        st.switch_page(VIEW, query_params=query)
    clear()
    st.session_state["tab"] = query.pop("tab")
    for name, value in query.items():
        st.query_params[name] = value


def clear() -> None:
    """Take every filter out of the address, and go back to the first page of loans."""
    for name in NAMES.values():
        st.query_params.pop(name, None)
    st.session_state.pop("loans-page", None)


def link_to_loans(chosen: LoanFilter, label: str) -> None:
    """A link to the loans that the filter lets through."""
    st.page_link(
        VIEW, label=label, icon=":material/list:", query_params=to_query(chosen), width="content"
    )
