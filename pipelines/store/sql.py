"""Reading `.sql` files that lie beside the module that runs them."""

from functools import cache
from pathlib import Path


@cache
def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def sql_text(module_file: str, name: str) -> str:
    """Return the text of the `.sql` file `name`, relative to the calling module's `__file__`."""
    return _read(Path(module_file).with_name("_").parent / name)


def sql_files(folder: Path) -> list[tuple[str, str]]:
    """Return `(name, text)` of every `.sql` file in `folder`, by name."""
    return [(path.stem, _read(path)) for path in sorted(folder.glob("*.sql"))]
