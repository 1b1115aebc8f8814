"""The reasons of one score under each baseline, and how well they hold.

A reason that holds under every baseline does not hang on whom the applicant is compared with; one
that appears under a single baseline does. Both are true: they answer different questions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipelines.explain.application import Contribution, Explanation
from pipelines.explain.leaf_tables import LeafTables
from pipelines.explain.model_rows import Rows, word
from pipelines.explain.score_reasons import MOST, ReasonIndex
from pipelines.model import Model
from pipelines.reasons import Reason, Statement

STEADY = 0.95
"""The least share of applicants whose reasons two draws of a reference set should agree on."""


@dataclass(frozen=True)
class Seen:
    """A score against one baseline: base + `contributions` = score, in log-odds.

    `features` names what each contribution belongs to.
    """

    baseline: str
    base: float
    features: tuple[str, ...]
    contributions: NDArray[np.float64]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Support:
    """A reason and the baselines under which it is among the largest; `of` is how many there are.

    `ranks` gives its place, 1 for the largest, under each of them.
    """

    code: str
    statement: str
    ranks: Mapping[str, int]
    of: int

    @property
    def holds(self) -> int:
        """Under how many baselines it holds."""
        return len(self.ranks)

    def __str__(self) -> str:
        return f"holds under {self.holds} of {self.of}"


@dataclass(frozen=True)
class Stability:
    """How often two draws of a reference set give an applicant the same reasons.

    Shares of `applicants`; `rows` is the size of the smaller draw.
    """

    baseline: str
    rows: int
    applicants: int
    same_set: float
    same_order: float
    same_first: float

    @property
    def is_steady(self) -> bool:
        """Whether the same reasons come out as often as they should."""
        return self.same_set >= STEADY


def reasons_by_baseline(
    tables: Mapping[str, LeafTables],
    row: tuple[NDArray[np.float64], tuple[str, ...]],
    index: ReasonIndex,
    statements: Mapping[str, Statement],
) -> tuple[Seen, ...]:
    """One applicant's score against each of `tables`, in their order.

    `row` is the applicant's numbers and words in the model's order, as `model_rows` gives them.
    """
    found = []
    for name, table in tables.items():
        _, parts = table.explain(*row)
        found.append(Seen(name, table.base, index.names, parts, index.reasons(parts, statements)))
    return tuple(found)


def row_of(explanation: Explanation, model: Model) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """The values an explanation rests on, as the row that leaf tables read."""
    values = {part.feature: part.value for part in explanation.contributions}
    texts = dict.fromkeys(model.categorical)
    numbers = [None if name in texts else values[name] for name in model.features]
    return np.array(numbers, dtype=float), tuple(word(values[name]) for name in texts)


def against(explanation: Explanation, one: Seen) -> Explanation:
    """The same score taken apart against that baseline, largest first, with its reasons."""
    values = {part.feature: part.value for part in explanation.contributions}
    parts = [
        Contribution(name, values[name], float(part))
        for name, part in zip(one.features, one.contributions, strict=True)
    ]
    parts.sort(key=lambda part: (-abs(part.contribution), part.feature))
    return replace(explanation, base=one.base, contributions=tuple(parts), reasons=one.reasons)


def support(seen: tuple[Seen, ...]) -> tuple[Support, ...]:
    """Every reason that holds under any baseline, those that hold most often first."""
    statements: dict[str, str] = {}
    ranks: dict[str, dict[str, int]] = {}
    for one in seen:
        for rank, reason in enumerate(one.reasons, start=1):
            statements[reason.code] = reason.statement
            ranks.setdefault(reason.code, {})[one.baseline] = rank
    found = [Support(code, statements[code], ranks[code], len(seen)) for code in ranks]
    return tuple(sorted(found, key=lambda s: (-s.holds, sum(s.ranks.values()), s.code)))


def stability(
    baseline: str, first: LeafTables, second: LeafTables, rows: Rows, index: ReasonIndex, *, n: int
) -> Stability:
    """Compare the reasons of `rows` under tables against two draws of `n` reference rows each."""
    ours, theirs = (reason_codes(tables.explain_all(*rows)[1], index) for tables in (first, second))
    pairs = list(zip(ours, theirs, strict=True))
    count = max(len(pairs), 1)
    return Stability(
        baseline=baseline,
        rows=n,
        applicants=len(pairs),
        same_set=sum(set(a) == set(b) for a, b in pairs) / count,
        same_order=sum(a == b for a, b in pairs) / count,
        same_first=sum(a[:1] == b[:1] for a, b in pairs) / count,
    )


def reason_codes(contributions: NDArray[np.float64], index: ReasonIndex) -> list[tuple[str, ...]]:
    """Up to four reason codes of every row of contributions (log-odds), largest first."""
    codes = [code for code, _ in index.members]
    sums = np.column_stack(
        [contributions[:, list(places)].sum(axis=1) for _, places in index.members]
    )
    alphabetical = np.argsort(codes, kind="stable")
    order = alphabetical[np.argsort(-sums[:, alphabetical], axis=1, kind="stable")]
    return [
        tuple(codes[k] for k in row[:MOST] if own[k] > 0)
        for row, own in zip(order, sums, strict=True)
    ]
