"""Run every contender on stores of the sizes given and print what each took."""

import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.features import a_day_later, curve, days, live
from tests.benchmarks.features.design import figures
from tests.benchmarks.features.events import APPLICATIONS
from tests.benchmarks.features.side_by_side import Contender, Result, lines, race
from tests.benchmarks.features.stores import Store, prepared

ROUNDS = 3


def main() -> None:
    """Side by side at every size, the cost curve up to the largest, and the rest on the largest."""
    options = _arguments()
    sizes = sorted(options.events)
    with _folder(options.folder) as folder, tempfile.TemporaryDirectory(dir=folder) as scratch:
        for millions in sizes:
            results = _show_race(prepared(folder, millions), Path(scratch), options.rounds)
        if not options.only_race:
            reference = next(result.contender for result in results if not result.problem)
            _show_curve(folder, sizes[-1], reference, options.rounds)
            _show_figures(prepared(folder, sizes[-1]), Path(scratch))


def _show_race(store: Store, scratch: Path, rounds: int) -> list[Result]:
    print(f"{APPLICATIONS:,} applications on {store.millions} M sales events, {rounds} rounds")
    results = race(store, scratch, rounds)
    print("\n".join(lines(results)))
    for figure in figures(store, results):
        print(figure.line(), flush=True)
    return results


def _show_curve(folder: Path, largest: int, contender: Contender, rounds: int) -> None:
    sizes = [millions for millions in curve.MILLIONS if millions <= largest]
    found = curve.measure(folder, sizes, contender, rounds)
    print(f"The cost curve of the {contender.name}")
    print("\n".join(found.lines()))
    print(f"  drawn in {curve.draw(found, folder)}", flush=True)


def _show_figures(store: Store, scratch: Path) -> None:
    for measure in (live.measure, days.measure, a_day_later.measure):
        for figure in measure(store, scratch):
            print(figure.line(), flush=True)


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    """The folder given, or one that goes away."""
    if kept is None:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)
        return
    kept.mkdir(parents=True, exist_ok=True)
    yield kept


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.benchmarks.features", description=__doc__)
    parser.add_argument("--events", type=int, nargs="+", default=[10, 100], help="in millions")
    parser.add_argument("--folder", type=Path, help="where stores are kept for the next run")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of the fast contenders")
    parser.add_argument("--only-race", action="store_true", help="only the side by side")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
