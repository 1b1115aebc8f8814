"""What the leak audit says, in sentences."""

from collections import Counter

from dashboard import formats
from dashboard.values import feed_name
from pipelines.review import LeakAudit

TABLES = {"loan_events": "loan events", "applications": "requests", "market": "days of the market"}


def leaks(found: LeakAudit) -> str:
    """How many features saw the future, out of how many judged."""
    counted = Counter(feature.verdict for feature in found.features)
    judged = counted["leaks"] + counted["holds"]
    if not judged:
        return "No feature can be judged: nothing became known after the sampled applications."
    if not counted["leaks"]:
        return f"None of {formats.plural(judged, 'judged feature')} sees beyond its day."
    worst = max(found.leaking, key=lambda feature: feature.changed)
    return (
        f"{formats.plural(counted['leaks'], 'feature')} of {judged} judged see beyond their day, "
        f"most often {worst.name}: {worst.changed} of {worst.compared} values changed."
    )


def tempted(found: LeakAudit) -> str:
    """What was shuffled."""
    parts = [
        f"{formats.count(n)} {TABLES.get(table, feed_name(table))}"
        for table, n in found.later_rows.items()
        if n
    ]
    return f"Shuffled and altered: {', '.join(parts)}." if parts else ""
