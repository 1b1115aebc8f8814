"""Spells of acute distress: a few months in which a merchant that borrows mostly fails."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.world.horizon import NEVER, Floats, Horizon, Ints
from pipelines.world.merchants import Merchants, strata
from pipelines.world.parameters import Parameters

# Sales fall for so many days, the merchant looks for money after so many, and when the spell is
# over sales come back over so many.
FALL_DAYS = 20
LOOKS_AFTER_DAYS = 60
RECOVERY_DAYS = 90


@dataclass(frozen=True)
class Distress:
    """One entry per merchant: a spell's first day and the day after its last, NEVER for none.

    `depth` is the level that sales fall to (one: the spell does not show in them), `drains` whether
    it shows at the bank. Who is in distress is the truth; only its traces are exported.
    """

    onset: Ints
    end: Ints
    depth: Floats
    drains: NDArray[np.bool_]

    def holds(self, merchant: Ints, day: Ints) -> NDArray[np.bool_]:
        """Whether each merchant looks for money in distress on each day."""
        return (day >= self.onset[merchant] + LOOKS_AFTER_DAYS) & (day < self.end[merchant])

    def demand_factor(self, horizon: Horizon) -> Floats:
        """Level of sales, merchants × days: a fall over 20 days, a recovery over 90."""
        day = np.arange(horizon.days)
        fallen = np.clip((day - self.onset[:, None]) / FALL_DAYS, 0, 1)
        recovered = np.clip((day - self.end[:, None]) / RECOVERY_DAYS, 0, 1)
        return 1 - (1 - self.depth)[:, None] * fallen * (1 - recovered)


def draw_distress(
    rng: np.random.Generator, merchants: Merchants, horizon: Horizon, world: Parameters
) -> Distress:
    """Draw at most one spell of 4-8 months per merchant; worse health makes one likelier."""
    n = merchants.count
    hazard = world.distress_hazard * np.exp(-0.4 * merchants.health)
    wait = -np.log1p(-strata(rng, n))
    onset = merchants.first_day + 60 + (wait / hazard * 365).astype(np.int64)
    shows = rng.random(n) < world.distress_shows_in_sales
    depth = np.where(shows, rng.uniform(0.05, 0.30, n), 1.0)
    length = LOOKS_AFTER_DAYS + rng.integers(60, 180, n)
    happens = onset < horizon.days
    return Distress(
        onset=np.where(happens, onset, NEVER),
        end=np.where(happens, onset + length, NEVER),
        depth=depth,
        drains=rng.random(n) < world.distress_shows_at_bank,
    )
