"""What a search for recourse found, or proved not to exist."""

from dataclasses import dataclass
from typing import Any

from pipelines.offers import Decision
from pipelines.offers.quote import major_units
from pipelines.recourse.levers import Lever


@dataclass(frozen=True)
class Moved:
    """One figure before and after; `held` where the book's range kept it from going further."""

    name: str
    before: float
    after: float
    held: bool


@dataclass(frozen=True)
class Pulled:
    """A lever, how far it is pulled, and what becomes of the figure that leads it."""

    lever: Lever
    step: float
    lead: Moved


@dataclass(frozen=True)
class Change:
    """One permitted change that the real decision accepts.

    `effort` is on the scale of `data/recourse.toml`, the sum of its levers; `months` until it
    shows. `moved` are all figures it changes. `pd` and `decision` are those of the real decision.
    """

    pulled: tuple[Pulled, ...]
    effort: float
    months: float
    amount_cents: int | None
    moved: tuple[Moved, ...]
    pd: float
    decision: Decision

    def to_json(self) -> dict[str, Any]:
        """The change in the shape of `explain --recourse --json`; the amount in whole units."""
        quote = self.decision.quote
        return {
            "levers": [
                {
                    "key": pulled.lever.key,
                    "label": pulled.lever.label,
                    "label_zh": pulled.lever.label_zh,
                    "step": pulled.step,
                    "unit": pulled.lever.unit,
                    "lead": vars(pulled.lead),
                }
                for pulled in self.pulled
            ],
            "effort": self.effort,
            "months": self.months,
            "amount": None if self.amount_cents is None else major_units(self.amount_cents),
            "moved": [vars(moved) for moved in self.moved],
            "pd": self.pd,
            "decision": self.decision.decision,
            "tier": self.decision.tier,
            "limit": major_units(self.decision.limit_cents),
            "apr": round(quote.apr, 4) if quote else None,
        }


@dataclass(frozen=True)
class Recourse:
    """The cheapest changes found among `tried` combinations of `levers`, every one decided.

    `goal` is "approve", "approve in full" or "tier NAME"; empty where there is nothing better to
    reach. `idle` are levers with no step for this applicant: what they move is missing, or stands
    at the end of the book's range. With `found` empty it is proven that no such change exists.
    """

    application_id: str
    goal: str
    found: tuple[Change, ...]
    tried: int
    levers: tuple[Lever, ...]
    idle: tuple[Lever, ...]
    seconds: float
    complete: bool = True

    def to_json(self) -> dict[str, Any]:
        """The search in the shape of `explain --recourse --json`."""
        return {
            "goal": self.goal,
            "found": [change.to_json() for change in self.found],
            "tried": self.tried,
            "levers": [lever.key for lever in self.levers],
            "idle": [lever.key for lever in self.idle],
            "complete": self.complete,
        }
