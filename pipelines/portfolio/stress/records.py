"""What a stress leaves: each step from sales to loss, before and after."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.portfolio.loss import OpenLoans


@dataclass(frozen=True)
class FeatureMove:
    """A feature's median over the loans before and under a shock, and what that did to the score.

    A median is None where no loan has the feature, such as a ratio to sales that have stopped.
    `log_odds` is the mean change of the feature's contribution to the score.
    """

    name: str
    label: str
    group: str
    unit: str
    before: float | None
    after: float | None
    log_odds: float


@dataclass(frozen=True)
class StressedPart:
    """The open loans of one industry, region or grade; money in cents.

    `sales_change` is the change of its merchants' sales over the shock, None where they had none;
    PDs are means over the loans that have one, None where none has.
    """

    dimension: str
    key: str
    loans: int
    balance_cents: int
    sales_change: float | None
    pd: float | None
    stressed_pd: float | None
    expected_loss_cents: float
    stressed_loss_cents: float


@dataclass(frozen=True)
class StressResult:
    """One scenario carried from sales to loss at the month-end `as_of`; money in cents.

    `sales_change` and `refunds_change` are those of the merchants of the open loans over the
    shock's days, None where they had none. `score_shift` is the mean change of the loans'
    log-odds (raw scores), PDs are means over the `scored` loans. `pd_loss_cents` is the loss that
    the PDs alone lead to, `stressed_loss_cents` that with the scenario's addition to the LGD.
    `stressed` is the open book with the stressed PD and LGD.
    """

    scenario: str
    title: str
    about: str
    severity: float
    as_of: date
    days: int
    loans: int
    scored: int
    merchants: int
    balance_cents: int
    sales_change: float | None
    refunds_change: float | None
    score_shift: float
    loans_worse: int
    pd: float
    stressed_pd: float
    lgd_added: float
    expected_loss_cents: float
    pd_loss_cents: float
    stressed_loss_cents: float
    moves: tuple[FeatureMove, ...]
    parts: tuple[StressedPart, ...]
    note: str
    stressed: OpenLoans

    @property
    def share_lost(self) -> float:
        """Stressed expected loss over the open balance; 0 without a balance."""
        return self.stressed_loss_cents / self.balance_cents if self.balance_cents else 0.0

    def to_json(self) -> dict[str, Any]:
        """The record as `stress --json` gives it, without the loans; money in cents."""
        plain = {
            name: value
            for name, value in self.__dict__.items()
            if name not in ("moves", "parts", "stressed")
        }
        return {
            **plain,
            "as_of": self.as_of.isoformat(),
            "share_lost": self.share_lost,
            "moves": [vars(move) for move in self.moves],
            "parts": [vars(part) for part in self.parts],
        }
