"""The loss distribution of the open loans: one record that every figure and picture is read off."""

import time
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pipelines.errors import Refused
from pipelines.portfolio.loss import OpenLoans
from pipelines.portfolio.loss_distribution.check import ClosedForm, closed_form
from pipelines.portfolio.loss_distribution.contributions import (
    Contribution,
    by_key,
    loan_contributions,
)
from pipelines.portfolio.loss_distribution.dependence import Dependence, dependence_of
from pipelines.portfolio.loss_distribution.model import LossModel, Variant
from pipelines.portfolio.loss_distribution.pool import pool_of
from pipelines.portfolio.loss_distribution.simulation import Progress, Stop, simulate
from pipelines.portfolio.loss_distribution.tails import Estimate, Tail, mean_and_sd, tail
from pipelines.stats.intervals import Interval, wilson_interval

Floats = NDArray[np.float64]
LEVELS = (0.95, 0.99, 0.999)
ALLOCATED = 0.99
SCENARIOS = 100_000


@dataclass(frozen=True)
class LossDistribution:
    """What the open loans may lose until they are repaid, over many scenarios; money in cents.

    `expected_cents` is exact, `mean` its simulated twin. `certain_cents` is what loans already in
    default lose, `unscored_cents` the balance of loans without a PD, which are not in it.
    `losses_cents` has every scenario's loss in rising order. `contributions` are by industry,
    region, grade and merchant, at the level `allocated`. `closed` is None where no formula applies.
    """

    as_of: date
    model_version: str
    variant: Variant
    dependence: Dependence
    scenarios: int
    seed: int
    loans: int
    merchants: int
    exposure_cents: float
    unscored_cents: int
    certain_cents: float
    expected_cents: float
    mean: Estimate
    sd: Estimate
    tails: tuple[Tail, ...]
    losses_cents: Floats
    allocated: float
    contributions: dict[str, tuple[Contribution, ...]]
    closed: ClosedForm | None
    seconds: float

    def tail(self, level: float) -> Tail:
        """The figures at one of the levels 0.95, 0.99 and 0.999."""
        return next(found for found in self.tails if found.level == level)

    def probability_above(self, cents: float) -> Interval:
        """How likely the loss exceeds that amount, with its 95 % interval by Wilson."""
        above = self.scenarios - int(np.searchsorted(self.losses_cents, cents, side="right"))
        return wilson_interval(above, self.scenarios)

    def histogram(self, bins: int = 80) -> tuple[Floats, NDArray[np.int64]]:
        """Edges in cents and scenarios between them, from 0 to the largest loss."""
        highest = max(float(self.losses_cents[-1]), 1.0)
        counts, edges = np.histogram(self.losses_cents, bins=bins, range=(0.0, highest))
        return edges, counts


def loss_distribution(
    loans: OpenLoans,
    model: LossModel,
    variant: Variant | None = None,
    *,
    scenarios: int = SCENARIOS,
    seed: int,
    threads: int = 1,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> LossDistribution:
    """Simulate what the open loans may lose.

    Raises Refused where no loan has a PD and something to lose, and Stopped when asked to stop.
    """
    started = time.perf_counter()
    wanted = variant or Variant()
    dependence = dependence_of(loans, model, wanted)
    pool = pool_of(loans, dependence)
    if not pool.obligors:
        raise Refused(
            f"no loan open on {loans.as_of} has a PD and something to lose: import loans, train a "
            "model and score"
        )
    losses = simulate(
        pool, scenarios, seed=seed, threads=threads, progress=progress, stop=stop
    )  # fmt: skip
    parts = loan_contributions(pool, len(loans), losses, ALLOCATED, seed)
    losses.sort()
    mean, sd = mean_and_sd(losses)
    in_default = np.nan_to_num(loans.pd) >= 1
    return LossDistribution(
        as_of=loans.as_of,
        model_version=model.version,
        variant=wanted,
        dependence=dependence,
        scenarios=scenarios,
        seed=seed,
        loans=len(pool.row),
        merchants=pool.obligors,
        exposure_cents=float(loans.ead_cents[pool.row].sum()),
        unscored_cents=loans.unscored_cents,
        certain_cents=float(loans.expected_loss_cents[in_default].sum()),
        expected_cents=float(loans.expected_loss_cents.sum()),
        mean=mean,
        sd=sd,
        tails=tuple(tail(losses, level) for level in LEVELS),
        losses_cents=losses,
        allocated=ALLOCATED,
        contributions={
            "industry": by_key(loans, loans.industry, parts),
            "region": by_key(loans, loans.region, parts),
            "grade": by_key(loans, loans.grade, parts),
            "merchant": by_key(loans, loans.merchant_id, parts),
        },
        closed=closed_form(loans, dependence.mean_correlation, LEVELS, dependence.lgd_sd),
        seconds=time.perf_counter() - started,
    )
