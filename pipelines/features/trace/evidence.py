"""Which rows of the store a feature comes from, read off its definition."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipelines.features.catalogue import Definition, Measure, definitions
from pipelines.features.compose import closure, rests_on
from pipelines.features.stage import LAST, SPANS, stage_named

Pick = Literal["all", "first", "last"]
FURTHEST = re.compile(r"\bs\.age <= (\d+)")
NEAREST = re.compile(r"\bs\.age > (\d+)")


@dataclass(frozen=True)
class Evidence:
    """The rows of one feed that one part of a feature counts.

    They are of the `kinds` (none named: all) and became known from `since_days` (None: ever) to
    before `until_days` days before the day of the application, so that 0 ends with the day before
    it. `pick` takes only those of the first or last such day.
    """

    feed: str
    kinds: tuple[str, ...] = ()
    since_days: int | None = None
    until_days: int = 0
    pick: Pick = "all"


@cache
def evidence_of(name: str) -> tuple[Evidence, ...]:
    """What the feature of that name is computed from, in order; nothing for pure calendar."""
    found = [_evidence(item) for item in closure([name]) if item.stage not in (LAST, SPANS)]
    return tuple(dict.fromkeys(found))


def _evidence(item: Definition) -> Evidence:
    stage = stage_named(item.stage)
    if not stage.over_spans:
        return Evidence(stage.feed, stage.kinds, stage.window_days)
    furthest, nearest = FURTHEST.findall(item.sql), NEAREST.findall(item.sql)
    return Evidence(
        stage.feed,
        _kinds(item),
        max(map(int, furthest)) if furthest else None,
        min(map(int, nearest)) if nearest else 0,
        _pick(item),
    )


def _kinds(item: Definition) -> tuple[str, ...]:
    """The kinds of events that the spans' columns used by `item` count."""
    columns = [definitions()[name] for name in rests_on(item)]
    kinds = [kind for part in columns if isinstance(part, Measure) for kind in part.kinds]
    return tuple(dict.fromkeys(kinds))


def _pick(item: Definition) -> Pick:
    used = rests_on(item)
    if any(name.startswith("furthest_") for name in used):
        return "first"
    return "last" if any(name.startswith("nearest_") for name in used) else "all"
