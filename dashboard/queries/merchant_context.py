"""What surrounds one application: its peers, the nearest merchants, and its earlier scores."""

import pandas as pd
import streamlit as st

from dashboard.queries.desk import desk
from dashboard.queries.store import history, read, settings, still_at
from pipelines.explain.nearest import Nearest, nearest
from pipelines.explain.peers import AgainstPeers, PeerBook, against_peers, read_peer_book
from pipelines.explain.score_history import ScoreHistory, score_history
from pipelines.explain.scored_book import ScoredBook, read_scored_book
from pipelines.features import Feature


def features(version_id: str) -> dict[str, Feature]:
    """What each feature means, by name."""
    return desk(version_id).table.by_name


def peers(version_id: str, application_id: str) -> AgainstPeers:
    """The application's scored features against peers and approved applicants."""
    return _peers(str(settings().store), version_id, application_id)


def neighbours(version_id: str, application_id: str) -> Nearest:
    """The nearest approved and defaulted merchants, known on the day of the application."""
    return _nearest(str(settings().store), version_id, application_id)


def scores_over_time(version_id: str, application_id: str) -> ScoreHistory:
    """The scores of the application's merchant up to it, with what moved them."""
    return _score_history(str(settings().store), version_id, application_id)


def names(version_id: str, merchant_ids: list[str]) -> dict[str, str]:
    """The names of merchants."""
    found: pd.DataFrame = read("merchant_names", version_id, ids=sorted(merchant_ids))
    return dict(zip(found["merchant_id"], found["name"], strict=True))


@st.cache_resource(show_spinner=False, max_entries=2)
def _peer_book(store: str, version_id: str) -> PeerBook:
    found = read_peer_book(history(), desk(version_id).table)
    still_at(version_id, history())
    return found


@st.cache_resource(show_spinner="Reading the contributions of the book", max_entries=1)
def _scored_book(store: str, version_id: str) -> ScoredBook:
    found = read_scored_book(history())
    still_at(version_id, history())
    return found


@st.cache_resource(show_spinner=False, max_entries=64)
def _peers(store: str, version_id: str, application_id: str) -> AgainstPeers:
    held = desk(version_id)
    scored = tuple(each for each in held.table.features if each.name in held.model.features)
    return against_peers(held.table, _peer_book(store, version_id), application_id, scored)


@st.cache_resource(show_spinner=False, max_entries=64)
def _nearest(store: str, version_id: str, application_id: str) -> Nearest:
    found = nearest(history(), _scored_book(store, version_id), application_id)
    still_at(version_id, history())
    return found


@st.cache_resource(show_spinner=False, max_entries=64)
def _score_history(store: str, version_id: str, application_id: str) -> ScoreHistory:
    groups = {name: feature.group for name, feature in features(version_id).items()}
    found = score_history(history(), application_id, groups)
    still_at(version_id, history())
    return found
