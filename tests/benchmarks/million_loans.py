"""A million loans through the executive pages, and the loss simulation beside the usual ways.

`python -m tests.benchmarks.million_loans FOLDER` writes the book into the folder, builds its panel,
and opens every tab of Overview and Portfolio on it.
"""

import sys
from pathlib import Path

from tests.benchmarks import loss_distribution, portfolio, portfolio_pages


def main() -> None:
    """Print each figure as it comes."""
    store = Path(sys.argv[1])
    for measured in (
        lambda: portfolio.measure(store),
        lambda: portfolio_pages.measure(store),
        loss_distribution.measure,
        loss_distribution.variants,
        loss_distribution.peers,
    ):
        for figure in measured():
            print(figure.line(), flush=True)


if __name__ == "__main__":
    main()
