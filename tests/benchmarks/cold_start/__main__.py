"""Run the trials: `python -m tests.benchmarks.cold_start --olist DIR --sme DIR [--demo STORE]`."""

import argparse
import tempfile
from pathlib import Path

from tests.benchmarks.cold_start import demo, olist, sme

TRIALS = {"olist": olist.measure, "sme": sme.measure, "demo": demo.measure}


def main() -> None:
    """Run the trials whose data are given and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in TRIALS:
        parser.add_argument(f"--{name}", type=Path, metavar="DIR")
    given = vars(parser.parse_args())
    print(f"{'book':<16}{'ranked by':<50}{'truth':<12}{'cases':<20}AUC (95 %)")
    with tempfile.TemporaryDirectory() as folder:
        for name, measure in TRIALS.items():
            if given[name] is not None:
                for line in measure(given[name], Path(folder) / name):
                    print(line.text(), flush=True)


if __name__ == "__main__":
    main()
