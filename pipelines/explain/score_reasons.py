"""From contributions to the few statements a merchant reads."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipelines.features import Feature
from pipelines.reasons import Reason, Statement, check_coverage

MOST = 4
"""More than four reasons are not likely to be helpful (12 CFR 1002, Supplement I, 9(b)(2)-1)."""


@dataclass(frozen=True)
class ReasonIndex:
    """Which features speak under which reason code, by their places among `names`."""

    names: tuple[str, ...]
    members: tuple[tuple[str, tuple[int, ...]], ...]

    @cached_property
    def _order(self) -> NDArray[np.intp]:
        """All places, those of a code together."""
        return np.array([place for _, places in self.members for place in places], dtype=np.intp)

    @cached_property
    def _starts(self) -> NDArray[np.intp]:
        """Where each code's places begin in that order."""
        sizes = [len(places) for _, places in self.members]
        return np.cumsum([0, *sizes[:-1]], dtype=np.intp)

    @classmethod
    def of(cls, features: Sequence[Feature]) -> "ReasonIndex":
        """The index of features in that order."""
        members: dict[str, list[int]] = defaultdict(list)
        for place, feature in enumerate(features):
            members[feature.reason].append(place)
        listed = tuple((code, tuple(places)) for code, places in members.items())
        return cls(tuple(feature.name for feature in features), listed)

    @classmethod
    def named(cls, names: Iterable[str], features: Iterable[Feature]) -> "ReasonIndex":
        """The index of the named ones of some features, in the order of the names."""
        known = {feature.name: feature for feature in features}
        return cls.of([known[name] for name in names])

    @property
    def codes(self) -> set[str]:
        """The codes that need a statement."""
        return {code for code, _ in self.members}

    def reasons(
        self,
        contributions: NDArray[np.float64],
        statements: Mapping[str, Statement],
        limit: int = MOST,
    ) -> tuple[Reason, ...]:
        """The reasons of one row's contributions (log-odds, in the order of `names`), as below.

        Raises KeyError for a code without a statement; `check_coverage` finds them all at once.
        """
        sums = np.add.reduceat(contributions.take(self._order), self._starts).tolist()
        adverse = [(-total, k) for k, total in enumerate(sums) if total > 0]
        adverse.sort(key=lambda found: (found[0], self.members[found[1]][0]))
        values = contributions.tolist()
        found = []
        for _, k in adverse[:limit]:
            code, places = self.members[k]
            raising = sorted([(-values[p], self.names[p]) for p in places if values[p] > 0])
            features = tuple([name for _, name in raising])
            found.append(Reason(code, statements[code].statement, features))
        return tuple(found)


def score_reasons(
    contributions: Mapping[str, float],
    features: Sequence[Feature],
    statements: Mapping[str, Statement],
    limit: int = MOST,
) -> tuple[Reason, ...]:
    """Return the reason codes that raise the risk most, largest first.

    A code speaks for all its features jointly: their contributions (log-odds) are summed, so a
    code whose features cancel out is no reason. A reason names its features that raise the risk.
    """
    index = ReasonIndex.of(features)
    check_coverage(index.codes, statements)
    parts = np.array([contributions[name] for name in index.names], dtype=float)
    return index.reasons(parts, statements, limit)
