"""Kill the service under load, then send it random requests; exit 1 where anything is wrong."""

import sys
import tempfile
from pathlib import Path

from tests.faults.fuzz_checkout import random_requests
from tests.faults.kill_checkout import kill_under_load
from tests.faults.served import store_to_write


def main() -> int:
    """Run both on one store and print what was found."""
    with tempfile.TemporaryDirectory() as folder:
        settings = store_to_write(Path(folder))
        found = kill_under_load(settings)
        print(*found, sep="\n", flush=True)
        print(*random_requests(settings), sep="\n")
    return int(any(line.startswith("FAILED") for line in found))


if __name__ == "__main__":
    sys.exit(main())
