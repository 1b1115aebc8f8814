"""The book laid out for the optimisation, remembered while cases and policy stay."""

import streamlit as st

from dashboard.queries.simulation import Key, Trial
from dashboard.queries.store import settings
from pipelines.offers import Policy
from pipelines.simulation.pricing.book import Book, book_of, offered_by
from pipelines.simulation.pricing.portfolio import Totals


def book(trial: Trial) -> Book:
    """The offers that the draft's rules and tiers allow; Refused where they allow none."""
    key = (str(settings().store), trial.version_id)
    return _book(key, repr(trial.after), trial.after, trial)


def today(trial: Trial) -> Totals:
    """What today's policy offers, by its take-up."""
    key = (str(settings().store), trial.version_id)
    return _offered(key, repr(trial.before), trial.before, trial)


@st.cache_resource(show_spinner=False, max_entries=4)
def _book(key: Key, policy_key: str, _policy: Policy, _trial: Trial) -> Book:
    return book_of(_trial.cases, _policy)


@st.cache_resource(show_spinner=False, max_entries=8)
def _offered(key: Key, policy_key: str, _policy: Policy, _trial: Trial) -> Totals:
    return offered_by(_trial.cases, _policy)
