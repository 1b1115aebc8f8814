"""What has been accepted at the checkout and is not in the published history yet."""

import sqlite3
from datetime import date, timedelta

from pipelines.checkout.exposure import Accepted
from pipelines.store.checkout_records import AcceptedTotals, accepted_totals

NOTHING = AcceptedTotals(0, 0, 0)


def accepted_since(
    con: sqlite3.Connection,
    as_of: date,
    merchant_id: str,
    industry: str | None,
    totals: AcceptedTotals,
) -> Accepted:
    """What of `totals` was accepted after `as_of`, the last day that the history covers.

    Refunds after that day of what was accepted before it are not taken off.
    """
    if totals == NOTHING:
        return Accepted()
    first = f"{as_of + timedelta(days=1)}T00:00:00.000000+00:00"
    added = totals.since(accepted_totals(con, merchant_id, industry, before=first))
    return Accepted(
        max(0, added.merchant_cents), max(0, added.industry_cents), max(0, added.book_cents)
    )
