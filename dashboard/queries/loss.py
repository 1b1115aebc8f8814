"""What the Loss tab asks: the open loans with what each may lose, and what is read off them."""

import streamlit as st

from dashboard.queries.store import history, policy, settings, still_at
from pipelines.portfolio.loss import OpenLoans, SegmentLoss, expected_loss_by, open_loans


def open_book(version_id: str) -> OpenLoans | None:
    """The open loans of that version under the policy in force; shared, so not to be changed."""
    return _open_book(str(settings().store), version_id, policy().version)


@st.cache_resource(show_spinner=False, max_entries=4)
def _open_book(store: str, version_id: str, policy_version: str) -> OpenLoans | None:
    reader = history()
    found = open_loans(reader, policy())
    still_at(version_id, reader)
    return found


def by_segment(version_id: str, dimension: str) -> tuple[SegmentLoss, ...]:
    """Expected loss by grade, status, industry, region or vintage; none without loans."""
    loans = open_book(version_id)
    return expected_loss_by(loans, dimension) if loans else ()
