"""The global explanation, stored: what drives the model over the book, by cohort and over time.

Everything is worked out once, when the book is scored, from the contributions of all
applications, or of a fixed sample of a book too large to hold them.
"""

from pipelines.explain.stored.baselines import store_baselines
from pipelines.explain.stored.cohorts import Drivers
from pipelines.explain.stored.kept import Kept
from pipelines.explain.stored.write import store_explanations

__all__ = ["Drivers", "Kept", "store_baselines", "store_explanations"]
