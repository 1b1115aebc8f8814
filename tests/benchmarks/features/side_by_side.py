"""The contenders in alternation, each run in a process of its own."""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from pipelines.settings import PROJECT
from tests.benchmarks.features.equality import compare
from tests.benchmarks.features.stores import Store
from tests.benchmarks.process_tree import Used

PACKAGE = "tests.benchmarks.features"


@dataclass(frozen=True)
class Contender:
    """A module of this package that computes features, and when it takes part.

    `needs` are packages it cannot do without, `rounds` how often it runs (None: in every round),
    `up_to` the most million events it can take.
    """

    name: str
    module: str
    options: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    rounds: int | None = None
    up_to: int = 1000
    is_compared: bool = True

    @property
    def missing(self) -> str | None:
        """What to install before it can take part, if anything."""
        absent = [name for name in self.needs if importlib.util.find_spec(name) is None]
        extra = "spark" if "pyspark" in self.needs else "bench"
        return f"skipped: install the {extra} extra" if absent else None


@dataclass(frozen=True)
class Result:
    """What a contender's runs took, where its rows are, and why there are none if so."""

    contender: Contender
    runs: tuple[Used, ...]
    rows: Path
    problem: str | None = None

    @property
    def seconds(self) -> float:
        """The least wall seconds: those of the run that was disturbed least."""
        return min(used.seconds for used in self.runs)

    @property
    def cpu_seconds(self) -> float:
        """The median CPU seconds, which say more than wall seconds on a shared machine."""
        return median(used.cpu_seconds for used in self.runs)

    @property
    def peak_mb(self) -> float:
        """The most memory any run took."""
        return max(used.peak_mb for used in self.runs)

    def line(self, reference: "Result") -> str:
        """The result as a row of the table, with its CPU time over that of the reference."""
        name = f"  {self.contender.name:<32}"
        if self.problem:
            return name + self.problem
        middle = median(used.seconds for used in self.runs)
        ratio = self.cpu_seconds / reference.cpu_seconds
        return (
            f"{name}{self.seconds:>9.2f}{middle:>9.2f}{self.cpu_seconds:>9.2f}"
            f"{self.peak_mb:>9,.0f}{ratio:>9.2f}"
        )


HEADER = f"  {'':<32}{'wall min':>9}{'median':>9}{'CPU s':>9}{'peak MB':>9}{'CPU x':>9}"
SPARK = ("pyspark", "sqlglot")
CONTENDERS = (
    Contender("catalogue, DuckDB", "ours"),
    Contender("hand-written, DuckDB", "hand_written"),
    Contender("Polars, streaming", "polars_streaming", needs=("polars",)),
    Contender("pandas, merge", "pandas_merge", rounds=1, up_to=10),
    Contender("catalogue, Spark local[2]", "spark_local", {"text": "catalogue"}, SPARK, rounds=1),
    Contender("hand-written, Spark local[2]", "spark_local", {"text": "hand"}, SPARK, rounds=1),
    Contender("whole catalogue, DuckDB", "ours", {"all": "yes"}, is_compared=False),
)


def race(
    store: Store, scratch: Path, rounds: int, entered: tuple[Contender, ...] = CONTENDERS
) -> list[Result]:
    """Run everyone in turn, `rounds` times, so that a busy minute hits all alike."""
    runs: dict[str, list[Used]] = {contender.name: [] for contender in entered}
    problems = {c.name: problem for c in entered if (problem := why(c, store))}
    for turn in range(rounds):
        for contender in entered:
            if turn < (contender.rounds or rounds) and contender.name not in problems:
                outcome = run_contender(contender, store, _rows(scratch, contender))
                if isinstance(outcome, Used):
                    runs[contender.name].append(outcome)
                else:
                    problems[contender.name] = outcome
    return [
        Result(c, tuple(runs[c.name]), _rows(scratch, c), problems.get(c.name)) for c in entered
    ]


def why(contender: Contender, store: Store) -> str | None:
    """Why a contender does not take part, if it does not."""
    if store.millions > contender.up_to:
        return f"left out above {contender.up_to} million events: every pair in memory"
    return contender.missing


def run_contender(contender: Contender, store: Store, rows: Path) -> Used | str:
    """One run; what it used, or the last line of what it complained about."""
    command = [sys.executable, "-m", f"{PACKAGE}.{contender.module}", str(store.folder), str(rows)]
    for name, value in contender.options.items():
        command += [f"--{name}", value]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT)
    if done.returncode:
        return f"failed: {(done.stderr.strip().splitlines() or ['no reason given'])[-1][:90]}"
    return Used(**json.loads(done.stdout))


def lines(results: list[Result]) -> Iterator[str]:
    """The table of the results and how each compares with the first that has any."""
    reference = next(result for result in results if not result.problem)
    yield HEADER
    for result in results:
        yield result.line(reference)
    for result in results:
        if result is not reference and not result.problem and result.contender.is_compared:
            difference = compare(reference.rows, result.rows).words()
            yield f"  {result.contender.name} against {reference.contender.name}: {difference}"


def _rows(scratch: Path, contender: Contender) -> Path:
    return scratch / f"{contender.name.replace(' ', '-')}.parquet"
