"""One merchant's score over time, and what moved it from one application to the next.

The base is the same for all scores of one model, so the difference between two scores is the sum
of the differences between their contributions, and so of their driver groups'.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pipelines.explain.application import Value
from pipelines.explain.stored_parts import Part, asked_application, stored_parts
from pipelines.store import History, sql_text


@dataclass(frozen=True)
class Move:
    """A driver group that moved a score by `change` log-odds, and its feature that moved most."""

    group: str
    change: float
    feature: str
    before: Value
    after: Value


@dataclass(frozen=True)
class Scoring:
    """One scored application; `moves` from the one before, largest first, add up to the step.

    The decision is that of the policy in force over the application as it was, None where no
    offer is stored.
    """

    application_id: str
    applied_at: datetime
    score: float
    pd: float
    grade: str
    decision: str | None
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class ScoreHistory:
    """A merchant's scores by one model, oldest first; the last is that of the application."""

    application_id: str
    model_id: str
    base: float
    scorings: tuple[Scoring, ...]


def score_history(history: History, application_id: str, groups: Mapping[str, str]) -> ScoreHistory:
    """The scores of the application's merchant up to it; `groups` has each feature's group.

    Raises `Refused` where the application is not scored.
    """
    asked_application(history, application_id)
    rows = history.rows(sql_text(__file__, "sql/score_history.sql"), {"id": application_id})
    parts = stored_parts(history, [row[0] for row in rows])
    scorings: list[Scoring] = []
    before: Mapping[str, Part] | None = None
    for id_, applied_at, _, _, score, pd, grade, decision in rows:
        moved = moves(before, parts[id_], groups) if before else ()
        scorings.append(Scoring(id_, applied_at, score, pd, grade, decision, moved))
        before = parts[id_]
    return ScoreHistory(application_id, rows[-1][2], rows[-1][3], tuple(scorings))


def moves(
    before: Mapping[str, Part], after: Mapping[str, Part], groups: Mapping[str, str]
) -> tuple[Move, ...]:
    """What moved a score, by driver group: the changes add up to the score's, largest first."""
    changes: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for name, (_, part) in after.items():
        changes[groups.get(name, "Application details")].append((part - before[name][1], name))
    found = [_move(group, each, before, after) for group, each in changes.items()]
    return tuple(sorted(found, key=lambda move: (-abs(move.change), move.group)))


def _move(
    group: str,
    changes: list[tuple[float, str]],
    before: Mapping[str, Part],
    after: Mapping[str, Part],
) -> Move:
    """A group's change with its feature that went furthest the same way."""
    total = sum(change for change, _ in changes)
    way = 1 if total >= 0 else -1
    _, name = min((-way * change, name) for change, name in changes)
    return Move(group, total, name, before[name][0], after[name][0])
