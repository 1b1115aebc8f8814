"""What the loss distribution says, from the record that is drawn."""

from collections.abc import Sequence

from dashboard import formats
from pipelines.portfolio.loss_distribution import Contribution, LossDistribution


def worst_in_a_hundred(found: LossDistribution, currency: str) -> str:
    """What one period in a hundred loses against what is expected, and who holds most of it."""
    if found.closed is None:
        return (
            f"All {formats.plural(found.loans, 'loan')} with something to lose are in default "
            f"already: {formats.money(found.expected_cents, currency)} is expected to be lost, and "
            "nothing is left to chance but recoveries."
        )
    var = found.tail(0.99).var
    text = (
        f"In one period in a hundred the open loans lose {formats.money(var.value, currency)} or "
        f"more (s.e. {formats.money(var.standard_error, currency)}) against "
        f"{formats.money(found.expected_cents, currency)} expected"
    )
    holder = _stands_out(found)
    return f"{text}; {holder}." if holder else f"{text}."


def _stands_out(found: LossDistribution) -> str:
    """The industry whose part of the worst losses exceeds its part of the exposure most."""
    parts = found.contributions["industry"]
    if len(parts) < 2:
        return ""
    worst = found.tail(found.allocated).shortfall.value
    exposure = sum(part.exposure_cents for part in parts)
    top = max(parts, key=lambda p: p.shortfall_cents / worst - p.exposure_cents / exposure)
    return (
        f"{top.key} holds {formats.rate(top.exposure_cents / exposure)} of the exposure and "
        f"{formats.rate(top.shortfall_cents / worst)} of the worst losses"
    )


def contributors(parts: Sequence[Contribution], what: str) -> str:
    """The segment with most of the worst losses, against its part of the expected loss."""
    worst = sum(part.shortfall_cents for part in parts)
    expected = sum(part.expected_cents for part in parts)
    if not worst or not expected:
        return "Nothing is lost in the worst scenarios."
    top = parts[0]
    return (
        f"{top.key[:1].upper()}{top.key[1:]} is the {what} with most of the worst losses: "
        f"{formats.rate(top.shortfall_cents / worst)} of them, "
        f"{formats.rate(top.expected_cents / expected)} of the expected loss."
    )


def largest_names(found: LossDistribution) -> str:
    """How much of the worst losses the ten merchants with most of it hold."""
    worst = found.tail(found.allocated).shortfall.value
    parts = found.contributions["merchant"][:10]
    share = sum(part.shortfall_cents for part in parts) / worst if worst else 0.0
    return (
        f"The {formats.plural(len(parts), 'merchant')} with most of the worst losses hold "
        f"{formats.rate(share)} of them, out of {formats.plural(found.merchants, 'merchant')}."
    )


def against_formulae(found: LossDistribution, currency: str) -> str:
    """How far the simulation is from the formula that should hold, where one does."""
    closed = found.closed
    if closed is None:
        return "No formula applies where nothing is left to chance."
    formula = next(tail for tail in closed.tails if tail.level == 0.99)
    expected = formula.limit_var + formula.granularity
    var = found.tail(0.99).var
    gap, error = var.value - expected, var.standard_error or 1.0
    text = (
        f"One factor, loan by loan and adjusted for single names, gives a VaR 99 % of "
        f"{formats.money(expected, currency)}; the simulation {formats.money(var.value, currency)}"
    )
    variant = found.variant
    if variant.factors == "one" and variant.copula == "gaussian" and not variant.random_lgd:
        return f"{text}, {abs(gap) / error:.1f} standard errors apart."
    return f"{text}, {formats.rate(gap / expected)} apart, which is what the other assumptions do."
