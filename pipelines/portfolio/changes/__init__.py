"""What changed in the book from one month-end to the next, decomposed into its causes."""

from pipelines.portfolio.changes.averaged_order import averaged_effects
from pipelines.portfolio.changes.book_changes import book_changes
from pipelines.portfolio.changes.records import BookChanges, Cause, Contributor, FigureChange

__all__ = [
    "BookChanges",
    "Cause",
    "Contributor",
    "FigureChange",
    "averaged_effects",
    "book_changes",
]
