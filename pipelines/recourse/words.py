"""A search for recourse in plain lines, for the command line."""

from pipelines.recourse.result import Change, Recourse


def recourse_words(found: Recourse) -> str:
    """One line a change, or the proven statement that there is none."""
    if not found.goal:
        return "nothing to improve: approved at the cheapest tier"
    tried = f"{found.tried:,} combinations of {len(found.levers)} levers, all tried"
    if not found.found:
        return f"to {found.goal}: no such change exists among {tried}"
    return "\n".join([f"to {found.goal}, of {tried}:", *map(_line, found.found)])


def _line(change: Change) -> str:
    pulled = " + ".join(
        f"{p.lever.label} ({p.lead.name} {p.lead.before:g} -> {p.lead.after:g})"
        for p in change.pulled
    )
    return f"  effort {change.effort:.0f}, {change.months:.0f} months, PD {change.pd:.2%}: {pulled}"
