"""What the buyer pays for the same order by the other ways at checkout."""

from dataclasses import dataclass

from pipelines.offers.quote import Quote
from pipelines.offers.terms import AlternativeCosts


@dataclass(frozen=True)
class Alternative:
    """One way to pay; cost on top of the order, in cents, as a range where it depends on a bank.

    `months` is the time over which the order is paid, 0 for at once.
    """

    name: str
    low_cost_cents: int
    high_cost_cents: int
    months: int


def alternatives(quote: Quote, costs: AlternativeCosts) -> tuple[Alternative, ...]:
    """Compare Pay Later with card, electronic check and wire for the quote's amount."""
    card = round(quote.amount_cents * costs.card_rate)
    check = costs.e_check_fee_cents
    return (
        Alternative(
            "Pay Later",
            quote.finance_charge_cents,
            quote.finance_charge_cents,
            len(quote.schedule.instalments),
        ),
        Alternative("Card", card, card, 0),
        Alternative("Electronic check", check, check, 0),
        Alternative("Wire transfer", costs.wire_fee_low_cents, costs.wire_fee_high_cents, 0),
    )
