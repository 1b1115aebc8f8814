"""Contributions kept for the global explanation while the book is explained a part at a time."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipelines.explain.contributions import Contributions
from pipelines.explain.stored.sample import fixed_sample

MOST = 200_000
"""Applications whose contributions are held at once: with 138 features 221 MB."""


class Kept:
    """Contributions of a book's applications, or of up to `most` of them: a fixed sample."""

    def __init__(self, application_ids: Sequence[str], most: int = MOST) -> None:
        drawn = fixed_sample(application_ids, most) if len(application_ids) > most else None
        self._drawn = None if drawn is None else {application_ids[row] for row in drawn}
        self._parts: list[Contributions] = []

    def add(self, part: Contributions) -> None:
        """Take in a part of the book, those of it that were drawn."""
        if self._drawn is None:
            self._parts.append(part)
            return
        ids = part.application_ids
        rows = [row for row, name in enumerate(ids) if name in self._drawn]
        self._parts.append(
            replace(
                part,
                application_ids=tuple(ids[row] for row in rows),
                values=part.values[rows],
                scores=part.scores[rows],
            )
        )

    def found(self) -> Contributions:
        """All that was kept, as one; nothing is kept here any longer."""
        parts, self._parts = self._parts, []
        return replace(
            parts[0],
            application_ids=tuple(name for part in parts for name in part.application_ids),
            values=np.concatenate([part.values for part in parts]),
            scores=np.concatenate([part.scores for part in parts]),
            max_error=max(part.max_error for part in parts),
        )
