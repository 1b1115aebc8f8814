"""Running the scenarios: in parts over threads, with progress, and stopped when asked."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipelines.errors import Refused, Stopped
from pipelines.portfolio.loss_distribution.pool import Pool

Floats = NDArray[np.float64]
Progress = Callable[[float, str], None]
"""Called with the fraction done, 0 to 1, and what is being done."""
Stop = Callable[[], bool]
"""Asked between parts; True ends the simulation."""

FEWEST, MOST = 1_000, 10_000_000
PARTS = 100


def simulate(
    pool: Pool,
    scenarios: int,
    *,
    seed: int,
    threads: int,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Floats:
    """The loss in cents of each scenario.

    A scenario's loss depends on the seed and its own number alone, so that any number of threads
    gives the same. Raises Stopped as soon as `stop()` says so, and Refused for fewer than 1,000 or
    more than 10,000,000 scenarios.
    """
    if not FEWEST <= scenarios <= MOST:
        raise Refused(f"{scenarios:,} scenarios: give a number from {FEWEST:,} to {MOST:,}")
    if progress is not None:
        progress(0.0, "Preparing the simulation")
    run = _compiled()
    losses, nowhere = np.empty(scenarios), np.empty(0)

    def part(first: int, end: int) -> None:
        run(pool, seed, np.arange(first, end), np.zeros(end - first), losses[first:end], nowhere)

    edges = np.linspace(0, scenarios, PARTS + 1).astype(int).tolist()
    with ThreadPoolExecutor(max_workers=threads) as workers:
        parts = [workers.submit(part, first, end) for first, end in pairwise(edges)]
        for done, finished in enumerate(as_completed(parts), start=1):
            finished.result()
            if stop is not None and stop():
                workers.shutdown(wait=True, cancel_futures=True)
                raise Stopped("The simulation was stopped: start it again when ready")
            if progress is not None:
                progress(done / PARTS, f"{round(scenarios * done / PARTS):,} scenarios")
    return losses


def attributed(pool: Pool, seed: int, scenarios: NDArray[np.int64], weights: Floats) -> Floats:
    """Each loan's loss over these scenarios, weighted and summed; they are drawn once more."""
    loan_loss = np.zeros(len(pool.amount))
    _compiled()(pool, seed, scenarios, weights, np.empty(len(scenarios)), loan_loss)
    return loan_loss


def _compiled() -> Callable[..., None]:
    """The compiled scenarios; the first call of an installation takes seconds to compile them."""
    from pipelines.portfolio.loss_distribution.kernel import run  # noqa: PLC0415 imports numba

    return run
