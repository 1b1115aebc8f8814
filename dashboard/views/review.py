"""Can I sign this?"""

import streamlit as st

from dashboard import page, states
from dashboard.panels import review as panels
from dashboard.queries import explain, models

version = page.header("Can I sign this?", n=explain.sample)
held = models.role()
champion = next((m for m in models.manifests() if held and m.model_id == held.model_id), None)
if champion is None:
    states.no_data(
        "model", "There is nothing to review before a model has been trained.",
        "python -m pipelines train && python -m pipelines score",
    )  # fmt: skip
    st.stop()
if explain.base(version.version_id) is None:
    states.no_data(
        "scores", "A review reads the stored scores, reasons and answers.",
        "python -m pipelines score",
    )  # fmt: skip
    st.stop()

cards = st.container()
results = panels.run_proofs(version.version_id, champion.model_id)
with cards:
    panels.show_cards(results)
panels.show_parts(version, champion, results)
