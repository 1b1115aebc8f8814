"""What the economics of one offer come to, in a sentence."""

from dashboard import formats
from pipelines.offers.economics import Margin, OfferEconomics


def worth_offering(
    expected: OfferEconomics, line: Margin, pd: float, taken: float, currency: str
) -> str:
    """Profit if accepted and per offer made, and the room between the PD and break-even."""
    profit = expected.profit_cents
    earns = formats.money(abs(profit), currency)
    verb = "earn" if profit >= 0 else "lose"
    made = formats.money(abs(profit) * taken, currency)
    room = (
        f"it breaks even at {formats.pd(line.break_even_pd)} PD, and this applicant's is "
        f"{formats.pd(pd)}"
    )
    return (
        f"The offer is expected to {verb} {earns} if accepted, {made} for each one made, since "
        f"{formats.rate(taken, 0)} are expected to accept; {room}."
    )
