"""What all merchants of a world share: the economy, their industry's fortunes and the preset's."""

from dataclasses import dataclass

import numpy as np

from pipelines.world.horizon import Floats, Horizon, persistent_noise
from pipelines.world.parameters import INDUSTRIES, Parameters
from pipelines.world.presets import Path, Preset

FACTOR_PERSISTENCE = 0.2
# The first months have no loans whose instalments could fail.
MONTHS_WITHOUT_LOANS = 8


@dataclass(frozen=True)
class Conditions:
    """The paths of one world.

    `macro` (months) and `industry` (industries × months) have mean 0 and standard deviation 1 over
    the months in which loans can fail; high means that more of them do. The others follow the
    preset, by day; `demand` is industries × days. `calm_days` counts the days before its event.
    """

    macro: Floats
    industry: Floats
    demand: Floats
    stress: Floats
    requests: Floats
    appetite_in_distress: Floats
    lateness: Floats
    forbearance: Floats
    approval: Floats
    calm_days: int


@dataclass(frozen=True)
class Setting:
    """What all parts of a world are drawn under: its days, its conditions and its parameters."""

    horizon: Horizon
    conditions: Conditions
    parameters: Parameters


def draw_conditions(rng: np.random.Generator, preset: Preset, horizon: Horizon) -> Conditions:
    """Draw the common factors and lay the preset's paths over the horizon's days."""
    factors = persistent_noise(rng, (1 + len(INDUSTRIES), horizon.months), FACTOR_PERSISTENCE)
    lending = factors[:, MONTHS_WITHOUT_LOANS:]
    factors = (factors - lending.mean(axis=1)[:, None]) / lending.std(axis=1)[:, None]
    paths = [_by_day(preset.demand.get(i.name, ()), 1.0, horizon) for i in INDUSTRIES]
    begins = horizon.day_of(preset.begins) if preset.begins else horizon.days
    return Conditions(
        macro=factors[0],
        industry=factors[1:],
        demand=np.stack(paths),
        stress=_by_day(preset.stress, 0.0, horizon),
        requests=_by_day(preset.requests, 1.0, horizon),
        appetite_in_distress=_by_day(preset.appetite_in_distress, 1.0, horizon),
        lateness=_by_day(preset.lateness, 1.0, horizon),
        forbearance=_by_day(preset.forbearance, 0.0, horizon),
        approval=_by_day(preset.approval, preset.parameters.approval_share, horizon),
        calm_days=begins,
    )


def _by_day(path: Path, usual: float, horizon: Horizon) -> Floats:
    if not path:
        return np.full(horizon.days, usual)
    days = [horizon.day_of(day) for day, _ in path]
    return np.interp(np.arange(horizon.days), days, [value for _, value in path])
