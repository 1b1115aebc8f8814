"""The change of the book's headline figures over one month, with its causes."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipelines.stats.intervals import Interval

Unit = Literal["cents", "share"]
WHOLE = 1e-12


@dataclass(frozen=True)
class Cause:
    """One cause of a change, in the figure's unit: what it added, or took away."""

    name: str
    amount: float


@dataclass(frozen=True)
class Contributor:
    """A group of loans that carries much of a change for its part of the book.

    `dimension` is industry, region or grade; `funded_from` is the first day of the month since
    which its loans were funded, None where all of them count. `of_change` is its share of the
    change (above 1 where other loans work against it), `of_book` of the balance now.
    """

    dimension: str
    value: str
    funded_from: date | None
    of_change: float
    of_book: float


@dataclass(frozen=True)
class FigureChange:
    """One figure at two month-ends in its unit; the causes add up to the difference.

    `is_beyond_noise` is None where there is nothing to judge by. `interval` is of the change, where
    it is estimated over merchants.
    """

    figure: str
    unit: Unit
    before: float
    now: float
    causes: tuple[Cause, ...]
    is_beyond_noise: bool | None
    interval: Interval | None = None
    contributor: Contributor | None = None

    @property
    def change(self) -> float:
        """Now less before."""
        return self.now - self.before

    @property
    def largest(self) -> Cause | None:
        """The cause that moved the figure most in the direction in which it went."""
        sign = 1 if self.change > 0 else -1
        along = [cause for cause in self.causes if sign * cause.amount > WHOLE]
        return max(along, key=lambda cause: abs(cause.amount), default=None)


@dataclass(frozen=True)
class BookChanges:
    """The headline figures from one month-end to the next; a figure that has no value is left out.

    Figures: outstanding, 30+ DPD, net charge-off, expected loss, net return.
    """

    before: date
    now: date
    figures: tuple[FigureChange, ...]

    def of(self, figure: str) -> FigureChange | None:
        """The change of that figure; None where it cannot be given."""
        return next((found for found in self.figures if found.figure == figure), None)
