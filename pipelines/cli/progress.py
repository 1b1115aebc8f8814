"""A progress bar on standard error while long work runs in a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm


@contextmanager
def progress_bar() -> Iterator[Callable[[float, str], None]]:
    """Yield a function of (share done, what is being done); silent where no one watches."""
    layout = "{percentage:3.0f} % |{bar}| {elapsed} {desc}"
    watched = sys.stderr.isatty()
    with tqdm(total=1.0, bar_format=layout, disable=not watched, leave=False) as bar:

        def show(done: float, what: str) -> None:
            bar.set_description_str(what, refresh=False)
            bar.update(max(0.0, min(done, 1.0) - bar.n))

        yield show
