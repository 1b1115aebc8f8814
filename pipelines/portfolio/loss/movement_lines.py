"""The lines of an allowance's movement, and the record they make up."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from pipelines.portfolio.loss.allowance import STAGES
from pipelines.portfolio.loss.default_counts import Ints

LINES = (
    "originated",
    "repaid",
    "transferred",
    "paid_down",
    "worsened",
    "improved",
    "parameters",
    "shortfall",
    "charged_off",
    "recovered",
)
USED = ("charged_off", "recovered")


@dataclass(frozen=True)
class MovementLine:
    """One reason why the allowance moved, in cents by stage; negative where it fell."""

    name: str
    stage_cents: tuple[int, ...]

    @property
    def cents(self) -> int:
        """The line over all stages, which is the line under CECL."""
        return sum(self.stage_cents)


@dataclass(frozen=True)
class AllowanceMovement:
    """Opening plus all lines is closing, in total and in each stage, in whole cents.

    originated: loans not on the book at the start. repaid: loans that left without a charge-off.
    transferred: opening amounts of loans that changed stage, zero in total. paid_down: loans in
    the same status, whose balance and time at risk ran down. worsened, improved: loans that went
    to a later or an earlier status. parameters: the estimates of the closing month-end in place of
    those of the opening one, on the loans open at the end. shortfall: charge-offs beyond what was
    set aside for them, less recoveries. charged_off: balances written off against the allowance.
    recovered: cash on earlier charge-offs.
    """

    opened_on: date
    closed_on: date
    opening: tuple[int, ...]
    lines: tuple[MovementLine, ...]
    closing: tuple[int, ...]

    @property
    def opening_cents(self) -> int:
        """The allowance at the start."""
        return sum(self.opening)

    @property
    def closing_cents(self) -> int:
        """The allowance at the end."""
        return sum(self.closing)

    @property
    def provision_cents(self) -> int:
        """What the month charges to income: every line but charge-offs and recoveries."""
        return sum(line.cents for line in self.lines if line.name not in USED)

    def cents(self, name: str) -> int:
        """The line of that name over all stages."""
        return next(line.cents for line in self.lines if line.name == name)


class Postings:
    """Amounts posted to the lines of a movement, by place of the stage."""

    def __init__(self) -> None:
        self._cents = np.zeros((len(LINES), len(STAGES)), dtype=np.int64)

    def post(self, line: str, stage: Ints, cents: Ints) -> None:
        """Add each loan's cents to a line in the loan's stage."""
        np.add.at(self._cents[LINES.index(line)], stage, cents)

    def transfer(self, start: Ints, end: Ints, cents: Ints) -> None:
        """Move each loan's opening allowance from one stage to another."""
        self.post("transferred", start, -cents)
        self.post("transferred", end, cents)

    def lines(self) -> tuple[MovementLine, ...]:
        """All lines in their order, also those that are zero."""
        rows = zip(LINES, self._cents.tolist(), strict=True)
        return tuple(MovementLine(name, tuple(cents)) for name, cents in rows)


def by_stage(stage: Ints, cents: Ints) -> tuple[int, ...]:
    """The sum over the loans in each stage."""
    total = np.zeros(len(STAGES), dtype=np.int64)
    np.add.at(total, stage, cents)
    return tuple(total.tolist())
