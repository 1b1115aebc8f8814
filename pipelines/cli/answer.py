"""What a verb answers: one record for machines, the same in words for people."""

import json
import sys
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """The answer of a verb; `done` is False where it found something wrong and said so."""

    record: dict[str, Any]
    text: str
    done: bool = True

    def write(self, *, as_json: bool) -> None:
        """Write the record as one JSON object, or the words, to standard output."""
        record = json.dumps(self.record, ensure_ascii=False, default=str)
        sys.stdout.write((record if as_json else self.text) + "\n")
