"""`board-pack`: the month's report of the book as pages, slides and a workbook."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from pipelines.board_pack import BoardPack, board_pack, pack_pdf, pack_slides, pack_workbook
from pipelines.cli.answer import Answer
from pipelines.cli.progress import progress_bar
from pipelines.errors import Refused
from pipelines.settings import Settings
from pipelines.store import History

HELP = "write the month's report of the book as PDF, PowerPoint and Excel"
MAKE: dict[str, Callable[[BoardPack], bytes]] = {
    "pdf": pack_pdf,
    "pptx": pack_slides,
    "xlsx": pack_workbook,
}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the files to write."""
    for ending in MAKE:
        parser.add_argument(f"--{ending}", type=Path, metavar="FILE", help=f"write .{ending} here")
    parser.add_argument("--replace", action="store_true", help="overwrite files that exist")


def run(options: Namespace, settings: Settings) -> Answer:
    """Gather the pack of the last month-end and write it; all three files where none is named."""
    named = {ending: path for ending in MAKE if (path := getattr(options, ending)) is not None}
    _refuse_existing(named, replace=options.replace)
    with History(settings) as history, progress_bar() as show:
        pack = board_pack(settings, history, progress=show)
    _refuse_unequal(pack)
    paths = named or {ending: Path(f"board-pack-{pack.month}.{ending}") for ending in MAKE}
    _refuse_existing(paths, replace=options.replace)
    made = {path: MAKE[ending](pack) for ending, path in paths.items()}
    for path, content in made.items():
        _write(path, content)
    record = {
        "as_of": pack.as_of.isoformat(),
        "version": pack.version_id,
        "files": {ending: str(path) for ending, path in paths.items()},
        "checks": {check.text: check.holds for check in pack.checks},
    }
    files = ", ".join(str(path) for path in paths.values())
    return Answer(record, f"board pack of {pack.month}, {len(pack.checks)} sums hold: {files}")


def _refuse_existing(paths: dict[str, Path], *, replace: bool) -> None:
    there = [str(path) for path in paths.values() if path.exists()]
    if there and not replace:
        raise Refused(f"{', '.join(there)} exists: name another file or add --replace")


def _refuse_unequal(pack: BoardPack) -> None:
    wrong = [check for check in pack.checks if not check.holds]
    if wrong:
        said = "; ".join(
            f"{one.text}: {one.found / 100:,.2f} is not {one.expected / 100:,.2f}" for one in wrong
        )
        raise Refused(
            f"the pack's sums do not hold ({said}): run `python -m pipelines features` and "
            "`score`, then try again"
        )


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Refused(f"cannot write {path}: {error.strerror}") from error
