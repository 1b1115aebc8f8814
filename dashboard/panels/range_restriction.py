"""Range restriction: the model is judged on approved loans only, and what that does."""

import streamlit as st

from dashboard import formats, page
from pipelines.model import Manifest

EXPLAINED = """
- **What is missing.** Only applications that were approved and funded have an outcome. Those that
  were declined, or whose buyer walked away, have none.
- **What it does to the AUC.** Lenders decline mostly at high risk, so the judged cases lie closer
  together in risk than all applicants do. Cases that are more alike are harder to rank: the AUC
  here is below the one on all applicants would be, the more so the stricter the lending was.
- **What it does to the PDs.** They are tested where there are outcomes. For applicants unlike any
  that were funded they reach beyond what was learned, and no test on this page covers that.
- **What it does to comparisons.** A model is favoured by the cases that its own approvals chose.
  Compare two models on the cases both were judged on, as *Compare two* does.
"""


def show_range_restriction(model: Manifest) -> None:
    """Say whom the figures of this page speak for; estimates for all applicants go beneath."""
    metrics = model.metrics
    page.finding(
        f"All figures speak for the {metrics.n:,} funded applications the model was judged on, "
        "not for all who applied."
    )
    st.markdown(EXPLAINED)
    st.caption(
        formats.markdown(
            "How much the AUC would be on all applicants is an estimate of its own, under "
            "assumptions about those without an outcome; it is not part of this record."
        )
    )
