"""Run every benchmark and print one line a figure: what, measured, wanted."""

import sys
import tempfile
from pathlib import Path

from pipelines.settings import Settings
from tests.benchmarks import (
    checkout_load,
    contributions,
    decisions,
    demo,
    import_invoices,
    planted,
    policy_sweep,
    portfolio,
    pricing,
    recourse,
    start_up,
    what_if,
    world,
)
from tests.benchmarks.features import design as features
from tests.benchmarks.figures import Figure


def main() -> None:
    """Build the demo once and measure on it; the invoices are skipped where they are absent."""
    print(f"{'what':<64}{'measured':>16}{'wanted':>14}")
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "demo"
        show(world.measure(Path(folder) / "world"))
        show(features.measure(Path(folder) / "features"))
        show(demo.measure(store))
        show(start_up.measure(store))
        show(what_if.measure(store))
        show(decisions.measure(store))
        show(contributions.measure())
        show(planted.measure(store))
        show(pricing.measure(store))
        show(recourse.measure(store))
        show(policy_sweep.measure(store))
        show(checkout_load.measure(Settings(store=store)))
        show(portfolio.measure(Path(folder) / "loans"))
        show(import_invoices.measure(Path(folder) / "invoices"))


def show(figures: list[Figure]) -> None:
    """Print the figures as they come."""
    for figure in figures:
        print(figure.line(), flush=True)


if __name__ == "__main__":
    sys.exit(main())
