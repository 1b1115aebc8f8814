"""What a proof is, what it is run on and what it answers."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from pipelines.features import FeatureTable
from pipelines.model import Model
from pipelines.settings import Settings
from pipelines.store import History

Verdict = Literal["pass", "fail", "not judged"]
HEADINGS = ("Purpose", "Mechanism", "Signs of high risk", "Strengths", "Limitations")
SHOWN = 5
"""How many of the cases against it a result names."""


@dataclass(frozen=True)
class Case:
    """What is under review: the champion, the store it scored and the model's inputs there."""

    settings: Settings
    history: History
    model: Model
    table: FeatureTable


@dataclass(frozen=True)
class Result:
    """The answer of one proof.

    `n` counts what was looked at, in `of` ("applications"); `violations` what spoke against it;
    `found` and `threshold` say in words what was measured and what is allowed; `examples` names
    the first violations. A proof that allows for some, as its threshold says, passes up to
    `tolerated` of them. A proof with nothing to look at is not judged, and never passed.
    """

    n: int
    of: str
    violations: int
    found: str
    threshold: str
    examples: tuple[str, ...] = ()
    tolerated: int = 0

    @property
    def verdict(self) -> Verdict:
        """Fail on too many violations, not judged where there was nothing to look at, or pass."""
        if self.violations > self.tolerated:
            return "fail"
        return "pass" if self.n else "not judged"

    def to_json(self) -> dict[str, Any]:
        """Return the result with its verdict, for machines."""
        return {"verdict": self.verdict, **asdict(self)}


@dataclass(frozen=True)
class Proof:
    """One entry of the checklist; `document` is its module's docstring, the reviewer's page."""

    name: str
    title: str
    document: str
    run: Callable[[Case], Result]

    def sections(self) -> dict[str, str]:
        """Return the document's text under each of `HEADINGS`, as one line each."""
        found: dict[str, str] = {}
        heading = ""
        for line in self.document.splitlines():
            name, _, rest = line.partition(": ")
            if name in HEADINGS:
                heading = name
            if heading:
                text = rest if name in HEADINGS else line
                found[heading] = f"{found.get(heading, '')} {text.strip()}".strip()
        return found
