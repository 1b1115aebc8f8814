"""The roll rates a risk officer reads month against month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.portfolio.noise import differ
from pipelines.portfolio.rates.moves import Floats, Moves
from pipelines.portfolio.rates.statuses import PLACE
from pipelines.stats.intervals import Interval, wilson_interval

KEY_ROLLS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Falls behind", "current", ("1-29", "30-59", "60-89", "90+", "charged off")),
    ("1-29 gets worse", "1-29", ("30-59", "60-89", "90+", "charged off")),
    ("30-59 gets worse", "30-59", ("60-89", "90+", "charged off")),
    ("60-89 gets worse", "60-89", ("90+", "charged off")),
    ("90+ is charged off", "90+", ("charged off",)),
    ("30-59 recovers", "30-59", ("current", "1-29", "paid")),
)
"""Name, the status the loans begin in, and the statuses that count."""

MONTHS_BEFORE = 12


@dataclass(frozen=True)
class KeyRoll:
    """One roll rate in the month up to `month_end`: `events` of `n` loans.

    `usual` is the rate over the twelve months before (fewer where there are fewer, None without
    any); `is_news` says whether the two differ beyond noise.
    """

    name: str
    from_status: str
    month_end: date
    events: int
    n: int
    usual: float | None
    is_news: bool

    @property
    def rate(self) -> Interval:
        """The rate with its 95 % Wilson interval."""
        return wilson_interval(self.events, self.n)


def key_rolls(found: Moves) -> tuple[KeyRoll, ...]:
    """Every key roll rate in every month that had loans to roll, by name and month."""
    counts = found.by_month()
    rows: list[KeyRoll] = []
    for name, start, ends in KEY_ROLLS:
        seen = _events(counts, start, ends)
        rows += [
            _key_roll(name, start, month_end, seen[max(place - MONTHS_BEFORE, 0) : place + 1])
            for place, month_end in enumerate(found.month_ends)
            if seen[place][1]
        ]
    return tuple(rows)


def _events(counts: Floats, start: str, ends: Sequence[str]) -> list[tuple[int, int]]:
    row = counts[:, PLACE[start], :]
    events = row[:, [PLACE[end] for end in ends]].sum(axis=1)
    return [(int(hit), int(n)) for hit, n in zip(events, row.sum(axis=1), strict=True)]


def _key_roll(name: str, start: str, month_end: date, seen: Sequence[tuple[int, int]]) -> KeyRoll:
    events, n = seen[-1]
    before = (sum(hit for hit, _ in seen[:-1]), sum(size for _, size in seen[:-1]))
    usual = before[0] / before[1] if before[1] else None
    return KeyRoll(name, start, month_end, events, n, usual, differ((events, n), before))
