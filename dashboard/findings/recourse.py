"""What would help, in sentences: the cheapest change, each lever's step, or the proven absence."""

from dashboard import formats
from dashboard.values import value
from pipelines.recourse import Change, Moved, Pulled, Recourse

GOALS = {"approve": "an approval", "approve in full": "the full amount"}


def answer(found: Recourse) -> str:
    """The search in a sentence: what the cheapest change is, or that there is none."""
    if not found.goal:
        return "Nothing to improve: this is an approval at the cheapest price there is."
    goal = GOALS.get(found.goal, f"the {found.goal.removeprefix('tier ')} tier")
    if not found.found:
        return (
            f"No such change exists: of {formats.plural(found.tried, 'combination')} of "
            f"{formats.plural(len(found.levers), 'lever')}, one or two at a time, all tried, none "
            f"leads to {goal}."
        )
    change = found.found[0]
    levers = " and ".join(pulled.lever.label.lower() for pulled in change.pulled)
    return f"The least effort that leads to {goal}: {levers}, {waiting(change)}."


def waiting(change: Change) -> str:
    """When the change shows: `at once`, `in about 3 months`."""
    months = round(change.months)
    return f"in about {formats.plural(months, 'month')}" if months else "at once"


def pull(pulled: Pulled, label: str, unit: str, currency: str) -> str:
    """One lever and what leads it: `Sell on more days: Active days from 20 to 24`."""
    return f"{pulled.lever.label}: {label} {span(pulled.lead, unit, currency)}"


def span(moved: Moved, unit: str, currency: str) -> str:
    """From where to where."""
    before, after = (value(at, unit, currency) for at in (moved.before, moved.after))
    return f"from {before} to {after}"


def offered(change: Change, pd_before: float, currency: str) -> str:
    """PD, and what the decision then offers."""
    decision = change.decision
    text = f"PD {formats.pd(pd_before)} → {formats.pd(change.pd)}"
    if decision.quote:
        text += (
            f"; {formats.money(decision.amount_cents, currency)} at {decision.quote.apr:.2f} % APR "
            f"({decision.tier} tier), limit {formats.money(decision.limit_cents, currency)}"
        )
    return text


def behind(found: Recourse) -> str:
    """How the answer was come to, and what was left out."""
    verified = "; those shown were verified by the decision itself" if found.found else ""
    text = (
        f"All {formats.plural(found.tried, 'combination')} of "
        f"{formats.plural(len(found.levers), 'lever')} were decided in "
        f"{found.seconds * 1000:,.0f} ms{verified}. Levers move within the 1st to 99th percentile "
        "of the book, all else stays as it is: a way to plan, not a promise."
    )
    if found.idle:
        idle = ", ".join(lever.label.lower() for lever in found.idle)
        text += f" No step to take, nothing being known or left to move: {idle}."
    return text
