"""What the trace of a feature says, in sentences."""

from dashboard import formats
from dashboard import values as units
from pipelines.features import Part, Trace

KINDS = {
    "sale": "sales",
    "named sale": "sales to a named buyer",
    "named channel": "sales through a named channel",
    "refund": "refunds",
    "chargeback": "chargebacks",
    "void": "voids",
    "purchase": "purchases",
    "named purchase": "purchases from a named supplier",
    "in": "money in",
    "out": "money out",
    "returned payment": "returned payments",
    "other lender": "movements with other lenders",
}
FEEDS = {
    "loans": "loans funded",
    "applications": "requests made",
    "merchants": "what is known of the merchant itself",
    "market": "days of the whole market",
}


def value(found: Trace, currency: str) -> str:
    """The value with its unit and day."""
    shown = units.value(found.value, found.feature.unit, currency)
    return f"{found.feature.label}: {shown}, as known before {formats.day(found.cut_on)}."


def rows(found: Trace) -> str:
    """How many rows it comes from, and whether they alone give the same value."""
    if not found.parts:
        return "It follows from the application itself."
    counted = formats.plural(found.row_count, "row")
    if found.agrees:
        return f"Computed again from {counted} alone, it is exactly the same."
    return f"Computed again from {counted} alone, it is {found.again}: not the stored value."


def parts(found: Trace) -> list[str]:
    """What each part of the feature counts, with its days."""
    return [_part(part) for part in found.parts]


def _part(part: Part) -> str:
    evidence = part.evidence
    kinds = ", ".join(KINDS.get(kind, kind) for kind in evidence.kinds)
    what = kinds or FEEDS.get(evidence.feed, evidence.feed)
    if evidence.feed == "merchants":
        return what
    since = f"from {formats.day(part.first_on)}" if part.first_on else "from the first one"
    only = {"first": ", the first such day only", "last": ", the last such day only", "all": ""}
    return f"{what}, {since} to {formats.day(part.last_on)}{only[evidence.pick]}"


def bounded_sql(found: Trace) -> str:
    """The statement with what it is bound to, as comments above it."""
    lines = [
        f"-- $application_id = {found.application_id} (merchant {found.merchant_id})",
        f"-- cut_day = days from 1970-01-01 to {found.cut_on.isoformat()}, exclusive",
        *(f"-- counts {text}" for text in parts(found)),
    ]
    return "\n".join([*lines, found.sql])
