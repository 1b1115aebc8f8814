"""What has been accepted at the checkout and is not among the published loans yet."""

import sqlite3
from datetime import datetime

from pipelines.checkout.answers import moment_text
from pipelines.checkout.exposure import Accepted
from pipelines.store.checkout_records import AcceptedTotals, accepted_totals

NOTHING = AcceptedTotals(0, 0, 0)


def accepted_since(
    con: sqlite3.Connection,
    loans_until: datetime | None,
    merchant_id: str,
    industry: str | None,
    totals: AcceptedTotals,
) -> Accepted:
    """What of `totals` was accepted from `loans_until` on, when the newest loan was funded.

    The book's as-of date does not serve: sales move it on, and what was accepted would be forgotten
    before its loan is imported. Without any loan all of `totals` counts. Refunds since then of what
    was accepted before are not taken off.
    """
    if totals == NOTHING:
        return Accepted()
    before = NOTHING
    if loans_until is not None:
        before = accepted_totals(con, merchant_id, industry, before=moment_text(loans_until))
    added = totals.since(before)
    return Accepted(
        max(0, added.merchant_cents), max(0, added.industry_cents), max(0, added.book_cents)
    )
