"""Offers: schedule, APR, disclosure, policy and the decision path; pure but for `book`."""

from pipelines.offers.alternatives import BreakEven, Comparison, WayToPay, compare_ways
from pipelines.offers.applicant import Applicant, BookExposure, applicant_from
from pipelines.offers.book import offer_book, open_exposure_cents, open_exposures
from pipelines.offers.decision import decide
from pipelines.offers.disclosure import (
    FORMS,
    DisclosureForm,
    DisclosureRow,
    Prepayment,
    SheetHeader,
    california_disclosure,
    disclosure_html,
    disclosure_pdf,
    new_york_disclosure,
    prepayments,
)
from pipelines.offers.outcome import Decision, Step
from pipelines.offers.policy import load_policy
from pipelines.offers.policy_text import policy_document, policy_from_text, policy_toml
from pipelines.offers.quote import Quote, build_quote, parse_amount
from pipelines.offers.terms import Policy

__all__ = [
    "FORMS",
    "Applicant",
    "BookExposure",
    "BreakEven",
    "Comparison",
    "Decision",
    "DisclosureForm",
    "DisclosureRow",
    "Policy",
    "Prepayment",
    "Quote",
    "SheetHeader",
    "Step",
    "WayToPay",
    "applicant_from",
    "build_quote",
    "california_disclosure",
    "compare_ways",
    "decide",
    "disclosure_html",
    "disclosure_pdf",
    "load_policy",
    "new_york_disclosure",
    "offer_book",
    "open_exposure_cents",
    "open_exposures",
    "parse_amount",
    "policy_document",
    "policy_from_text",
    "policy_toml",
    "prepayments",
]
