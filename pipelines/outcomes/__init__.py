"""Loan performance to labels, and the proxy label of a book without loans."""

from pipelines.outcomes.build import build_outcomes
from pipelines.outcomes.requests import ColdStart, add_hypothetical_requests
from pipelines.outcomes.rules import ShortfallRules, load_shortfall_rules
from pipelines.outcomes.shortfall import build_shortfalls

__all__ = [
    "ColdStart",
    "ShortfallRules",
    "add_hypothetical_requests",
    "build_outcomes",
    "build_shortfalls",
    "load_shortfall_rules",
]
