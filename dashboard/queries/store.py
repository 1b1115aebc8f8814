"""The process-wide reader of the history and the cache in front of it."""

from pathlib import Path

import pandas as pd
import streamlit as st

from pipelines.offers import Policy, load_policy
from pipelines.settings import Settings, settings_from_environment
from pipelines.store import History, Version, sql_text


class VersionMoved(Exception):
    """A newer version was published while a page was being drawn: it must be drawn again."""


def settings() -> Settings:
    """The settings of this process, read from its environment."""
    return settings_from_environment()


@st.cache_resource(show_spinner=False, max_entries=8, on_release=History.close)
def _open(store: str) -> History:
    return History(settings_from_environment(store))


def history() -> History:
    """The shared reader; raises `Refused` where there is no store yet."""
    return _open(str(settings().store))


def version() -> Version:
    """The version published now; its `version_id` is the key of every cached read."""
    return history().version()


def read(name: str, version_id: str, /, **filters: object) -> pd.DataFrame:
    """The rows of `sql/NAME.sql` with `filters` bound to its `$name` parameters, cached.

    Raises `VersionMoved` when another version has been published since the page asked for its own.
    """
    return _read(str(settings().store), version_id, name, filters)


@st.cache_data(show_spinner=False, max_entries=512, max_size="256MB")
def _read(store: str, version_id: str, name: str, filters: dict[str, object]) -> pd.DataFrame:
    frame = _open(store).frame(sql_text(__file__, f"sql/{name}.sql"), filters)
    still_at(version_id, _open(store))
    return frame


def still_at(version_id: str, reader: History) -> None:
    """Raise `VersionMoved` unless `reader` is at `version_id`, so that no page mixes versions."""
    if reader.version().version_id != version_id:
        raise VersionMoved


def policy() -> Policy:
    """The credit policy in force, read again when its file changes."""
    path = settings().policy
    return _policy(str(path), path.stat().st_mtime_ns if path.exists() else 0)


@st.cache_resource(show_spinner=False, max_entries=4)
def _policy(path: str, changed_ns: int) -> Policy:
    return load_policy(Path(path))
