"""Arrow columns as a marketplace exports them: ids as text, money in dollars, times in UTC."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.world.horizon import DAY_SECONDS, Horizon, Ints
from pipelines.world.parameters import TIER_RATES_BPS

DOLLARS = pa.decimal128(18, 2)


def dollars(cents: Ints) -> pa.Array:
    """Cents as exact decimals with two places: the stored integer is the same."""
    words = np.empty((len(cents), 2), dtype=np.int64)
    words[:, 0] = cents
    words[:, 1] = cents >> 63
    return pa.Array.from_buffers(DOLLARS, len(cents), [None, pa.py_buffer(words)])


def ids(prefix: str, numbers: Ints, width: int) -> pa.Array:
    """`prefix` and the number, padded with zeros to `width`."""
    text = pc.utf8_lpad(pc.cast(pa.array(numbers), pa.string()), width, "0")
    return pc.binary_join_element_wise(pa.scalar(prefix), text, "")


def words(choices: tuple[str, ...], positions: Ints) -> pa.Array:
    """The choice at each position."""
    return pa.array(choices).take(pa.array(positions))


def times(seconds: Ints, horizon: Horizon) -> pa.Array:
    """Seconds from the horizon's start as timestamps."""
    start = np.datetime64(horizon.start, "us").astype(np.int64)
    return pa.array(start + seconds * 1_000_000).cast(pa.timestamp("us"))


def dates(days: Ints, horizon: Horizon) -> pa.Array:
    """Days from the horizon's start as dates."""
    start = np.datetime64(horizon.start, "D").astype(np.int64)
    return pa.array((start + days).astype(np.int32)).cast(pa.date32())


def rates(tier: Ints) -> pa.Array:
    """Each tier's monthly rates as a list."""
    lists = [[bps / 10_000 for bps in row] for row in TIER_RATES_BPS]
    return pa.array(lists, pa.list_(pa.float64())).take(pa.array(tier))


def seconds_of(days: Ints, hour: int) -> Ints:
    """Seconds from the start at `hour` o'clock of each day."""
    return days * DAY_SECONDS + hour * 3600
