"""The decision desk: what every decision on the pages rests on, opened once for each version."""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from dashboard.queries.store import history, settings, still_at
from pipelines.deciding import (
    DecidedApplication,
    Desk,
    decide_application,
    open_desk,
    recourse_for,
)
from pipelines.recourse import Recourse
from pipelines.settings import settings_from_environment
from pipelines.store import Workbench

Stamp = tuple[str, str, str, int, int, int]
"""Store, version, champion; when policy, reason statements and levers last changed."""


def stamp(version_id: str) -> Stamp:
    """What a decision taken now rests on; equal stamps give equal decisions."""
    held = settings()
    holder = Workbench(held).role_holder("champion")
    champion = holder.model_id if holder else ""
    policy, reasons, levers = map(_changed, (held.policy, held.reasons, held.recourse))
    return str(held.store), version_id, champion, policy, reasons, levers


def desk(version_id: str) -> Desk:
    """The desk at that version; raises `Refused` where features, model or policy are missing."""
    return _desk(stamp(version_id))


def decided(version_id: str, application_id: str, amount_cents: int | None) -> DecidedApplication:
    """The decision on one application for that amount, remembered while its grounds hold."""
    return _decided(stamp(version_id), application_id, amount_cents)


def helped(version_id: str, application_id: str, amount_cents: int | None) -> Recourse:
    """What would turn that decision for the better, remembered while its grounds hold."""
    return _helped(stamp(version_id), application_id, amount_cents)


def decide_now(
    version_id: str,
    application_id: str,
    amount_cents: int | None,
    changes: Mapping[str, float] | None = None,
) -> DecidedApplication:
    """The same decision path walked afresh, with `changes` to features for a what-if."""
    return decide_application(
        desk(version_id), history(), application_id, amount_cents=amount_cents, changes=changes
    )


@st.cache_resource(show_spinner=False, max_entries=4)
def _desk(stamp: Stamp) -> Desk:
    opened = open_desk(settings_from_environment(stamp[0]), history())
    still_at(stamp[1], history())
    return opened


@st.cache_resource(show_spinner=False, max_entries=512)
def _decided(stamp: Stamp, application_id: str, amount_cents: int | None) -> DecidedApplication:
    return decide_application(_desk(stamp), history(), application_id, amount_cents=amount_cents)


@st.cache_resource(show_spinner="Trying every permitted change", max_entries=256)
def _helped(stamp: Stamp, application_id: str, amount_cents: int | None) -> Recourse:
    return recourse_for(_desk(stamp), history(), application_id, amount_cents)


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0
