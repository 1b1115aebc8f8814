"""Which model runs, is it good enough, is there a better one?"""

import streamlit as st

from dashboard import page, states
from dashboard.panels import models as panels
from dashboard.panels.model_cards import show_cards
from dashboard.panels.promotion import show_proposals
from dashboard.panels.training import show_actions, show_training
from dashboard.panels.validation import show_validation
from dashboard.queries import models

version = page.header(
    "Which model runs, is it good enough, is there a better one?", n=models.sample
)
manifests = models.manifests()
held = models.role()
champion = next((m for m in manifests if held and m.model_id == held.model_id), None)

show_training()
if champion is None:
    states.no_data(
        "model", "No model has been trained on this book.", "python -m pipelines train && "
        "python -m pipelines score"
    )  # fmt: skip
    show_actions(manifests, None)
    st.stop()

panels.show_provenance(champion)
panels.show_warnings(champion)
panels.show_hold_out(champion)
with st.skeleton(height=142):
    show_cards(champion, version.version_id)
show_proposals()
show_actions(manifests, models.scored_by(version.version_id))
panels.show_quality(champion, manifests)
panels.show_runs(manifests)
show_validation(champion, manifests, version.version_id)
