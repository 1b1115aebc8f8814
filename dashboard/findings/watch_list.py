"""What the tab Watch list says."""

from dashboard import formats
from pipelines.portfolio import WatchEvidence, WatchList, WatchRules


def listed(found: WatchList, currency: str) -> str:
    """How many merchants are on the list, what they owe, and how many show it now."""
    if not found.merchants:
        return f"None of {formats.plural(found.open_loans, 'open loan')} is on the watch list."
    owed = sum(merchant.owed_cents for merchant in found.merchants)
    text = (
        f"{formats.plural(len(found.merchants), 'merchant')} with "
        f"{formats.count(len(found.loans))} of {formats.plural(found.open_loans, 'open loan')} "
        f"{'is' if len(found.merchants) == 1 else 'are'} on the watch list, owing "
        f"{formats.money(owed, currency)} ({formats.rate(owed / (found.open_cents or 1))})"
    )
    weaker = sum(merchant.owed_cents for merchant in found.weaker)
    return (
        f"{text}; {formats.count(len(found.weaker))} of them show it now, owing "
        f"{formats.money(weaker, currency)}."
    )


def judged(found: WatchEvidence) -> str:
    """How many defaults such a list found in time, and what it cost in false alarms."""
    hit, false = found.found, found.false_alarms
    lift = (found.precision or 0.0) / found.base_rate
    return (
        f"Of {formats.plural(found.defaults, 'default')}, such a list found "
        f"{formats.rate(hit.estimate, 0)} ({formats.rate(hit.low, 0)} to "
        f"{formats.rate(hit.high, 0)}) at least 30 days before the first missed payment; it also "
        f"alerted {formats.rate(false.estimate, 0)} of {formats.plural(found.others, 'loan')} that "
        f"did not default. An alerted loan defaults {lift:.1f} times as often as any loan."
    )


def basis(found: WatchEvidence, rules: WatchRules) -> str:
    """On which loans that was judged."""
    span = f"funded {formats.day(found.first)} to {formats.day(found.last)}"
    text = (
        f"Loans {span} whose outcome is known, each looked at on its funding day and at every "
        f"month-end, by what was known then. On the list with {rules.points_at_funding} points at "
        f"funding or {rules.points_later} later."
    )
    if found.basis == "judged":
        return f"{text} PDs are those the model gave before it had seen an outcome of these loans."
    return f"{text} No PD counts here, as none was given without knowing the outcome."


def unjudged() -> str:
    """Why there is no evidence."""
    return (
        "Fewer than 30 loans with a known outcome have defaulted: too few to say how well the list "
        "warns on this book."
    )
