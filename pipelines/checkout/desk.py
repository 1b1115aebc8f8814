"""The desk: all that decisions at the checkout rest on, read once and never changed."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pandas as pd

from pipelines.checkout.exposure import Accepted, OpenBook, open_book
from pipelines.checkout.grounds import Grounds, Served, Value
from pipelines.checkout.judge import CheckoutDecision, judge
from pipelines.checkout.request import PurchaseRequest
from pipelines.checkout.score_tables import ATTRIBUTE, ScoreTables
from pipelines.checkout.stamp import Stamp, file_digest, read_stamp
from pipelines.errors import Refused
from pipelines.features import NewestFeatures, features_now, newest_features
from pipelines.model import champion
from pipelines.offers import Policy, load_policy
from pipelines.offers.applicant import HISTORY
from pipelines.reasons import Statement, load_statements
from pipelines.settings import Settings
from pipelines.store import Book, History

OUT_OF_DATE = "P10"


@dataclass(frozen=True)
class CheckoutDesk:
    """A desk as it was opened at `stamp`; safe to share, replaced as a whole.

    `doubt` is the reason code for which this desk refers everything, None where it decides.
    """

    settings: Settings
    stamp: Stamp
    book: Book
    newest: NewestFeatures
    open_book: OpenBook
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
        newest, tables = newest_features(settings), ScoreTables.of(champion(settings))
        with History(settings) as history:
            version = history.version()
        stale = newest.snapshot.content_hash != version.content_hash
        return cls(
            settings=settings,
            stamp=stamp,
            book=version.book,
            newest=newest,
            open_book=open_book(settings),
            tables=tables,
            policy=load_policy(settings.policy),
            policy_digest=file_digest(settings.policy),
            statements=load_statements(settings.reasons),
            statements_digest=file_digest(settings.reasons),
            doubt=OUT_OF_DATE if stale or _lacks_features(tables, newest) else None,
        )

    def in_doubt(self) -> "CheckoutDesk":
        """The same desk referring everything, for when a newer one cannot be opened."""
        return replace(self, doubt=OUT_OF_DATE)

    def is_current(self) -> bool:
        """Whether all that the desk was opened on still is in force."""
        return read_stamp(self.settings) == self.stamp

    def knows(self, merchant_id: str) -> bool:
        """Whether the snapshot has that merchant."""
        return merchant_id in self.newest.frame.index

    def industry(self, merchant_id: str) -> str | None:
        """The merchant's industry, None where it is not stated."""
        return self.open_book.industries.get(merchant_id)

    @property
    def attributes(self) -> dict[str, str]:
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
        snapshot = self.newest.snapshot
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
            snapshot=Served(snapshot.sha256, snapshot.version_id, self.newest.as_of),
            currency=self.book.currency,
            doubt=self.doubt or self._age_doubt(decided_for),
        )

    def _decided_for(self, asked_at: datetime) -> date:
        """The order's day: a synthetic book stands still on the day after its as-of date."""
        if self.book.is_synthetic:
            return self.newest.as_of + timedelta(days=1)
        return asked_at.date()

    def _age_doubt(self, decided_for: date) -> str | None:
        age = (decided_for - self.newest.as_of).days
        most = self.policy.checkout.maximum_history_age_days
        return None if 0 <= age <= most else OUT_OF_DATE

    def _features(self, request: PurchaseRequest) -> dict[str, Value]:
        given = self._attributes(request)
        with History(self.settings) as history:
            row = features_now(
                self.newest,
                history,
                request.merchant_id,
                request.order_amount_cents,
                request.supplier_id,
            )
        names = dict.fromkeys((*self.tables.names, *HISTORY))
        return {name: given[name] if name in given else _plain(row.get(name)) for name in names}

    def _attributes(self, request: PurchaseRequest) -> dict[str, Value]:
        """Every attribute of the model as the request gives it, None where it does not."""
        for name, value in request.attributes.items():
            kind = self.attributes.get(name)
            if kind is None:
                raise Refused(f"the model uses no attribute {name!r}: leave it out")
            if isinstance(value, str) != (kind == "text"):
                raise Refused(f"attribute {name!r} must be a {kind}: correct it or leave it out")
        return {name: request.attributes.get(name) for name in self.attributes}


def _lacks_features(tables: ScoreTables, newest: NewestFeatures) -> bool:
    """Whether the snapshot lacks a feature of the model, or a figure of the policy."""
    owned = [feature.name for feature in tables.features if feature.reason != ATTRIBUTE]
    return any(name not in newest.frame for name in (*owned, *HISTORY))


def _plain(value: float | None) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
