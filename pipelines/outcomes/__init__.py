"""Loan performance to labels: what was due, and which applications ended in default."""

from pipelines.outcomes.build import build_outcomes

__all__ = ["build_outcomes"]
