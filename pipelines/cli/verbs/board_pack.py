"""`board-pack`: a month of the book for its board, as PDF, PowerPoint and Excel."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path

from pipelines.board_pack import BoardPack, board_pack, pack_pdf, pack_slides, pack_workbook
from pipelines.cli.answer import Answer
from pipelines.cli.progress import progress_bar
from pipelines.errors import Refused
from pipelines.settings import Settings
from pipelines.store import History

HELP = "write the month's board pack: PDF, PowerPoint and Excel from one record"
MAKERS = {"pdf": pack_pdf, "pptx": pack_slides, "xlsx": pack_workbook}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the files; with none of them, all three are written in the current folder."""
    for ending in MAKERS:
        parser.add_argument(
            f"--{ending}", type=Path, metavar="FILE", help=f"write FILE as {ending}"
        )
    parser.add_argument("--replace", action="store_true", help="overwrite files that are there")


def run(options: Namespace, settings: Settings) -> Answer:
    """Gather the record once and write it in each form asked for."""
    asked = {ending: path for ending in MAKERS if (path := getattr(options, ending))}
    _require_free(asked.values(), replace=options.replace)
    with History(settings) as history, progress_bar() as show:
        pack = board_pack(settings, history, progress=show)
    files = asked or {ending: Path(f"board-pack-{pack.month}.{ending}") for ending in MAKERS}
    _require_free(files.values(), replace=options.replace)
    _require_sums(pack)
    for ending, path in files.items():
        _write(path, MAKERS[ending](pack))
    record = {
        "as_of": pack.as_of.isoformat(),
        "version_id": pack.version_id,
        "files": {ending: str(path) for ending, path in files.items()},
        "checks": [{"check": one.text, "holds": one.holds} for one in pack.checks],
    }
    return Answer(record, "\n".join(f"written: {path}" for path in files.values()))


def _require_free(paths: Iterable[Path], *, replace: bool) -> None:
    there = [] if replace else [str(path) for path in paths if path.exists()]
    if there:
        raise Refused(f"{', '.join(there)} is there already: name another file, or add --replace")


def _require_sums(pack: BoardPack) -> None:
    for one in pack.checks:
        if not one.holds:
            raise Refused(
                f"the pack does not add up ({one.text}: {one.found:,} cents, not "
                f"{one.expected:,}): run `python -m pipelines check`"
            )


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Refused(f"cannot write {path}: {error.strerror}") from error
