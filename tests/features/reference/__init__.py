"""The feature catalogue a second time, in plain Python over plain lists of events.

Written from the meanings of the catalogue, with whole numbers and fractions, one application at a
time: slow, and simple enough to be believed.
"""

from tests.features.reference.book import (
    Application,
    Book,
    Loan,
    LoanEvent,
    Merchant,
    Movement,
    Purchase,
    Sale,
)
from tests.features.reference.every import features_of

__all__ = [
    "Application",
    "Book",
    "Loan",
    "LoanEvent",
    "Merchant",
    "Movement",
    "Purchase",
    "Sale",
    "features_of",
]
