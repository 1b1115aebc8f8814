"""Every feature of one application."""

from typing import Any

from tests.features.reference.bank import bank_features
from tests.features.reference.book import Application, Book
from tests.features.reference.debt import debt_features, order_features, request_features
from tests.features.reference.market import market_features
from tests.features.reference.parties import buyer_features, channel_features, purchase_features
from tests.features.reference.past import past_of
from tests.features.reference.sales import sales_features
from tests.features.reference.steadiness import steadiness_features, tenure_features


def features_of(book: Book, application: Application) -> dict[str, Any]:
    """The features that are not missing, by name: whole numbers, fractions, or floats."""
    past = past_of(book, application)
    found = {
        **sales_features(past),
        **steadiness_features(past),
        **tenure_features(past, book.merchants),
        **buyer_features(past),
        **channel_features(past),
        **purchase_features(past),
        **bank_features(past),
        **debt_features(book, past),
        **request_features(book, past),
        **order_features(book, past),
        **market_features(past),
    }
    return {name: value for name, value in found.items() if value is not None}
