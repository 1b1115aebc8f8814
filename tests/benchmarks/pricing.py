"""The best offers for 100,000 applicants, and the real companies' loans: seconds, gap, memory.

Run as `python -m tests.benchmarks.pricing STORE`; the demo's scored applications are resampled and
their PDs and limits blurred. `python -m tests.benchmarks.pricing STORE large` prints one case.
"""

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np

from pipelines.cli.main import main as run_verb
from pipelines.offers import load_policy
from pipelines.settings import Settings
from pipelines.simulation.cases import read_cases
from pipelines.simulation.pricing import (
    FairnessFloor,
    Limits,
    Problem,
    demand_of_policy,
    prices_of_policy,
    read_demand,
    solve,
    stepped_menu,
)
from pipelines.simulation.pricing.book import book_of
from pipelines.simulation.pricing.company_loans import (
    CompanyTerms,
    company_problem,
    rating_bounds,
    read_companies,
)
from pipelines.simulation.take_up import at_price
from pipelines.store import History
from tests.benchmarks.figures import Figure, run_module
from tests.benchmarks.import_invoices import DATA

APPLICANTS = 100_000
MULTIPLES = (0.7, 0.85, 1.0)
SHARES = tuple(np.arange(1, 4) / 3)
KIB_PER_MB = 1024


def measure(store: Path) -> list[Figure]:
    """Solve the large problem in a process of its own, and the companies' where data is at hand."""
    large = json.loads(run_module("tests.benchmarks.pricing", str(store), "large").output)
    return [
        Figure("100,000 applicants, menu of 27: best offers", f"{large['seconds']:.1f} s", "60 s"),
        Figure("  proven gap", f"{large['gap']:.5%}", "0.1 %"),
        Figure("  peak memory", f"{large['peak_mb']:,.0f} MB"),
        *_companies(store.parent / "companies"),
    ]


def solve_large(store: Path) -> dict[str, float]:
    """Budget, loss limit, industry shares and a fairness floor at once."""
    started = time.perf_counter()
    problem = large_problem(Settings(store=store))
    found = solve(problem)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_PER_MB
    return {
        "seconds": found.seconds,
        "with_menu": time.perf_counter() - started,
        "gap": found.gap,
        "peak_mb": used,
        "rows": len(problem.rows),
        "offers": found.portfolio.totals.offers,
    }


def large_problem(settings: Settings) -> Problem:
    """The demo's applicants drawn again and again, blurred; nine prices and three amounts."""
    policy = load_policy(settings.policy)
    with History(settings) as history:
        book = book_of(read_cases(history), policy)
    rng = np.random.default_rng(settings.seed)
    drawn = rng.integers(0, len(book.rows), APPLICANTS)
    pd = np.clip(book.pd[drawn] * np.exp(rng.normal(0, 0.2, APPLICANTS)), 0, 1)
    most = np.nanmax(book.menu.amount, axis=(1, 2))[drawn]
    most = most * np.exp(rng.normal(0, 0.2, APPLICANTS))
    prices = [p for m in MULTIPLES for p in prices_of_policy(at_price(policy, m))]
    share = demand_of_policy(policy.take_up).share([price.rate for price in prices])
    taste = rng.uniform(0.6, 1.0, (APPLICANTS, 1)) ** (np.array([p.rate for p in prices]) / 0.1)
    menu = stepped_menu(
        pd, most, share * taste, prices, SHARES,
        step_cents=policy.limit.step_cents, least_cents=policy.limit.minimum_cents,
    )  # fmt: skip
    budget = int(0.2 * most.sum())
    limits = Limits(
        budget, loss_cents=int(budget * 0.008), shares={"industry": 0.2},
        floors=(FairnessFloor("region", of_best=0.8),),
    )  # fmt: skip
    return Problem(menu, limits, {name: labels[drawn] for name, labels in book.groups.items()})


def _companies(store: Path) -> list[Figure]:
    folder = DATA / "sme-invoices"
    if not folder.is_dir():
        return [Figure(f"loans to real companies: no data at {folder}", "skipped")]
    if not (store / "history.duckdb").exists():
        verbs = (["import", "sme-invoices", str(folder)], ["features"])
        for verb in (*verbs, ["train", "--without-report"], ["score"]):
            run_verb([*verb, "--store", str(store)])
    curves = read_demand(folder / "take_up.csv")
    with History(Settings(store=store)) as history:
        companies = read_companies(history)
    bounds = rating_bounds(companies.rated_pd, companies.rating, list(curves))
    terms, limits = CompanyTerms(curves["A"].prices), Limits(100_000_000_00)
    found = solve(company_problem(companies.pd, curves, bounds, terms, limits))
    return [
        Figure("loans to 302 real companies: best offers", f"{found.seconds:.1f} s", "10 s"),
        Figure("  proven gap", f"{found.gap:.5%}", "0.1 %"),
    ]


def main(arguments: list[str]) -> None:
    """Print every figure, or the large problem's as JSON."""
    if arguments[1:] == ["large"]:
        print(json.dumps(solve_large(Path(arguments[0]))))
        return
    for figure in measure(Path(arguments[0])):
        print(figure.line())


if __name__ == "__main__":
    main(sys.argv[1:])
