"""The board pack as slides: native charts and tables that a reader can edit."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from pipelines.board_pack.records import BoardPack, Chart, Section, Table
from pipelines.board_pack.slide_parts import (
    BODY_TOP,
    HEIGHT,
    MARGIN,
    WIDTH,
    add_chart,
    add_points,
    add_table,
    add_title,
)
from pipelines.board_pack.words import money, written
from pipelines.board_pack.zipped import dated

ROWS = 8
SYNTHETIC = "Synthetic data: a demonstration"


def pack_slides(pack: BoardPack) -> bytes:
    """The slides' bytes, the same for the same pack; one slide first, then one a section."""
    from pptx import Presentation  # noqa: PLC0415 - slow to import and only needed here

    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    made = datetime(pack.as_of.year, pack.as_of.month, pack.as_of.day)
    deck.core_properties.title = f"Board pack {pack.month}"
    deck.core_properties.created = deck.core_properties.modified = made
    _first(deck, pack)
    for section in pack.sections:
        _section(deck, section, pack)
    file = BytesIO()
    deck.save(file)
    return dated(file.getvalue(), pack.as_of)


def _blank(deck: Any) -> Any:
    return deck.slides.add_slide(deck.slide_layouts[5])


def _foot(pack: BoardPack) -> str:
    synthetic = f"{SYNTHETIC}. " if pack.is_synthetic else ""
    return f"{synthetic}{pack.book}, as of {pack.as_of:%d %b %Y}, data version {pack.version_id}"


def _first(deck: Any, pack: BoardPack) -> None:
    slide = _blank(deck)
    add_title(slide, f"Board pack, {pack.as_of:%B %Y}", _headline(pack), _foot(pack))
    half = (WIDTH - 3 * MARGIN) // 2
    add_points(slide, ("What changed, and why", *pack.changes), MARGIN, half)
    add_points(slide, ("What needs a decision", *pack.decisions), 2 * MARGIN + half, half)
    terms = "\n".join(f"{name}: {text}" for name, text in pack.definitions)
    slide.notes_slide.notes_text_frame.text = terms


def _headline(pack: BoardPack) -> str:
    return "; ".join(_figure(one.label, one.kind, one.value, pack) for one in pack.figures)


def _figure(label: str, kind: Any, value: Any, pack: BoardPack) -> str:
    if kind == "money" and value is not None:
        return f"{label} {money(value, pack.currency)}"
    return f"{label} {written(value, kind)}"


def _section(deck: Any, section: Section, pack: BoardPack) -> None:
    slide = _blank(deck)
    add_title(slide, section.title, section.finding, _foot(pack))
    half = (WIDTH - 3 * MARGIN) // 2
    tables = [table for table in section.tables if table.shown]
    left = section.charts[:1]
    for chart in left:
        add_chart(slide, chart, MARGIN, half, pack.currency)
    side = 2 * MARGIN + half if left else MARGIN
    width = half if left else WIDTH - 2 * MARGIN
    top = add_points(slide, section.points, side, width) if section.points else BODY_TOP
    if tables:
        add_table(slide, tables[0], side, top, width, rows=ROWS if left else ROWS + 3)
    slide.notes_slide.notes_text_frame.text = _notes(section, section.charts, tables)


def _notes(section: Section, charts: Sequence[Chart], tables: Sequence[Table]) -> str:
    shown = [f"Chart: {chart.title}." for chart in charts[:1]]
    listed = [f"Table: {table.title}, {table.grain}." for table in tables[:1]]
    return " ".join([section.notes, *shown, *listed, "All rows are in the workbook."]).strip()
