"""The data of a board pack as an Excel workbook: one sheet a table, typed and in its units."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from pipelines.board_pack.records import BoardPack, Kind, Table, Value

FORMATS: dict[Kind, str] = {
    "count": "#,##0",
    "money": "#,##0.00",
    "rate": "0.0%",
    "pd": "0.00%",
    "number": "0.000",
    "date": "d mmm yyyy",
    "text": "@",
}
WIDEST = 60


def pack_workbook(pack: BoardPack) -> bytes:
    """The workbook's bytes, the same for the same pack; money in whole units with its cents."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        made = datetime(pack.as_of.year, pack.as_of.month, pack.as_of.day, tzinfo=UTC)
        book.set_properties(
            {"title": f"Board pack {pack.month}", "subject": pack.book, "created": made}
        )
        formats = {kind: book.add_format({"num_format": text}) for kind, text in FORMATS.items()}
        _about(book, pack)
        for table in pack.tables:
            _sheet(book, table, pack, formats)
    return file.getvalue()


def _about(book: Any, pack: BoardPack) -> None:
    """The first sheet: what this is, what it rests on, whether its sums hold, and its terms."""
    sheet, bold = book.add_worksheet("About"), book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 90, wrapped)
    model = pack.model_id or "none"
    facts = [
        ("Board pack", f"{pack.book}, {pack.month}"),
        ("Data", "Synthetic: a demonstration" if pack.is_synthetic else "Real"),
        ("As of", f"{pack.as_of:%d %b %Y}"),
        ("Currency", pack.currency),
        ("Data version", f"{pack.version_id}, content {pack.content_hash[:12]}"),
        ("Model", model),
        ("Policy", pack.policy_version),
    ]
    checks = [(one.text, "holds" if one.holds else "DOES NOT HOLD") for one in pack.checks]
    sheets = [(table.sheet, f"{table.title}: {table.grain}") for table in pack.tables]
    row = 0
    for title, rows in (
        ("What this is", facts),
        ("Sums", checks),
        ("Sheets", sheets),
        ("Terms", list(pack.definitions)),
    ):
        sheet.write_string(row, 0, title, bold)
        for name, text in rows:
            row += 1
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, text)
        row += 2


def _sheet(book: Any, table: Table, pack: BoardPack, formats: dict[Kind, Any]) -> None:
    sheet, bold = book.add_worksheet(table.sheet), book.add_format({"bold": True, "bottom": 1})
    for place, column in enumerate(table.columns):
        unit = f", {pack.currency}" if column.kind == "money" else ""
        sheet.write_string(0, place, f"{column.title}{unit}", bold)
        longest = max((len(_text(row[place])) for row in table.rows), default=0)
        width = min(max(len(column.title) + len(unit), longest) + 3, WIDEST)
        sheet.set_column(place, place, width)
        for number, row in enumerate(table.rows, start=1):
            _cell(sheet, number, place, row[place], formats[column.kind], column.kind)
    sheet.freeze_panes(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _text(value: Value) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else str(value)


def _cell(sheet: Any, row: int, column: int, value: Value, style: Any, kind: Kind) -> None:
    """Text is written as text, whatever it begins with: no cell becomes a formula."""
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write_number(row, column, value / 100 if kind == "money" else value, style)
