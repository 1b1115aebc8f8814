"""The rules of the watch list, read from `watch_list.toml`."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from pipelines.portfolio.watch_list.signs import FALLING, SIGNS
from pipelines.toml_section import Section, read_document


@dataclass(frozen=True)
class Sign:
    """One sign: reaching `steps[k]` adds `points[k]`. Falling measures are reached from above."""

    name: str
    steps: tuple[float, ...]
    points: tuple[int, ...]

    @property
    def is_falling(self) -> bool:
        """Whether a low value is the bad one."""
        return self.name in FALLING


@dataclass(frozen=True)
class WatchRules:
    """The watch list in force; `version` is its number and the start of its file's digest."""

    version: str
    effective_on: date
    owner: str
    reason: str
    points_at_funding: int
    points_later: int
    signs: tuple[Sign, ...]


def load_watch_rules(path: Path) -> WatchRules:
    """Read the rules at `path`.

    Raises Refused, naming the file and the key, when the file cannot be read, a key is missing or
    unknown, or steps and points do not belong together.
    """
    document = read_document(
        path, {"watch_list", "signs"}, what="watch list", variable="PAYLATER_WATCH_LIST"
    )
    head, signs = document.section("watch_list"), document.section("signs")
    for name in sorted(signs.values.keys() - set(SIGNS)):
        raise signs.refused(name, f"is not a sign; it must be one of {', '.join(SIGNS)}")
    rules = WatchRules(
        version=f"{head.whole('version', 1)}-{document.digest}",
        effective_on=head.day("effective_on"),
        owner=head.text("owner"),
        reason=head.text("reason"),
        points_at_funding=head.whole("points_at_funding", 1),
        points_later=head.whole("points_later", 1),
        signs=tuple(_sign(path, name, signs) for name in SIGNS if name in signs.values),
    )
    head.finish()
    return rules


def _sign(path: Path, name: str, parent: Section) -> Sign:
    section = Section(path, f"signs.{name}", parent.values)
    steps, points = section.optional("steps"), section.optional("points")
    if not _are_numbers(steps) or not _are_numbers(points):
        raise section.refused("steps", "and points must each list at least one number")
    sign = Sign(name, tuple(map(float, steps)), tuple(map(int, points)))
    if len(sign.points) != len(sign.steps) or min(sign.points) < 1:
        raise section.refused("points", "must list one whole number from 1 for each step")
    worse = [later < earlier for earlier, later in pairwise(sign.steps)]
    if any(one != sign.is_falling for one in worse):
        raise section.refused("steps", "must go from the milder to the worse")
    section.finish()
    return sign


def _are_numbers(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(type(x) in (int, float) for x in value)
