"""What the Stress tab has to say, from the records it draws."""

from dashboard import formats
from pipelines.portfolio.stress import (
    FundingNeed,
    LooseningResult,
    Measured,
    ReverseStress,
    StressBacktest,
    StressReport,
    StressResult,
)

UNMOVED = 0.0005
"""A change of the loss, by itself, that is none."""


def carried(result: StressResult, currency: str) -> str:
    """What one scenario does, from sales to loss."""
    sales = _sales(result)
    before, after = result.expected_loss_cents, result.stressed_loss_cents
    if abs(after / before - 1) < UNMOVED if before else not after:
        return f"{sales}, and the loss expected from the open loans stays as it is."
    text = (
        f"{sales}, the mean PD goes from {formats.pd(result.pd)} to "
        f"{formats.pd(result.stressed_pd)} and the expected loss from "
        f"{formats.money(before, currency)} to {formats.money(after, currency)}, "
        f"{formats.rate(result.share_lost)} of the balance"
    )
    if result.lgd_added:
        added = formats.money(after - result.pd_loss_cents, currency)
        text += f"; {added} of it comes from an LGD {formats.points(result.lgd_added)} higher"
    return f"{text}."


def _sales(result: StressResult) -> str:
    if result.sales_change is None:
        return f"{result.title}: the merchants of the open loans had no sales to lose"
    change = result.sales_change
    if abs(change) < UNMOVED:
        return f"{result.title}: sales hold"
    moved = "fall" if change < 0 else "rise"
    return f"{result.title}: sales {moved} by {formats.rate(abs(change))} over {result.days} days"


def seen_only(report: StressReport) -> str:
    """How far the model's answer can be trusted, by what it foresaw of a shock that came."""
    own = next((found for found in report.backtests if found.foreseen is not None), None)
    return _here(own) if own else _elsewhere(report.plan.measured)


def _here(found: StressBacktest) -> str:
    rate = found.default_rate
    knew = (
        ", though the model was trained on this book and had seen the shock" if found.knew else ""
    )
    return (
        f"Read it as a lower bound: of the {formats.plural(found.result.loans, 'loan')} open at "
        f"{formats.day(found.result.as_of)}, before {found.result.title[:1].lower()}"
        f"{found.result.title[1:]}, {formats.rate(rate.estimate)} defaulted "
        f"({formats.rate(rate.low)} to {formats.rate(rate.high)}); the chain foresaw a PD of "
        f"{formats.rate(found.result.stressed_pd)} and "
        f"{formats.rate(found.foreseen)} of the loss{knew}."
    )


def _elsewhere(measured: Measured) -> str:
    return (
        "Read it as a lower bound: the model, trained in calm times, sees only what a shock does "
        "to a merchant's own sales, returns and payments. Of what was lost on "
        f"{measured.about}, this chain foresaw {formats.rate(measured.foreseen, 0)}."
    )


def side_by_side(report: StressReport, currency: str) -> str:
    """Which scenario loses most, and how the others compare."""
    worst = report.worst
    calm = worst.expected_loss_cents
    rise = worst.stressed_loss_cents / calm - 1 if calm else 0.0
    others = sorted(r.stressed_loss_cents for r in report.stated)[:-1]
    if not others:
        return (
            f"{worst.title} would take the expected loss to "
            f"{formats.money(worst.stressed_loss_cents, currency)}."
        )
    return (
        f"Of {formats.plural(len(report.stated), 'scenario')} “{worst.title}” loses most, "
        f"{formats.money(worst.stressed_loss_cents, currency)} ({formats.rate(rise, 0)} more than "
        f"without a shock); the others lie between {formats.money(others[0], currency)} and "
        f"{formats.money(others[-1], currency)}."
    )


def reversed_to(found: ReverseStress) -> str:
    """How severe the shock has to be for the share of the book to be lost."""
    share = formats.rate(found.share_lost)
    if found.calm >= found.share_lost:
        return (
            f"Without any shock {formats.rate(found.calm)} of the balance is expected to be lost."
        )
    if found.severity is None:
        return (
            f"No fall of sales up to all of them makes the model expect a loss of {share} of the "
            f"balance: at the worst it expects {formats.rate(found.at_worst)}."
        )
    several = "" if found.is_monotone else ", though a worse shock lost less somewhere on the way"
    change = found.result.sales_change
    return (
        f"{share} of the balance is expected to be lost once sales fall by "
        f"{formats.rate(abs(change or 0.0))} over {found.result.days} days{several}."
    )


def needed(need: FundingNeed, repay_months: int, currency: str) -> str:
    """How much has to be found, and until when, if lending and funding stop."""
    funded = formats.money(need.funded_cents, currency)
    start = f"If lending stops and funders want {funded} back within {repay_months} months"
    if need.most_on is None:
        return f"{start}, the open loans bring it in time even under the shock."
    text = (
        f"{start}, at most {formats.money(need.most_cents, currency)} is missing, "
        f"in {formats.month(need.most_on)}"
    )
    if need.closed_on is None:
        return f"{text}, and the loans never bring in enough under the shock."
    return f"{text}; by {formats.month(need.closed_on)} the loans have brought it in."


def loosening(found: LooseningResult, currency: str) -> str:
    """What lower grades would add and lose."""
    added = found.added
    span = f"since {formats.day(found.since)}"
    if not added.offers:
        return (
            f"Approving up to a PD of {formats.pd(found.pd_up_to)} would have added nothing {span}."
        )
    profit = "cost" if added.profit_cents < 0 else "earned"
    return (
        f"Approving up to a PD of {formats.pd(found.pd_up_to)} instead of "
        f"{formats.pd(found.cut_off)} would have added {formats.plural(added.offers, 'offer')} "
        f"{span}: {formats.money(added.amount_cents, currency)} lent, of which "
        f"{formats.rate(added.loss_cents / added.amount_cents)} is expected to be lost against "
        f"{_in_force(found)} of what the policy in force offers; it would have {profit} "
        f"{formats.money(abs(added.profit_cents), currency)}."
    )


def _in_force(found: LooseningResult) -> str:
    if not found.in_force.amount_cents:
        return "nothing"
    return formats.rate(found.in_force.loss_cents / found.in_force.amount_cents)
