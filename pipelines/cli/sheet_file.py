"""A sheet to print, written to the file that an option names."""

from pathlib import Path

from pipelines.errors import Refused
from pipelines.offers import disclosure_pdf

ENDINGS = (".html", ".pdf")


def write_sheet_file(html: str, path: Path) -> None:
    """Write a sheet as HTML, or as PDF where the path ends so; Refused where it cannot be."""
    sheet = disclosure_pdf(html) if path.suffix == ".pdf" else html.encode()
    try:
        path.write_bytes(sheet)
    except OSError as error:
        raise Refused(f"cannot write {path}: {error.strerror}") from error
