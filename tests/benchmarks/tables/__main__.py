"""Compare on every table and print one table of figures."""

import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path

from pipelines.model.data import TrainingData
from tests.benchmarks.tables.compare import FOLDS, REPEATS, Line, cross_validated, lines
from tests.benchmarks.tables.contenders import CONTENDERS
from tests.benchmarks.tables.sources import SOURCES, imported

HEADING = f"{'':<28}{'AUC':>16}{'AUC less ours':>19}{'log loss':>10}{'seconds':>9}"


def main() -> None:
    """Compare all contenders on the tables whose name has the text given, or on all of them."""
    parser = ArgumentParser(prog="python -m tests.benchmarks.tables")
    parser.add_argument("only", nargs="?", default="", help="part of a table's name")
    only = parser.parse_args().only
    print(f"{FOLDS}-fold stratified cross-validation, {REPEATS} times; ± is over the repeats")
    for source in SOURCES:
        if only in source.name:
            with tempfile.TemporaryDirectory() as folder:
                data = imported(source, Path(folder))
            print(f"\n{source.name}: {len(data.bad):,} cases, {data.bad.sum():,} bads")
            print(HEADING)
            for line in race(data):
                print(_text(line), flush=True)


def race(data: TrainingData) -> list[Line]:
    """Run every contender on the same folds."""
    found = {}
    for name, contender in CONTENDERS.items():
        started = time.perf_counter()
        areas, losses = cross_validated(data, contender)
        found[name] = (areas, losses, time.perf_counter() - started)
    return lines(found)


def _text(line: Line) -> str:
    area = f"{line.auc:.4f} ± {line.auc_error:.4f}"
    behind = f"{line.behind:+.4f} ± {line.behind_error:.4f}"
    return f"{line.name:<28}{area:>16}{behind:>19}{line.log_loss:>10.4f}{line.seconds:>9.1f}"


if __name__ == "__main__":
    main()
