"""What drives the model, and does it make sense?"""

import streamlit as st

from dashboard import page, queries, states
from dashboard.panels import explain as panels
from dashboard.panels.drivers import show_details
from dashboard.panels.explain_stability import show_stability_warning
from dashboard.queries import explain

version = page.header("What drives the model, and does it make sense?", n=explain.sample)
base = explain.base(version.version_id)
if base is None:
    states.no_data(
        "scores", "Contributions are stored when the book is scored by a trained model.",
        "python -m pipelines train && python -m pipelines score",
    )  # fmt: skip
    st.stop()
if not explain.is_stored(version.version_id):
    states.no_data(
        "explanation of the book",
        "The scores were written before explanations were kept with them.",
        "python -m pipelines score",
    )
    st.stop()
panels.show_whose(base)
show_stability_warning(queries.settings(), base.model_id)

groups, features = explain.groups(version.version_id), explain.features(version.version_id)
panels.show_cards(base, groups, features)
panels.show_groups(base, groups, features)
show_details(version.version_id, groups, features)
