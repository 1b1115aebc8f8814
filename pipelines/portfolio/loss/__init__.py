"""Loss: what the open loans may lose, and what is set aside for it."""

from pipelines.portfolio.loss.open_loans import OpenLoans, open_loans

__all__ = ["OpenLoans", "open_loans"]
