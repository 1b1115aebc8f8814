"""Office files as the same bytes for the same content: their zip entries carry a fixed day."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def dated(content: bytes, day: date) -> bytes:
    """The zip file with every entry dated `day`, in the order it had."""
    written = BytesIO()
    with ZipFile(BytesIO(content)) as read, ZipFile(written, "w", ZIP_DEFLATED) as write:
        for entry in read.infolist():
            kept = ZipInfo(entry.filename, (day.year, day.month, day.day, 0, 0, 0))
            kept.compress_type = ZIP_DEFLATED
            write.writestr(kept, read.read(entry))
    return written.getvalue()
