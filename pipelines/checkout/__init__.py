"""The decision at the checkout: what it rests on, and the desk that takes it."""

from pipelines.checkout.desk import CheckoutDesk
from pipelines.checkout.exposure import Accepted
from pipelines.checkout.grounds import Grounds
from pipelines.checkout.judge import CheckoutDecision, judge
from pipelines.checkout.request import PurchaseRequest

__all__ = [
    "Accepted",
    "CheckoutDecision",
    "CheckoutDesk",
    "Grounds",
    "PurchaseRequest",
    "judge",
]
