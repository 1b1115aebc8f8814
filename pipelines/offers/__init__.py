"""Offers: schedule, APR, disclosure, policy and the decision path; pure but for `book`."""

from pipelines.offers.alternatives import Alternative, alternatives
from pipelines.offers.applicant import Applicant, BookExposure, applicant_from
from pipelines.offers.book import offer_book, open_exposure_cents, open_exposures
from pipelines.offers.decision import decide
from pipelines.offers.disclosure import (
    DisclosureRow,
    california_disclosure,
    new_york_disclosure,
)
from pipelines.offers.outcome import Decision, Step
from pipelines.offers.policy import load_policy
from pipelines.offers.policy_text import policy_document, policy_from_text, policy_toml
from pipelines.offers.quote import Quote, build_quote, parse_amount
from pipelines.offers.terms import Policy

__all__ = [
    "Alternative",
    "Applicant",
    "BookExposure",
    "Decision",
    "DisclosureRow",
    "Policy",
    "Quote",
    "Step",
    "alternatives",
    "applicant_from",
    "build_quote",
    "california_disclosure",
    "decide",
    "load_policy",
    "new_york_disclosure",
    "offer_book",
    "open_exposure_cents",
    "open_exposures",
    "parse_amount",
    "policy_document",
    "policy_from_text",
    "policy_toml",
]
