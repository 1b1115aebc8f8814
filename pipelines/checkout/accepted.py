"""What has been accepted at the checkout and is not among the published loans yet."""

import sqlite3
from datetime import datetime

from pipelines.checkout.answers import moment_text
from pipelines.checkout.exposure import Accepted
from pipelines.store import sql_text
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
    before its loan is imported. Without any loan all of `totals` counts.
    """
    if totals == NOTHING or loans_until is None:
        return Accepted(*vars(totals).values())
    since = moment_text(loans_until)
    before = accepted_totals(con, merchant_id, industry, before=since)
    added = totals.since(before)
    if before != NOTHING:
        added = added.since(refunds_of_earlier(con, merchant_id, industry, since))
    return Accepted(*(max(0, cents) for cents in vars(added).values()))


def refunds_of_earlier(
    con: sqlite3.Connection, merchant_id: str, industry: str | None, since: str
) -> AcceptedTotals:
    """What was refunded from `since` on of offers accepted before, as cents below zero.

    A refund leaves no room for another offer beyond what was still owed of its own, which may be
    less: it is taken off where that loan's balance is, not off what others accepted.
    """
    asked = {"merchant_id": merchant_id, "industry": industry, "since": since}
    row = con.execute(sql_text(__file__, "sql/refunded_of_earlier.sql"), asked).fetchone()
    return AcceptedTotals(*(-cents for cents in row))
