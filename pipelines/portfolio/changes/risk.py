"""Figures of risk read off the open loans: the share 30+ days past due, and the expected loss."""

import numpy as np

from pipelines.portfolio.changes.averaged_order import averaged_effects
from pipelines.portfolio.changes.contributors import largest_contributor
from pipelines.portfolio.changes.layers import RATE, Floats, layers
from pipelines.portfolio.changes.ratio_change import ratio_change
from pipelines.portfolio.changes.records import Cause, Contributor, FigureChange
from pipelines.portfolio.changes.two_dates import TwoDates
from pipelines.stats.intervals import Interval

GROWTH = "growth"


def late_share(dates: TwoDates) -> FigureChange | None:
    """30+ DPD by growth, mix, age and roll rate; None where nothing is owed at one of the dates.

    growth: the part of the balance old enough to be late (new lending dilutes the share); mix:
    industries and grades in it; age: months on book within them; roll rate: the late share at equal
    growth, mix and age. What a bad funding month adds is in the roll rate, as age, month and
    vintage cannot be told apart by weights; the contributor names it.
    """
    if not _has_weight(dates):
        return None
    keys = {GROWTH: dates.is_seasoned, "mix": dates.segment, "age": dates.age}
    split = layers(keys, dates.balance, dates.late, dates.is_now)
    effects = averaged_effects(split.rate, tuple(split.now))
    interval = ratio_change(dates, dates.late)
    return FigureChange(
        figure="30+ DPD",
        unit="share",
        before=split.rate(frozenset()),
        now=split.rate(frozenset(split.now)),
        causes=_named(effects, {RATE: "roll rate"}),
        is_beyond_noise=_excludes_zero(interval),
        interval=interval,
        contributor=_carrier(dates, dates.late, interval),
    )


def expected_loss(dates: TwoDates) -> FigureChange | None:
    """Expected loss in cents by growth, mix, age, roll rate and quality.

    None without balance, or where no model has scored any of the loans.
    growth: the balance; mix and age as above; roll rate: how the balance is spread over buckets of
    days past due; quality: PD x LGD at equal mix, age and bucket, so the scores of what was lent.
    Noise is judged on the loss per unit of balance.
    """
    if not _has_weight(dates) or not dates.is_scored.any():
        return None
    keys = {"mix": dates.segment, "age": dates.age, "roll rate": dates.bucket}
    split = layers(keys, dates.balance, dates.expected_loss, dates.is_now)
    balances = [float(dates.balance[here].sum()) for here in (~dates.is_now, dates.is_now)]

    def at(new: frozenset[str]) -> float:
        return balances[GROWTH in new] * split.rate(new)

    effects = averaged_effects(at, (GROWTH, *split.now))
    interval = ratio_change(dates, dates.expected_loss)
    return FigureChange(
        figure="expected loss",
        unit="cents",
        before=at(frozenset()),
        now=at(frozenset({GROWTH, *split.now})),
        causes=_named(effects, {RATE: "quality"}),
        is_beyond_noise=_excludes_zero(interval),
        contributor=_carrier(dates, dates.expected_loss, interval),
    )


def _excludes_zero(interval: Interval) -> bool:
    return not interval.low <= 0 <= interval.high


def _carrier(dates: TwoDates, value: Floats, interval: Interval) -> Contributor | None:
    """The group that carries the change; of a change within noise there is none to name."""
    return largest_contributor(dates, value) if _excludes_zero(interval) else None


def _has_weight(dates: TwoDates) -> bool:
    weights: list[Floats] = [dates.balance[~dates.is_now], dates.balance[dates.is_now]]
    return all(float(np.sum(weight)) > 0 for weight in weights)


def _named(effects: dict[str, float], names: dict[str, str]) -> tuple[Cause, ...]:
    return tuple(Cause(names.get(name, name), effect) for name, effect in effects.items())
