"""A search for recourse in plain lines, for the command line."""

from pipelines.features import catalogue
from pipelines.recourse.levers import AMOUNT, EXPOSURE
from pipelines.recourse.result import Change, Moved, Recourse

OF_THE_REQUEST = {AMOUNT: "amount asked for", EXPOSURE: "owed on earlier loans"}


def recourse_words(found: Recourse) -> str:
    """One line a change, or the proven statement that there is none."""
    if not found.goal:
        return "nothing to improve: approved at the cheapest tier"
    tried = f"{found.tried:,} combinations of {len(found.levers)} levers, all tried"
    if not found.found:
        return f"to {found.goal}: no such change exists among {tried}"
    return "\n".join([f"to {found.goal}, of {tried}:", *map(_line, found.found)])


def _line(change: Change) -> str:
    pulled = " + ".join(f"{p.lever.label} ({_moved(p.lead)})" for p in change.pulled)
    return f"  effort {change.effort:.0f}, {change.months:.0f} months, PD {change.pd:.2%}: {pulled}"


def _moved(lead: Moved) -> str:
    """A figure before and after, money in whole units of the book's currency."""
    known = {feature.name: feature for feature in catalogue()}
    label = OF_THE_REQUEST.get(lead.name) or (
        known[lead.name].label if lead.name in known else lead.name
    )
    if lead.name in OF_THE_REQUEST or (lead.name in known and known[lead.name].unit == "money"):
        return f"{label} {lead.before / 100:,.2f} -> {lead.after / 100:,.2f}"
    return f"{label} {lead.before:g} -> {lead.after:g}"
