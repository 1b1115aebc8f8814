"""What the monthly flows ask: what moved in the book each month, and the rates that follow."""

import pandas as pd
import streamlit as st

from dashboard.queries.store import history, policy, settings, still_at
from pipelines.portfolio import BookFlow, book_flows, utilisation


def flows(version_id: str) -> tuple[BookFlow, ...]:
    """Every month of the book, oldest first."""
    return _flows(str(settings().store), version_id)


@st.cache_resource(show_spinner=False, max_entries=8)
def _flows(store: str, version_id: str) -> tuple[BookFlow, ...]:
    reader = history()
    found = book_flows(reader)
    still_at(version_id, reader)
    return found


def table(found: tuple[BookFlow, ...]) -> pd.DataFrame:
    """One row a month, newest first: amounts in cents, rates as fractions."""
    return pd.DataFrame(
        {
            "month_end": flow.month_end,
            "opening_cents": flow.opening_cents,
            "originated_cents": flow.originated_cents,
            "principal_paid_cents": flow.principal_paid_cents,
            "charged_off_cents": flow.charged_off_cents,
            "closing_cents": flow.closing_cents,
            "utilisation": utilisation(flow, policy()),
            "fee_yield": flow.fee_yield,
            "cash_yield": flow.cash_yield,
            "net_charge_off": flow.net_charge_off_rate,
            "repayment": flow.repayment_rate,
        }
        for flow in reversed(found)
    )
