"""What is known of every merchant before it asks, held in memory."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.checkout.grounds import Value
from pipelines.checkout.request import PurchaseRequest
from pipelines.features import NewestFeatures, OnRequest, on_request


@dataclass(frozen=True, eq=False)
class Merchants:
    """The newest features: merchants x `columns`, NaN for missing; `rows` is a merchant's place."""

    rows: Mapping[str, int]
    columns: tuple[str, ...]
    values: NDArray[np.float64]
    on_request: OnRequest
    purchases: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, newest: NewestFeatures, inputs: Iterable[str]) -> "Merchants":
        """Take what was read from `serving/`: the `inputs` it has, and what they rest on."""
        stored = tuple(map(str, newest.frame.columns))
        asked = on_request(stored, inputs)
        columns = [n for n in dict.fromkeys((*inputs, *asked.needed)) if n in newest.frame]
        return cls(
            rows={merchant: place for place, merchant in enumerate(newest.frame.index)},
            columns=tuple(columns),
            values=np.ascontiguousarray(newest.frame[columns].to_numpy(dtype=float)),
            on_request=asked,
            purchases=newest.purchases,
        )

    def features(self, request: PurchaseRequest) -> dict[str, Value]:
        """The merchant's features for that request; None is missing."""
        row = self.values[self.rows[request.merchant_id]]
        found: dict[str, Value] = dict(zip(self.columns, row.tolist(), strict=True))
        for place in np.isnan(row).nonzero()[0].tolist():
            found[self.columns[place]] = None
        supplier = request.supplier_id
        count = self.purchases.get((request.merchant_id, supplier), 0) if supplier else 0
        found.update(self.on_request.of(found, request.order_amount_cents, supplier, count))
        return found
