"""Everything one decision at the checkout rests on: enough to take it again, to the same bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.offers import BookExposure

Value = float | str | None


@dataclass(frozen=True)
class Served:
    """The snapshot of features: its file's SHA-256, its version of the history and as-of date."""

    sha256: str
    version_id: str
    as_of: date


@dataclass(frozen=True)
class Grounds:
    """What one decision rests on; money in cents of `currency`.

    `decided_for` is the day the order counts as placed on. `features` are the inputs of the model
    and of the policy as used, None where missing. `open_exposure_cents` is what the merchant owes,
    with what it accepted at the checkout since the snapshot; `book` what all owe. The digests are
    SHA-256 of the policy's and the statements' files. `doubt` is the reason code for which no
    machine may decide on these grounds, None where nothing speaks against it.
    """

    decision_id: str
    decided_for: date
    merchant_id: str
    order_amount_cents: int
    supplier_id: str | None
    features: Mapping[str, Value]
    open_exposure_cents: int
    book: BookExposure | None
    model_id: str
    policy_digest: str
    statements_digest: str
    snapshot: Served
    currency: str
    doubt: str | None

    def to_json(self) -> dict[str, Any]:
        """Return the grounds as plain JSON values; numbers keep every digit."""
        plain = dict(vars(self))
        plain["decided_for"] = self.decided_for.isoformat()
        plain["features"] = dict(self.features)
        plain["book"] = None if self.book is None else dict(vars(self.book))
        plain["snapshot"] = vars(self.snapshot) | {"as_of": self.snapshot.as_of.isoformat()}
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Grounds":
        """Rebuild the grounds from `to_json`'s values; KeyError or TypeError for others."""
        served = plain["snapshot"]
        book = plain["book"]
        return cls(
            **{
                **plain,
                "decided_for": date.fromisoformat(plain["decided_for"]),
                "book": None if book is None else BookExposure(**book),
                "snapshot": Served(**{**served, "as_of": date.fromisoformat(served["as_of"])}),
            }
        )
