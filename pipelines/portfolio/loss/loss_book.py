"""Everything the loss of a book is read from at one month-end, each part computed once."""

from dataclasses import dataclass
from datetime import date

from pipelines.offers import Policy
from pipelines.portfolio.loss.allowance import Allowance, allowance
from pipelines.portfolio.loss.back_test import BackTest, back_test
from pipelines.portfolio.loss.movement import movement_to
from pipelines.portfolio.loss.movement_lines import AllowanceMovement
from pipelines.portfolio.loss.open_loans import OpenLoans, last_month_end, standing
from pipelines.portfolio.loss.term_structure import TermStructure, term_structure
from pipelines.portfolio.loss.workout import Workout, workout
from pipelines.portfolio.reader import Reader


@dataclass(frozen=True)
class LossBook:
    """The open loans at a month-end with what they may lose, and what that rests on.

    `back_test` tests the allowance of a year before, None in a book too young for it.
    `beyond_a_year` counts loans that run longer than twelve months ahead: for them the lifetime
    loss shown is more than the twelve months' of IFRS 9 stage 1.
    """

    loans: OpenLoans
    structure: TermStructure
    allowance: Allowance
    movement: AllowanceMovement
    workout: Workout
    back_test: BackTest | None
    beyond_a_year: int


def loss_book(reader: Reader, policy: Policy, *, as_of: date | None = None) -> LossBook | None:
    """The loss of the book at a month-end, the panel's last by default; None without loans."""
    day = as_of or last_month_end(reader)
    if day is None:
        return None
    stands = standing(reader, policy.economics, day)
    structure = term_structure(reader, policy.economics, day)
    loans = stands.under(structure)
    return LossBook(
        loans=loans,
        structure=structure,
        allowance=allowance(loans),
        movement=movement_to(reader, policy, stands, structure),
        workout=workout(reader, policy.economics, day),
        back_test=back_test(reader, policy, through=day),
        beyond_a_year=stands.beyond_a_year,
    )
