"""What monitoring finds about the champion, worked out once for a version of the book."""

from pathlib import Path

import streamlit as st

from dashboard.queries.models import judged
from dashboard.queries.store import history, settings, still_at
from pipelines.errors import Refused
from pipelines.model import Manifest, ModelPolicy, load_model_policy
from pipelines.monitoring import MonitoringReport, monitor


def model_policy() -> ModelPolicy:
    """The model policy in force, read again when its file changes."""
    path = settings().model_policy
    return _policy(str(path), path.stat().st_mtime_ns if path.exists() else 0)


@st.cache_resource(show_spinner=False, max_entries=4)
def _policy(path: str, changed_ns: int) -> ModelPolicy:
    return load_model_policy(Path(path))


def monitoring(version_id: str, champion: Manifest) -> MonitoringReport | str:
    """The report on the champion, or why there is none: the book has scores by another model."""
    policy = model_policy().version
    try:
        return _monitoring(str(settings().store), version_id, champion, policy)
    except Refused as refusal:
        return str(refusal)


@st.cache_resource(show_spinner=False, max_entries=4, hash_funcs={Manifest: lambda m: m.sha256})
def _monitoring(store: str, version_id: str, champion: Manifest, policy: str) -> MonitoringReport:
    reader = history()
    found = monitor(reader, champion, judged(champion), model_policy())
    still_at(version_id, reader)
    return found
