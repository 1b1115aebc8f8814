"""What the tab "Merchants" says of repeat borrowing, take-up and purchases."""

from collections.abc import Sequence

from dashboard import formats
from pipelines.portfolio import differ
from pipelines.portfolio.rates import LoanNumber, ProgrammeEffect, TakeUp, take_up_share
from pipelines.portfolio.rates.take_up import UNSCORED
from pipelines.stats.intervals import Interval

YEAR = 12


def returning(numbers: Sequence[LoanNumber]) -> tuple[str, str]:
    """How many take another loan within a year of the first, and how later loans do."""
    first = numbers[0]
    again = first.again_by(YEAR)
    if again is None:
        return f"None of {formats.plural(first.loans, 'merchant')} has taken a second loan yet.", ""
    half = first.median_months
    text = (
        f"Within a year of the first loan {_bounded(again.share, again.low, again.high)} of "
        f"merchants take another"
    )
    text += f", half of them within {half:.0f} months." if half is not None else "."
    return text.replace("half of them within", "half within"), _defaults(numbers)


def _defaults(numbers: Sequence[LoanNumber]) -> str:
    first, later = numbers[0], numbers[1:]
    judged, bad = sum(n.judged for n in later), sum(n.defaulted for n in later)
    if not first.judged or not judged:
        return "Too few loans have a known outcome to compare first and later ones."
    text = (
        f"Of later loans {formats.rate(bad / judged)} defaulted, of first ones "
        f"{formats.rate(first.defaulted / first.judged)}"
    )
    if differ((bad, judged), (first.defaulted, first.judged)):
        return f"{text}. Only merchants who repaid get a later loan, so this is no effect of it."
    return f"{text}: no difference beyond noise."


def taken_up(rows: Sequence[TakeUp]) -> str:
    """How many applications the policy approves, and how many of those were funded."""
    whole = take_up_share(rows)
    approval, rate = whole.approval, whole.rate
    if approval is None:
        return "Nobody has applied yet."
    if all(row.decision == UNSCORED for row in rows):
        return (
            f"None of {formats.plural(whole.applications, 'application')} has been scored, so what "
            "the policy would decide is not known."
        )
    if rate is None:
        return f"The policy approves none of {formats.plural(whole.applications, 'application')}."
    text = (
        f"Of {formats.plural(whole.applications, 'application')} the policy approves "
        f"{_interval(approval)}, and {_interval(rate)} of those became loans"
    )
    if not whole.other_funded:
        return f"{text}."
    return f"{text}; {whole.other_funded:,} loans were granted that it would not approve today."


def effect(found: ProgrammeEffect, currency: str) -> tuple[str, str]:
    """How much more borrowers buy than the matched, and why that is no proof."""
    sentence = (
        f"From the month of the first loan to the fifth after it, merchants bought "
        f"{_interval(found.bought)} more than matched merchants without one, against "
        f"{formats.money(found.usual_cents, currency)} a month before; without what loans "
        f"financed, {_interval(found.own)} more."
    )
    rise = found.before
    told = f"the gap had already moved by {_interval(rise)} in the six months before the loan"
    if rise.low <= 0 <= rise.high:
        told = f"the gap did not move beyond noise in the six months before ({_interval(rise)})"
    return sentence, (f"This is no proof of cause: merchants borrow when they mean to buy; {told}.")


def _interval(rate: Interval) -> str:
    return _bounded(rate.estimate, rate.low, rate.high)


def _bounded(rate: float, low: float, high: float) -> str:
    return f"{formats.rate(rate)} ({formats.rate(low)} to {formats.rate(high)})"
