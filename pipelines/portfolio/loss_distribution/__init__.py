"""Loss distribution: what the open loans may lose, scenario by scenario, and who it comes from."""

from pipelines.portfolio.loss_distribution.book_correlation import (
    BookCorrelation,
    book_correlation,
)
from pipelines.portfolio.loss_distribution.check import ClosedForm, ClosedTail
from pipelines.portfolio.loss_distribution.contributions import Contribution
from pipelines.portfolio.loss_distribution.dependence import Dependence
from pipelines.portfolio.loss_distribution.distribution import (
    SCENARIOS,
    LossDistribution,
    loss_distribution,
)
from pipelines.portfolio.loss_distribution.model import LossModel, Variant, load_loss_model
from pipelines.portfolio.loss_distribution.tails import Estimate, Tail

__all__ = [
    "SCENARIOS",
    "BookCorrelation",
    "ClosedForm",
    "ClosedTail",
    "Contribution",
    "Dependence",
    "Estimate",
    "LossDistribution",
    "LossModel",
    "Tail",
    "Variant",
    "book_correlation",
    "load_loss_model",
    "loss_distribution",
]
