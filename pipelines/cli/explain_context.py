"""What `explain --context` prints beside a score: its history and the nearest merchants."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from pipelines.explain.nearest import Nearest, Neighbour, nearest
from pipelines.explain.score_history import ScoreHistory, score_history
from pipelines.explain.scored_book import read_scored_book
from pipelines.features import catalogue
from pipelines.store import History

MOVES = 3


@dataclass(frozen=True)
class Context:
    """One application's scores until now, and who looked like it to the model."""

    history: ScoreHistory
    nearest: Nearest

    def to_json(self) -> dict[str, object]:
        """Return the context in the shape of `explain --context --json`."""
        return {
            "history": msgspec.to_builtins(self.history),
            "nearest": msgspec.to_builtins(self.nearest),
        }


def read_context(history: History, application_id: str) -> Context:
    """Read it from the stored scores; Refused where the application is not scored."""
    groups = {feature.name: feature.group for feature in catalogue()}
    return Context(
        score_history(history, application_id, groups),
        nearest(history, read_scored_book(history), application_id),
    )


def context_words(found: Context) -> Iterator[str]:
    """Yield the lines a terminal shows."""
    yield f"Stored scores of this merchant, model {found.history.model_id}"
    for one in found.history.scorings:
        moved = ", ".join(f"{move.group} {move.change:+.3f}" for move in one.moves[:MOVES])
        yield (
            f"  {one.applied_at:%Y-%m-%d}  {one.application_id}  {one.score:+.3f}  PD {one.pd:.2%}"
            f"  {one.grade}  {one.decision or 'no offer'}" + (f"  {moved}" if moved else "")
        )
    near = found.nearest
    yield from _neighbours("approved", near.approved, near.approved_n)
    yield from _neighbours("defaulted", near.defaulted, near.defaulted_n)


def _neighbours(kind: str, found: tuple[Neighbour, ...], n: int) -> Iterator[str]:
    if not found:
        yield f"No {kind} merchant was known by then"
        return
    yield f"Nearest {kind} merchants, of {n:,} earlier applications"
    for one in found:
        yield (
            f"  {one.distance:.3f}  {one.application_id}  {one.merchant_id}  PD {one.pd:.2%}  "
            + ", ".join(each.feature for each in one.differing[:MOVES])
        )
