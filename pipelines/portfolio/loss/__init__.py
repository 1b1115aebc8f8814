"""Loss: what the open loans may lose, and what is set aside for it."""

from pipelines.portfolio.loss.allowance import Allowance, StageAllowance, allowance, stages
from pipelines.portfolio.loss.back_test import BackTest, back_test
from pipelines.portfolio.loss.expected_loss import DIMENSIONS, SegmentLoss, expected_loss_by
from pipelines.portfolio.loss.loss_book import LossBook, loss_book
from pipelines.portfolio.loss.movement import allowance_movement
from pipelines.portfolio.loss.movement_lines import AllowanceMovement, MovementLine
from pipelines.portfolio.loss.open_loans import OpenLoans, Standing, open_loans, standing
from pipelines.portfolio.loss.schedule_loss import LifeLoss, life_loss, scaled_marginals
from pipelines.portfolio.loss.term_structure import (
    MonthHazard,
    StatusDefault,
    TermStructure,
    term_structure,
)
from pipelines.portfolio.loss.workout import Lgd, RecoveryMonth, Workout, workout

__all__ = [
    "DIMENSIONS",
    "Allowance",
    "AllowanceMovement",
    "BackTest",
    "Lgd",
    "LifeLoss",
    "LossBook",
    "MonthHazard",
    "MovementLine",
    "OpenLoans",
    "RecoveryMonth",
    "SegmentLoss",
    "StageAllowance",
    "Standing",
    "StatusDefault",
    "TermStructure",
    "Workout",
    "allowance",
    "allowance_movement",
    "back_test",
    "expected_loss_by",
    "life_loss",
    "loss_book",
    "open_loans",
    "scaled_marginals",
    "stages",
    "standing",
    "term_structure",
    "workout",
]
