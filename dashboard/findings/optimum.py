"""What the optimum says: what it would earn, against what today's policy earns."""

from dashboard import formats
from pipelines.simulation.pricing import Optimum, Totals, nothing_in_words


def best_offers(found: Optimum, today: Totals, currency: str) -> str:
    """The optimum against today's policy, with its proof."""
    if found.lends_nothing:
        return nothing_in_words(found)
    totals = found.portfolio.totals
    gain = totals.profit_cents - today.profit_cents
    side = "more" if gain >= 0 else "less"
    proof = (
        "no other offers earn more"
        if found.gap < 1e-6
        else f"no other offers earn more than {formats.rate(found.gap, 2)} above it"
    )
    earned = formats.money(totals.profit_cents, currency)
    return (
        f"The best offers within the limits would earn {earned}, "
        f"{formats.money(abs(gain), currency)} {side} than today's policy; {proof}."
    )
