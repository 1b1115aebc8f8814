"""The global explanation, stored: what drives the model over the book, by cohort and over time.

Everything is worked out once, when the book is scored, from the contributions of all applications.
"""

from pipelines.explain.stored.cohorts import Drivers
from pipelines.explain.stored.write import store_explanations

__all__ = ["Drivers", "store_explanations"]
