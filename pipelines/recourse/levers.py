"""The levers under review (`data/recourse.toml`): what a merchant can change, and at what cost.

Every feature that no lever names is immutable.
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.errors import Refused
from pipelines.toml_section import Section, read_document

AMOUNT, EXPOSURE = "amount_cents", "open_exposure_cents"
"""What is asked for and what is owed on earlier loans: no features, but the policy reads them."""
KINDS = ("raise", "lower", "divide", "fill", "add", "set")
CARRY = "carry"
DIRECTIONS = ("one-way", "both")
UNITS = ("share", "days", "count")
MOST_STEPS = 40


@dataclass(frozen=True)
class Move:
    """What a lever does to one feature; `base` is the other feature that `carry` takes from."""

    feature: str
    kind: str
    base: str = ""


@dataclass(frozen=True)
class Lever:
    """One change in a merchant's hands; the first move leads, the others follow from it.

    `steps` are how far it may go, nearest first: shares of one, days or a count by `unit`. `effort`
    (on the scale the file explains) and `months` stand at the smallest and the largest step.
    """

    key: str
    label: str
    label_zh: str
    unit: str
    steps: tuple[float, ...]
    effort: tuple[float, float]
    months: tuple[float, float]
    direction: str
    moves: tuple[Move, ...]
    owner: str
    effective_on: date

    @property
    def features(self) -> tuple[str, ...]:
        """All it moves, the leading one first."""
        return tuple(move.feature for move in self.moves)

    def at(self, ends: tuple[float, float], step: float) -> float:
        """Effort or months at a step, on the straight line between the ends."""
        low, high = abs(self.steps[0]), max(map(abs, self.steps))
        share = (abs(step) - low) / (high - low) if high > low else 1.0
        return ends[0] + share * (ends[1] - ends[0])


def load_levers(path: Path, known: Set[str]) -> tuple[Lever, ...]:
    """Read the levers, in the file's order; `known` are the features there are.

    Raises Refused, naming file, lever and key, where the file cannot be read, a key is missing,
    unknown or out of range, or a feature is unknown or moved twice.
    """
    document = read_document(path, None, what="file of levers", variable="PAYLATER_RECOURSE")
    if not document.sections:
        raise Refused(f"{path} holds no lever: restore the file")
    movable = known | {AMOUNT, EXPOSURE}
    return tuple(_lever(key, document.section(key), movable) for key in document.sections)


def in_effect(levers: tuple[Lever, ...], on: date) -> tuple[Lever, ...]:
    """The levers that may be named on that day; Refused where none of them is in effect yet."""
    found = tuple(lever for lever in levers if lever.effective_on <= on)
    if not found:
        first = min(lever.effective_on for lever in levers)
        raise Refused(
            f"No lever may be named on {on}: the first takes effect on {first}; have its owner set "
            "an earlier effective_on, or publish from that day on"
        )
    return found


def _lever(key: str, section: Section, movable: Set[str]) -> Lever:
    direction = _one_of(section, "direction", DIRECTIONS, "one-way")
    steps = _steps(section)
    lever = Lever(
        key=key,
        label=section.text("label"),
        label_zh=section.text("label_zh"),
        unit=_one_of(section, "unit", UNITS, "share"),
        steps=tuple(s for step in steps for s in (step, -step)) if direction == "both" else steps,
        effort=_ends(section, "effort", 100),
        months=_ends(section, "months", 120),
        direction=direction,
        moves=_moves(section, movable),
        owner=section.text("owner"),
        effective_on=section.day("effective_on"),
    )
    section.finish()
    return lever


def _one_of(section: Section, key: str, allowed: tuple[str, ...], default: str) -> str:
    value = section.optional(key)
    if value is None:
        return default
    if value not in allowed:
        raise section.refused(key, f"must be one of {', '.join(allowed)}, not {value!r}")
    return str(value)


def _ends(section: Section, key: str, most: float) -> tuple[float, float]:
    """Two numbers from 0 to `most`, the second not below the first."""
    value = section.optional(key)
    if not isinstance(value, list) or len(value) != 2 or not all(map(_is_number, value)):
        raise section.refused(key, f"must be two numbers, at the first and last step: {value!r}")
    low, high = value
    if not 0 <= low <= high <= most:
        raise section.refused(key, f"must rise between 0 and {most:g}, not {value!r}")
    return float(low), float(high)


def _steps(section: Section) -> tuple[float, ...]:
    """The steps from the smallest to the largest, ascending."""
    value = section.optional("steps")
    if not isinstance(value, dict) or set(value) != {"from", "to", "by"}:
        raise section.refused("steps", f"must give from, to and by, not {value!r}")
    low, high, by = (value[key] for key in ("from", "to", "by"))
    if not all(map(_is_number, (low, high, by))) or not 0 < low <= high or by <= 0:
        raise section.refused("steps", f"must go up from above 0 by more than 0, not {value!r}")
    count = int((high - low) / by + 1e-9) + 1
    if count > MOST_STEPS:
        raise section.refused("steps", f"are {count}, more than {MOST_STEPS}: make them wider")
    return tuple(round(low + k * by, 10) for k in range(count))


def _moves(section: Section, movable: Set[str]) -> tuple[Move, ...]:
    """The moves in the order of the file, so that its first feature leads."""
    found: list[Move] = []
    for key in section.values:
        if key in KINDS:
            found += [Move(name, key) for name in _names(section, key)]
        elif key == CARRY:
            found += [Move(name, key, base) for name, base in _carried(section)]
    named = [name for move in found for name in (move.feature, move.base) if name]
    for name in named:
        if name not in movable:
            raise section.refused(name, "is not a feature of the catalogue; correct its name")
    features = [move.feature for move in found]
    if AMOUNT in features[1:]:
        raise section.refused(AMOUNT, "must be the first feature that its lever names")
    for name in features:
        if features.count(name) > 1:
            raise section.refused(name, "is moved twice; name it once")
    if not found:
        raise section.refused("raise", f"or another of {', '.join(KINDS)} must name a feature")
    return tuple(found)


def _names(section: Section, key: str) -> list[str]:
    value = section.optional(key)
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise section.refused(key, f"must list features, not {value!r}")
    return value


def _carried(section: Section) -> list[tuple[str, str]]:
    value = section.optional(CARRY)
    if not isinstance(value, dict) or not all(isinstance(base, str) for base in value.values()):
        raise section.refused(CARRY, f"must give a feature to each feature, not {value!r}")
    return list(value.items())


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
