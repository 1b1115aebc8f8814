"""Range restriction: the model is judged on approved loans only, and what that does."""

import pandas as pd
import streamlit as st

from dashboard import formats, page
from dashboard.charts.restriction import restriction
from dashboard.findings import restriction as says
from dashboard.queries import restriction as queries
from pipelines.model import Manifest

EXPLAINED = """
- **What is missing.** Only applications that were approved and funded have an outcome. Those that
  were declined, or whose buyer walked away, have none.
- **What it does to the AUC.** Lenders decline mostly at high risk, so the judged cases lie closer
  together in risk than all applicants do, and cases that are more alike are harder to rank.
- **What it does to the PDs.** They are tested where there are outcomes. For applicants unlike any
  that were funded they reach beyond what was learned, and no test on this page covers that.
- **What reject inference can do.** Giving the declined inferred outcomes (fuzzy augmentation,
  parcelling) or weighing the funded by how seldom their like is funded adds assumptions, not
  outcomes. Against the truth of the synthetic marketplace none of them ranked the declined better
  than leaving them out, so training leaves them out. A few loans granted at random beyond the
  cut-off would tell more than any of these.
"""


def show_range_restriction(model: Manifest, version_id: str) -> None:
    """Say whom the figures of this page speak for, and what they may be for all who applied."""
    seen, judged = queries.reach(version_id), model.metrics.auc.estimate
    if seen is None:
        page.finding(says.nobody_left_out(model.metrics.n))
        return
    whole = [queries.on_all(judged, seen, rho) for rho in queries.CORRELATIONS]
    sentence = says.reach(seen, judged, whole)
    page.finding(sentence)
    left, right = st.columns(2)
    with left:
        rows = pd.DataFrame(
            [(rho, *point) for rho, points in seen.curves for point in points],
            columns=["correlation", "auc_all", "auc_lent_to"],
        )
        page.chart(
            "What a judged AUC stands for",
            restriction(seen.curves, judged),
            rows,
            alt=sentence,
            name="restriction",
        ).caption(formats.markdown(says.assumptions(seen)))
    right.markdown(EXPLAINED)
