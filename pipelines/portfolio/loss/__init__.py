"""Loss: what the open loans may lose, and what is set aside for it."""

from pipelines.portfolio.loss.expected_loss import DIMENSIONS, SegmentLoss, expected_loss_by
from pipelines.portfolio.loss.open_loans import OpenLoans, open_loans
from pipelines.portfolio.loss.schedule_loss import LifeLoss, life_loss, scaled_marginals
from pipelines.portfolio.loss.term_structure import (
    MonthHazard,
    StatusDefault,
    TermStructure,
    term_structure,
)

__all__ = [
    "DIMENSIONS",
    "LifeLoss",
    "MonthHazard",
    "OpenLoans",
    "SegmentLoss",
    "StatusDefault",
    "TermStructure",
    "expected_loss_by",
    "life_loss",
    "open_loans",
    "scaled_marginals",
    "term_structure",
]
