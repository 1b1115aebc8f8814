"""Loan performance to labels: what was due, and which applications ended in default."""

from pipelines.outcomes.build import DEFAULT_DAYS, WINDOW_MONTHS, build_outcomes

__all__ = ["DEFAULT_DAYS", "WINDOW_MONTHS", "build_outcomes"]
