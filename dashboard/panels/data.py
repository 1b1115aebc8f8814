"""The tabs of the Data page: imports, quarantine, dictionary, versions."""

import streamlit as st

from dashboard import columns, formats, page, states
from dashboard.glossary import term
from dashboard.queries import data

FIRST_ROWS = 500
FEATURES = {
    "label": columns.text("Feature", pinned=True),
    "meaning": columns.text("Meaning", width="large"),
    "unit": columns.text("Unit"),
    "window_days": columns.count("Days back", help="Empty: all of the history"),
    "feed": columns.text("Feed"),
    "direction": columns.text("A rise", help="Expected effect of a rise on the PD"),
    "driver_group": columns.text("Driver group"),
    "reason": columns.text("Reason code"),
    "owner": columns.text("Owner"),
    "scored": columns.text("Offered to models"),
    "name": columns.text("Name in the store"),
}
TABLES = {
    "table_name": columns.text("Table", pinned=True),
    "column_name": columns.text("Column"),
    "type": columns.text("Type"),
    "is_optional": columns.text("May be empty"),
    "rows": columns.count("Rows"),
    "grain": columns.text("One row is", width="large"),
}


def show_imports(version_id: str) -> None:
    """Imported files with where their rows went."""
    page.table(
        data.imports(version_id),
        {
            "imported_at": columns.moment("Imported (UTC)"),
            "file_name": columns.text("File"),
            "table_name": columns.text("Into table"),
            "read_rows": columns.count("Read"),
            "loaded_rows": columns.count("Loaded"),
            "duplicate_rows": columns.count("Duplicate"),
            "quarantined_rows": columns.count("Quarantined", help=term("Quarantine")),
            "source": columns.text("Source"),
            "digest": columns.text("SHA-256", help="First 12 digits of the file's digest"),
        },
        alt="Imported files, newest first",
    )
    st.caption(
        "For every file: loaded + duplicate + quarantined = read. To add a file, run "
        "`python -m pipelines import table FILE --to TABLE --map mapping.toml`."
    )


def show_quarantine(version_id: str) -> None:
    """Rows kept out by reason, and the rows of one reason as they were."""
    reasons = data.quarantine_reasons(version_id)
    if reasons.empty:
        st.markdown("No row is in quarantine: every row read was loaded or is a duplicate.")
        return
    page.table(
        reasons,
        {
            "reason": columns.text("Reason", width="large"),
            "rows": columns.count("Rows"),
            "table_name": columns.text("Meant for table"),
            "file_name": columns.text("File"),
        },
        alt="Quarantined rows by reason",
    )
    known = sorted(set(reasons["reason"]))
    reason = st.selectbox("Rows kept out because", known, key="reason", bind="query-params")
    kept_out = data.quarantine_rows(version_id, reason, first=FIRST_ROWS)
    page.titled(f"The first {formats.plural(len(kept_out), 'row')}", kept_out, "quarantine")
    page.table(
        kept_out,
        {
            "file_name": columns.text("File"),
            "row_number": columns.count("Row"),
            "reasons": columns.text("All reasons"),
            "raw": columns.text("The row as it was", width="large"),
        },
        alt="Quarantined rows as they were",
    )


def show_dictionary(version_id: str) -> None:
    """Every feature a model may use, then every table and column."""
    features = data.features(version_id)
    if features.empty:
        states.no_data(
            "features", "Features are built from the events.", "python -m pipelines features"
        )
    else:
        page.titled(
            f"{formats.plural(len(features), 'feature')} a model may use", features, "features"
        )
        page.table(features, FEATURES, alt="The feature catalogue", height=420)
    tables = data.columns(version_id)
    page.titled("Tables and their columns", tables, "tables")
    page.table(tables, TABLES, alt="Tables, their grain and columns", height=420)


def show_versions(version_id: str) -> None:
    """Published versions, newest first."""
    page.table(
        data.versions(version_id),
        {
            "number": columns.count("Version"),
            "version_id": columns.text("Id"),
            "published_at": columns.moment("Published (UTC)"),
            "change": columns.text("What changed"),
            "content": columns.text("Content hash", help="First 12 digits; covers imported rows"),
            "code_version": columns.text("Code"),
        },
        alt="Published versions, newest first",
    )
