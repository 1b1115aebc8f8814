"""A warning where the reasons would not outlast another training."""

import streamlit as st

from pipelines.explain.retrained_reasons import RetrainedReasons, read_retrained_reasons
from pipelines.settings import Settings

LEAST = 0.8
"""Share of applicants whose reasons must be the same for them to be shown without a warning."""


def show_stability_warning(settings: Settings, model_id: str) -> None:
    """Warn where fewer than `LEAST` of the turned away have the same reasons when trained again."""
    text = stability_warning(read_retrained_reasons(settings, model_id))
    if text:
        st.warning(text, icon=":material/warning:")


def stability_warning(found: RetrainedReasons | None) -> str | None:
    """What to know before relying on a single reason; None where reasons hold, or are unjudged."""
    if found is None or found.same is None or found.kept is None or found.same >= LEAST:
        return None
    return (
        f"Trained again on the same kind of cases, the model gives {found.same:.0%} of the "
        f"applicants above the cut-off the same reasons, and {found.kept:.0%} of their reasons "
        "return. Take the order and the last of the reasons with care."
    )
