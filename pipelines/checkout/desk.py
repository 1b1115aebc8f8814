"""The desk: all that decisions at the checkout rest on, read once and never changed."""

import math
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from pipelines.checkout.exposure import Accepted, OpenBook, loans_until, open_book
from pipelines.checkout.grounds import Grounds, Served, Value
from pipelines.checkout.judge import CheckoutDecision, judge
from pipelines.checkout.merchants import Merchants
from pipelines.checkout.request import PurchaseRequest
from pipelines.checkout.score_tables import ScoreTables
from pipelines.checkout.stamp import Stamp, file_digest, read_stamp
from pipelines.errors import Refused
from pipelines.features import Snapshot, newest_features
from pipelines.features.catalogue import Unit
from pipelines.model import champion
from pipelines.offers import Policy, load_policy
from pipelines.offers.applicant import HISTORY
from pipelines.reasons import Statement, check_coverage, load_statements
from pipelines.settings import Settings
from pipelines.store import History

OUT_OF_DATE = "P10"


@dataclass(frozen=True, eq=False)
class CheckoutDesk:
    """A desk as it was opened at `stamp`; safe to share, replaced as a whole.

    What was accepted from `loans_until` on is not among the loans of `open_book`; None: no loans.
    `doubt` is the reason code for which this desk refers everything, None where it decides.
    """

    settings: Settings
    stamp: Stamp
    snapshot: Snapshot
    merchants: Merchants
    open_book: OpenBook
    loans_until: datetime | None
    tables: ScoreTables
    policy: Policy
    policy_digest: str
    statements: dict[str, Statement]
    statements_digest: str
    doubt: str | None

    @classmethod
    def open(cls, settings: Settings) -> "CheckoutDesk":
        """Read everything; Refused, with advice, where there is nothing to decide by."""
        stamp = read_stamp(settings)
        # Before the files are read: one that changes meanwhile then shows in `governed_files`.
        policy_digest, statements_digest = map(file_digest, (settings.policy, settings.reasons))
        newest, tables = newest_features(settings), ScoreTables.of(champion(settings))
        statements = load_statements(settings.reasons)
        check_coverage(tables.index.codes | {OUT_OF_DATE}, statements)
        with History(settings) as history:
            is_stale = history.version().content_hash != newest.snapshot.content_hash
            until = loans_until(history)
        merchants = Merchants.of(newest, _inputs(tables))
        return cls(
            settings=settings,
            stamp=stamp,
            snapshot=newest.snapshot,
            merchants=merchants,
            open_book=open_book(settings, newest.snapshot),
            loans_until=until,
            tables=tables,
            policy_digest=policy_digest,
            policy=load_policy(settings.policy),
            statements=statements,
            statements_digest=statements_digest,
            doubt=OUT_OF_DATE if is_stale or _lacks_features(tables, merchants) else None,
        )

    def in_doubt(self) -> "CheckoutDesk":
        """The same desk referring everything, for when a newer one cannot be opened."""
        return replace(self, doubt=OUT_OF_DATE)

    def is_current(self) -> bool:
        """Whether all that the desk was opened on still is in force."""
        return read_stamp(self.settings) == self.stamp

    def knows(self, merchant_id: str) -> bool:
        """Whether the snapshot has that merchant."""
        return merchant_id in self.merchants.rows

    def industry(self, merchant_id: str) -> str | None:
        """The merchant's industry, None where it is not stated."""
        return self.open_book.industries.get(merchant_id)

    @property
    def attributes(self) -> dict[str, Unit]:
        """The attributes a request may give: "number" or "text" by name."""
        return self.tables.attributes

    def decide(
        self, request: PurchaseRequest, accepted: Accepted, decision_id: str, asked_at: datetime
    ) -> CheckoutDecision:
        """Decide one purchase asked for at `asked_at` (UTC)."""
        grounds = self.ground(request, accepted, decision_id, asked_at)
        return judge(grounds, self.tables, self.policy, self.statements)

    def ground(
        self, request: PurchaseRequest, accepted: Accepted, decision_id: str, asked_at: datetime
    ) -> Grounds:
        """Gather what the decision rests on.

        Raises Refused for a merchant the snapshot does not have, or an attribute that the model
        does not use or that is of the wrong kind.
        """
        if not self.knows(request.merchant_id):
            raise Refused(f"no merchant {request.merchant_id!r} in this book: check the id")
        decided_for = self._decided_for(asked_at)
        return Grounds(
            decision_id=decision_id,
            decided_for=decided_for,
            merchant_id=request.merchant_id,
            order_amount_cents=request.order_amount_cents,
            supplier_id=request.supplier_id,
            features=self._features(request),
            open_exposure_cents=self.open_book.merchant_cents(request.merchant_id, accepted),
            book=self.open_book.exposure(request.merchant_id, accepted),
            model_id=self.tables.model_id,
            policy_digest=self.policy_digest,
            statements_digest=self.statements_digest,
            snapshot=self._served,
            currency=self.snapshot.currency,
            doubt=self.doubt or self._age_doubt(decided_for),
        )

    @cached_property
    def _served(self) -> Served:
        return Served(self.snapshot.newest.sha256, self.snapshot.version_id, self._as_of)

    @cached_property
    def _as_of(self) -> date:
        return date.fromisoformat(self.snapshot.as_of)

    def _decided_for(self, asked_at: datetime) -> date:
        """The order's day: a synthetic book stands still on the day after its as-of date."""
        if self.snapshot.is_synthetic:
            return self._as_of + timedelta(days=1)
        return asked_at.date()

    def _age_doubt(self, decided_for: date) -> str | None:
        age = (decided_for - self._as_of).days
        most = self.policy.checkout.maximum_history_age_days
        return None if 0 <= age <= most else OUT_OF_DATE

    def _features(self, request: PurchaseRequest) -> dict[str, Value]:
        found = self.merchants.features(request)
        if self.doubt:
            found = dict.fromkeys(_inputs(self.tables)) | found
        if self.attributes or request.attributes:
            found |= self._attributes(request)
        return found

    def _attributes(self, request: PurchaseRequest) -> dict[str, Value]:
        """Every attribute of the model as the request gives it, None where it does not."""
        for name, value in request.attributes.items():
            kind = self.attributes.get(name)
            if kind is None:
                raise Refused(f"the model uses no attribute {name!r}: leave it out")
            if isinstance(value, str) != (kind == "text") or not _is_finite(value):
                raise Refused(f"attribute {name!r} must be a {kind}: correct it or leave it out")
        return {name: request.attributes.get(name) for name in self.attributes}


def _is_finite(value: float | str) -> bool:
    return isinstance(value, str) or math.isfinite(value)


def _inputs(tables: ScoreTables) -> tuple[str, ...]:
    """What the model and the policy look at, but for attributes."""
    names = dict.fromkeys((*tables.names, *HISTORY))
    return tuple(name for name in names if name not in tables.attributes)


def _lacks_features(tables: ScoreTables, merchants: Merchants) -> bool:
    """Whether the snapshot lacks a feature of the model, or a figure of the policy."""
    return not set(_inputs(tables)) <= set(merchants.columns)
