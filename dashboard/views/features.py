"""What does the model see, and does it hold still?"""

import streamlit as st

from dashboard import page, states
from dashboard.panels import features as panels
from dashboard.panels.feature_tabs import show_details
from dashboard.queries import features

version = page.header("What does the model see, and does it hold still?", n=features.sample)
found = features.profile(version.version_id)
if found is None:
    states.no_data(
        "features", "What a model sees is computed from the merchants' own history.",
        "python -m pipelines features",
    )  # fmt: skip
    st.stop()

ranked = features.ranked(found)
panels.show_cards(found, ranked)
panels.show_strongest(version.version_id, found, ranked)
panels.show_table(found)
show_details(version.version_id, found)
