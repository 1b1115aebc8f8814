"""What a merchant asks for at the checkout."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class PurchaseRequest:
    """One purchase to finance; the amount in cents of the book's currency.

    `attributes` are imported details of an application that the model may use, by the model's
    names; one that is absent is missing.
    """

    merchant_id: str
    order_amount_cents: int
    supplier_id: str | None = None
    attributes: Mapping[str, float | str] = field(default_factory=dict)
