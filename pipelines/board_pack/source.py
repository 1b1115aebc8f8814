"""What one pack is read from."""

from dataclasses import dataclass

from pipelines.offers import Policy
from pipelines.portfolio import PortfolioSummary
from pipelines.portfolio.loss import LossBook
from pipelines.settings import Settings
from pipelines.store import History


@dataclass(frozen=True)
class Source:
    """What all sections of one pack are read from."""

    settings: Settings
    history: History
    policy: Policy
    summary: PortfolioSummary
    loss: LossBook
    currency: str
