"""The whole synthetic marketplace, drawn from one seed in batches of merchants."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from pipelines.errors import Refused
from pipelines.world.calibration import Constants, solve_constants
from pipelines.world.conditions import Setting, draw_conditions
from pipelines.world.histories import Histories, draw_histories
from pipelines.world.horizon import Ints, horizon_of
from pipelines.world.part import Part, draw_part
from pipelines.world.presets import Preset

# Merchant-years in a batch: what is held at once stays below about 1 GB a thread.
BATCH_MERCHANT_YEARS = 6_000
# Merchants that the constants of a world are solved on.
SOLVED_ON = 6_000

# Each part has a random stream of its own in every batch, so that a change to one leaves the
# others as they are. Append new parts at the end: the order fixes the streams.
STREAMS = (
    "conditions", "calibration", "merchants", "distress", "fraud", "demand", "sales", "requests",
    "fortune", "lending", "loans", "loan_events", "purchases", "bank",
)  # fmt: skip
WHOLE_WORLD = 0


@dataclass(frozen=True)
class World:
    """A world before it is drawn: its days, what its merchants share, and who is in which batch."""

    seed: int
    preset: Preset
    setting: Setting
    batches: tuple[Ints, ...]

    def streams(self, batch: int) -> dict[str, np.random.Generator]:
        """The random streams of a batch, the same whoever draws it."""
        return _streams(self.seed, batch + 1)


def plan_world(merchants: int, years: int, seed: int, preset: Preset) -> World:
    """Lay out a world. Raises Refused for settings that no world can have."""
    _check(merchants, years, seed, preset)
    horizon = horizon_of(years, preset.last_day)
    size = max(BATCH_MERCHANT_YEARS // years, 1)
    batches = np.array_split(np.arange(merchants), -(-merchants // size))
    conditions = draw_conditions(_streams(seed, WHOLE_WORLD)["conditions"], preset, horizon)
    setting = Setting(horizon, conditions, preset.parameters)
    return World(seed, preset, setting, tuple(batches))


def draw_parts(world: World, threads: int) -> Iterator[Part]:
    """Draw the world batch by batch, in order; `threads` batches are at work at once.

    Equal worlds give equal parts whatever `threads` is. Raises Refused where nobody asks for a
    loan.
    """
    with ThreadPoolExecutor(threads) as pool:
        solved_on = _batches_to_solve_on(world)
        first = list(pool.map(lambda batch: _histories(world, batch), solved_on))
        constants = solve_constants(
            _streams(world.seed, WHOLE_WORLD)["calibration"], first, world.setting
        )
        ready = dict(enumerate(first))
        del first

        def drawn(batch: int) -> Part:
            history = ready.pop(batch, None) or _histories(world, batch)
            return _part(world, batch, history, constants)

        yield from _in_order(pool, drawn, len(world.batches), threads)


def _in_order(
    pool: ThreadPoolExecutor, draw: Callable[[int], Part], batches: int, ahead: int
) -> Iterator[Part]:
    """The batches' parts in order, at most `ahead` of them at work or waiting."""
    waiting: deque[Future[Part]] = deque()
    for batch in range(batches):
        waiting.append(pool.submit(draw, batch))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _batches_to_solve_on(world: World) -> list[int]:
    sizes = np.cumsum([len(batch) for batch in world.batches])
    return list(range(min(int(np.searchsorted(sizes, SOLVED_ON)) + 1, len(world.batches))))


def _histories(world: World, batch: int) -> Histories:
    return draw_histories(world.streams(batch), world.batches[batch], world.setting)


def _part(world: World, batch: int, history: Histories, constants: Constants) -> Part:
    return draw_part(world.streams(batch), batch, history, constants, world.setting)


def _streams(seed: int, spawn: int) -> dict[str, np.random.Generator]:
    return {
        name: np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(spawn, number)))
        for number, name in enumerate(STREAMS)
    }


def _check(merchants: int, years: int, seed: int, preset: Preset) -> None:
    if merchants < 1:
        raise Refused(f"a world needs at least 1 merchant, not {merchants}")
    if merchants > 999_999:
        raise Refused(f"a world holds at most 999,999 merchants, not {merchants:,}")
    if not 1 <= years <= 20:
        raise Refused(f"a world covers 1 to 20 years, not {years}")
    if years < preset.least_years:
        raise Refused(
            f'the world "{preset.name}" needs at least {preset.least_years} years, not {years}: '
            "what happens in it would have no before"
        )
    if seed < 0:
        raise Refused(f"a seed is 0 or more, not {seed}")
