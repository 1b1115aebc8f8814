"""The allowance for the open loans: under IFRS 9 by stage, under CECL for the whole life."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from pipelines.portfolio.loss.default_counts import FIRST_DAYS, Ints
from pipelines.portfolio.loss.open_loans import OpenLoans

STAGES = (1, 2, 3)
BACKSTOP_DAYS = 30
PD_MULTIPLE, PD_POINTS = 3.0, 0.05


@dataclass(frozen=True)
class StageAllowance:
    """The open loans of one stage, in cents; what they owe and what is set aside for them."""

    stage: int
    loans: int
    balance_cents: int
    allowance_cents: int

    @property
    def coverage(self) -> float | None:
        """Allowance as a share of the balance; None where nothing is owed."""
        return self.allowance_cents / self.balance_cents if self.balance_cents else None


@dataclass(frozen=True)
class Allowance:
    """What is set aside at a month-end: lifetime expected loss, not discounted.

    Loans of six months have no loss beyond twelve, so the 12-month loss of stage 1 is the lifetime
    loss, and IFRS 9 sets aside what CECL does; stages only say where. `unscored_cents` is the
    balance that has no PD and for which nothing is set aside.
    """

    as_of: date
    stages: tuple[StageAllowance, ...]
    unscored_cents: int

    @property
    def total_cents(self) -> int:
        """The allowance of all open loans, under either standard."""
        return sum(stage.allowance_cents for stage in self.stages)

    @property
    def balance_cents(self) -> int:
        """What all open loans owe."""
        return sum(stage.balance_cents for stage in self.stages)


def allowance(loans: OpenLoans) -> Allowance:
    """The allowance of those loans, all three stages even where one is empty."""
    stage, cents = stages(loans), loans.allowance_cents
    parts = ((loans.balance_cents[stage == n], cents[stage == n], n) for n in STAGES)
    found = [
        StageAllowance(n, len(balance), int(balance.sum()), int(set_aside.sum()))
        for balance, set_aside, n in parts
    ]
    return Allowance(loans.as_of, tuple(found), loans.unscored_cents)


def stages(loans: OpenLoans) -> Ints:
    """The IFRS 9 stage of each loan.

    3: in default, from 90 days past due (B5.5.37). 2: more than 30 days past due (the backstop of
    5.5.11), or a significant increase in risk: the PD is at least three times that at application
    and five points above it. 1: all others.
    """
    was = np.nan_to_num(loans.pd_at_application)
    now = np.nan_to_num(loans.pd)
    has_risen = (now >= PD_MULTIPLE * was) & (now - was >= PD_POINTS) & ~np.isnan(loans.pd)
    is_late = loans.days_past_due > BACKSTOP_DAYS
    return np.where(
        loans.days_past_due >= FIRST_DAYS[-1], 3, np.where(is_late | has_risen, 2, 1)
    ).astype(np.int64)
