"""A definition's SQL as a function of plain values, for one row at a time.

Knows only what definitions of the last stage that rest on a request use; anything else is refused
rather than guessed. Values are numbers, texts and truths; None is SQL's null.
"""

from pipelines.features.formula.read import formula
from pipelines.features.formula.values import Formula

__all__ = ["Formula", "formula"]
