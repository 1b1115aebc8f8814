"""The loss distribution of 100,000 loans in 100,000 scenarios, beside the usual ways to draw it."""

import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import cache

import numpy as np
from scipy.special import ndtr, ndtri

from pipelines.portfolio.loss import OpenLoans
from pipelines.portfolio.loss_distribution import Variant, load_loss_model, loss_distribution
from pipelines.portfolio.loss_distribution.dependence import Dependence
from pipelines.portfolio.loss_distribution.pool import pool_of
from pipelines.portfolio.loss_distribution.simulation import simulate
from pipelines.portfolio.loss_distribution.tails import mean_and_sd, tail
from pipelines.settings import PROJECT
from pipelines.stats.vasicek import vasicek_quantile, vasicek_sd, vasicek_shortfall
from tests.benchmarks.figures import KIB_PER_MB, Figure

LOANS, SCENARIOS, THREADS, SEED = 100_000, 100_000, 2, 20190115
PD, RHO, LGD = 0.08, 0.06, 0.87
PEER_SCENARIOS = 100
PROBIT_SPREAD = 0.3


def measure(scenarios: int = SCENARIOS) -> list[Figure]:
    """Seconds, memory and distance from Vasicek of a granular pool, and of a book with sectors."""
    pool = pool_of(book(np.full(LOANS, PD)), Dependence(RHO, 0, 0, 0, 0, 0, RHO))
    compiling = timed(lambda: simulate(pool, 1_000, seed=SEED, threads=1))[1]
    losses, wall, cpu = timed(lambda: simulate(pool, scenarios, seed=SEED, threads=THREADS))
    size = f"{LOANS:,} loans x {scenarios:,} scenarios"
    found = [
        Figure("first call: compiled, or read back from an earlier one", f"{compiling:.1f} s"),
        Figure(f"equal loans, one factor: {size}", f"{wall:.1f} s", "10 s"),
        Figure("  processor seconds of it", f"{cpu:.1f} s"),
        Figure("  farthest from Vasicek, in standard errors", distance(losses), "3"),
        *whole("each its own PD, 8 industries, 25 regions", book(spread_pds(LOANS)), Variant(),
               scenarios),
    ]  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_PER_MB
    return [*found, Figure("  peak memory of the process", f"{peak:,.0f} MB", "4,096 MB")]


