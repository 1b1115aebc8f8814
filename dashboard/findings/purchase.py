"""What the Checkout page says of a kept decision: how it was taken, what became of its offer."""

from dashboard import formats
from dashboard.queries.kept import Kept, Standing
from pipelines.store.checkout_records import CheckoutEvent
from pipelines.store.workbench import moment

HAPPENED = {"accepted": "accepted", "undone": "undone without cost", "refunded": "refunded"}


def replayed_in(milliseconds: float) -> str:
    """How a past day's decision was taken."""
    return (
        f"Decided in {milliseconds:.0f} ms: features restated for the amount, score, "
        "contributions, reasons, policy, price. Nothing is kept of a day that has passed."
    )


def kept_in(found: Standing, milliseconds: float | None) -> str:
    """How the decision was taken, or since when it has been kept."""
    if milliseconds is not None:
        return (
            f"Decided and kept on disk in {milliseconds:.0f} ms. What is drawn here is taken again "
            "from the record."
        )
    return (
        f"Kept since {formats.moment(moment(found.record.decided_at))} and taken again from its "
        "record: drawing the page again asks nothing anew."
    )


def too_old(kept: Kept) -> str | None:
    """That the history ends too long before the order, None where it does not."""
    grounds, most = kept.decided.grounds, kept.policy.checkout.maximum_history_age_days
    age = (grounds.decided_for - grounds.snapshot.as_of).days
    if 0 <= age <= most:
        return None
    return (
        f"the history ends on {formats.day(grounds.snapshot.as_of)}, "
        f"{formats.plural(age, 'day')} before the order, and the policy allows {most}: "
        "import what has happened since"
    )


def ended(found: Standing) -> str:
    """Why an offer cannot be accepted any more."""
    record = found.record
    if found.state == "expired":
        until = formats.moment(moment(record.valid_until))
        return f"The offer stood until {until}. Ask again for one that stands now."
    last = found.events[-1]
    amount = formats.exact_money(sum(e.amount_cents for e in found.events[1:]), record.currency)
    on = formats.moment(moment(last.happened_at))
    if found.state == "undone":
        return f"The purchase was undone on {on}: nothing is owed, and no fee was charged."
    return f"{amount} was refunded in all, the last of it on {on}."


def event(happened: CheckoutEvent, currency: str) -> str:
    """One event: what, how much, when."""
    amount = formats.exact_money(happened.amount_cents, currency)
    at = formats.moment(moment(happened.happened_at))
    return f"{amount} {HAPPENED[happened.kind]} on {at}"
