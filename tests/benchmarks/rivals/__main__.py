"""Prepare the contest, let every contestant answer in turn, round after round, and print the table.

Each round starts every contestant in a process of its own, by its own interpreter; the table has
the least of each figure, since a shared machine only ever adds.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from pipelines.settings import PROJECT
from tests.benchmarks.figures import run_pipelines
from tests.benchmarks.rivals.prepare import prepare
from tests.benchmarks.rivals.table import Answer, parsed, quietest, table

RIVALS = PROJECT / ".venv-rivals" / "bin" / "python"
MODULES = {
    "ours": Path(sys.executable),
    "explainerdashboard_app": RIVALS,
    "shapash_app": RIVALS,
    "dice": RIVALS,
}
MERCHANTS = "1000"
LONGEST = 600


def main() -> None:
    """Run the benchmark in a folder given, where a contest that lies there is used again."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.rivals")
    parser.add_argument("--folder", type=Path, help="keep the rows, the model and the books there")
    parser.add_argument("--rounds", type=int, default=3, help="how often everybody is measured")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        if not (folder / "model.cbm").exists():
            prepare(folder)
            run_pipelines("demo", "--store", str(folder / "demo"), "--merchants", MERCHANTS)
        rounds = [[asked(name, folder) for name in MODULES] for _ in range(given.rounds)]
    print(f"the least of {given.rounds} rounds")
    print(table(quietest(answers) for answers in zip(*rounds, strict=True)))


def asked(module: str, folder: Path) -> Answer:
    """One contestant's answer; an error has what it complained of."""
    command = [str(MODULES[module]), "-m", f"tests.benchmarks.rivals.{module}", str(folder)]
    run = subprocess.run(
        command, cwd=PROJECT, capture_output=True, text=True, timeout=LONGEST, check=False
    )
    if run.returncode:
        raise RuntimeError(f"{module} failed: {run.stderr[-2000:]}")
    return parsed(run.stdout)


if __name__ == "__main__":
    main()