def variants(scenarios: int = SCENARIOS) -> list[Figure]:
    """The same book under the t copula, with a random LGD, and with several loans a merchant."""
    one_each = book(spread_pds(LOANS))
    return [
        *whole("the same, t copula", one_each, Variant(copula="t"), scenarios),
        *whole("the same, random LGD", one_each, Variant(random_lgd=True), scenarios),
        *whole("the same, 60,000 merchants", book(spread_pds(LOANS), LOANS * 3 // 5), Variant(),
               scenarios),
    ]  # fmt: skip


def whole(name: str, loans: OpenLoans, variant: Variant, scenarios: int) -> list[Figure]:
    """The whole record of a book: simulation, contributions, formulae."""
    model = load_loss_model(PROJECT / "data" / "loss_model.toml")
    found, wall, cpu = timed(
        lambda: loss_distribution(
            loans, model, variant, scenarios=scenarios, seed=SEED, threads=THREADS
        )
    )
    off = abs(found.mean.value - found.expected_cents) / found.mean.standard_error
    return [
        Figure(f"{name}: whole record", f"{wall:.1f} s", "10 s"),
        Figure(
            "  processor seconds; mean loss from expected, in errors", f"{cpu:.1f} s; {off:.1f}"
        ),
    ]


def peers() -> list[Figure]:
    """A hundred scenarios of each usual way, scaled to all of them, and ours on as many."""
    pds = spread_pds(LOANS)
    threshold, amount = ndtri(pds), np.ones(LOANS)
    pool = pool_of(book(pds), Dependence(RHO, 0, 0, 0, 0, 0, RHO))
    ways: dict[str, Callable[[], object]] = {
        "ours, one thread": lambda: simulate(pool, 1_000, seed=SEED, threads=1),
        "NumPy, an asset return for each loan": lambda: by_returns(threshold, amount),
        "NumPy and SciPy, a uniform for each loan given the factor": lambda: by_pd(
            threshold, amount
        ),
        "Numba, a uniform for each loan given the factor": lambda: naive()(
            threshold, amount, PEER_SCENARIOS, SEED
        ),
    }
    found = []
    for name, way in ways.items():
        way()
        ran = 1_000 if name.startswith("ours") else PEER_SCENARIOS
        cpu = min(timed(way)[2] for _ in range(3))
        text = f"{cpu * SCENARIOS / ran:,.0f} s"
        found.append(Figure(f"{name}: processor seconds, scaled", text))
    return found


def by_returns(threshold: np.ndarray, amount: np.ndarray) -> np.ndarray:
    """Draws every loan's asset return."""
    rng = np.random.default_rng(SEED)
    found = np.empty(PEER_SCENARIOS)
    for n in range(PEER_SCENARIOS):
        factor = rng.standard_normal()
        returns = np.sqrt(RHO) * factor + np.sqrt(1 - RHO) * rng.standard_normal(len(threshold))
        found[n] = amount[returns < threshold].sum()
    return found


def by_pd(threshold: np.ndarray, amount: np.ndarray) -> np.ndarray:
    """Draws a uniform for every loan against its PD given the factor."""
    rng = np.random.default_rng(SEED)
    found = np.empty(PEER_SCENARIOS)
    for n in range(PEER_SCENARIOS):
        given = ndtr((threshold - np.sqrt(RHO) * rng.standard_normal()) / np.sqrt(1 - RHO))
        found[n] = amount[rng.random(len(threshold)) < given].sum()
    return found


@cache
def naive() -> Callable[..., object]:
    """The same in a compiled loop, as one would write it first."""
    from math import erfc, sqrt

    from numba import njit

    @njit
    def run(threshold, amount, scenarios, seed):
        np.random.seed(seed)
        found = np.zeros(scenarios)
        for n in range(scenarios):
            factor = np.random.standard_normal()
            for loan in range(len(threshold)):
                z = (threshold[loan] - sqrt(RHO) * factor) / sqrt(1 - RHO)
                if np.random.random() < 0.5 * erfc(-z / sqrt(2.0)):
                    found[n] += amount[loan]
        return found

    return run


def distance(losses: np.ndarray) -> str:
    """How many standard errors mean, spread, VaR and shortfall are from Vasicek's at most."""
    share = np.sort(losses) / (LOANS * 100_00 * LGD)
    mean, sd = mean_and_sd(share)
    pairs = [(mean, PD), (sd, vasicek_sd(PD, RHO))]
    for level in (0.95, 0.99, 0.999):
        found = tail(share, level)
        pairs.append((found.var, float(vasicek_quantile(PD, RHO, level))))
        pairs.append((found.shortfall, vasicek_shortfall(PD, RHO, level)))
    return f"{max(abs(one.value - known) / one.standard_error for one, known in pairs):.1f}"


def book(pds: np.ndarray, merchants: int | None = None) -> OpenLoans:
    """Loans of 100.00 with these PDs, over 8 industries and 25 regions."""
    n, rng = len(pds), np.random.default_rng(3)
    owner = np.arange(n) if merchants is None or merchants == n else rng.integers(0, merchants, n)
    industry, region = rng.integers(0, 8, n)[owner % n], rng.integers(0, 25, n)[owner % n]

    def words(prefix: str, numbers: np.ndarray) -> np.ndarray:
        return np.array([f"{prefix}{number}" for number in numbers], dtype=object)

    zeros = np.zeros(n, dtype=np.int64)
    return OpenLoans(
        as_of=date(2025, 12, 31), loan_id=words("l", np.arange(n)), merchant_id=words("m", owner),
        industry=words("i", industry), region=words("r", region), supplier_id=words("s", zeros),
        grade=words("g", zeros), funded_on=np.full(n, np.datetime64("2025-09-30")),
        principal_cents=zeros, balance_cents=zeros + 100_00, months_on_book=zeros,
        days_past_due=zeros, status=words("c", zeros), pd_at_application=pds, pd=pds,
        lgd=np.full(n, LGD), ead_cents=np.full(n, 100_00.0),
    )  # fmt: skip


def spread_pds(loans: int) -> np.ndarray:
    """PDs about 8 %, as a model gives them."""
    noise = np.random.default_rng(5).normal(0, PROBIT_SPREAD, loans)
    return np.asarray(ndtr(ndtri(PD) + noise))


def timed(work: Callable[[], object]) -> tuple:
    """What the work gives, its wall and its processor seconds."""
    started, used = time.perf_counter(), time.process_time()
    found = work()
    return found, time.perf_counter() - started, time.process_time() - used


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else SCENARIOS
    for figure in [*measure(size), *variants(size), *peers()]:
        print(figure.line(), flush=True)
