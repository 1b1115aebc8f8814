"""Show me the rows: one feature of an application, back to the merchant's own events."""

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.columns import Column
from dashboard.findings import trace as says
from dashboard.queries import merchant
from dashboard.queries.desk import desk
from pipelines.explain import Explanation

FIRST_ROWS = 500
TITLES = {
    "sales": "Sales events",
    "purchases": "Purchase events",
    "bank": "Bank movements",
    "loans": "Loans",
    "loan_events": "Events of the loans",
    "applications": "Earlier requests",
    "merchants": "The merchant",
    "market": "Days of the whole market",
}


def show_rows(version_id: str, asked: pd.Series, explanation: Explanation, currency: str) -> None:
    """A feature's value, the rows it was computed from, and the SQL with its bounds."""
    known = {f.name: f for f in desk(version_id).table.features if f.sql}
    strongest = [part.feature for part in explanation.contributions if part.feature in known]
    names = [*strongest, *(name for name in known if name not in strongest)]
    labels = {known[name].label: name for name in names}
    label = st.selectbox("Feature", list(labels), key="rows-of", help="The strongest first")
    found = merchant.trace(version_id, asked["application_id"], labels[label])
    page.finding(says.value(found, currency), says.rows(found))
    st.caption(formats.markdown(found.feature.meaning))
    for part in says.parts(found):
        st.markdown(f"- {formats.markdown(part)}")
    for table, rows in found.rows.items():
        _show_table(table, rows, currency)
    with st.expander("The SQL, and the days it is bound to"):
        st.code(says.bounded_sql(found), language="sql")


def _show_table(table: str, rows: pd.DataFrame, currency: str) -> None:
    if rows.empty:
        return
    newest = rows.iloc[::-1].head(FIRST_ROWS)
    if table == "market":
        newest = newest.assign(day=pd.to_datetime(newest["day"], unit="D"))
    title = f"{TITLES[table]}: {formats.plural(len(rows), 'row')}, newest first"
    if len(rows) > FIRST_ROWS:
        title += f", {FIRST_ROWS} shown"
    page.titled(title, rows, f"rows-{table}")
    shown = {name: column for name, column in _columns(currency).items() if name in newest}
    filled = {name: column for name, column in shown.items() if newest[name].notna().any()}
    page.table(newest, filled, alt=title, height="auto", key=f"rows-table-{table}")


def _columns(currency: str) -> dict[str, Column]:
    """How each column of the store is shown, in order."""
    return {
        "day": columns.day("Day"),
        "occurred_at": columns.moment("Happened (UTC)"),
        "known_at": columns.moment("Known (UTC)"),
        "applied_at": columns.moment("Requested (UTC)"),
        "funded_at": columns.moment("Funded (UTC)"),
        "kind": columns.text("Kind"),
        "category": columns.text("Category"),
        "amount_cents": columns.money("Amount", currency, cents=True),
        "balance_after_cents": columns.money("Balance after", currency, cents=True),
        "principal_cents": columns.money("Principal", currency, cents=True),
        "order_amount_cents": columns.money("Order", currency, cents=True),
        "sale_cents": columns.money("Sales of all merchants", currency),
        "refund_cents": columns.money("Refunds of all merchants", currency),
        "sale_count": columns.count("Number of sales"),
        "buyer_id": columns.text("Buyer"),
        "supplier_id": columns.text("Supplier"),
        "channel": columns.text("Channel"),
        "name": columns.text("Name"),
        "founded_on": columns.day("Founded"),
        "joined_on": columns.day("Joined"),
        "event_id": columns.text("Event"),
        "loan_id": columns.text("Loan"),
        "application_id": columns.text("Application"),
    }
