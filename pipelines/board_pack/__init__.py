"""The board pack: one month's report of the book, as pages, slides and a workbook."""

from pipelines.board_pack.gather import board_pack
from pipelines.board_pack.page import pack_html, pack_pdf
from pipelines.board_pack.records import BoardPack, Check, Section, Table
from pipelines.board_pack.slides import pack_slides
from pipelines.board_pack.workbook import pack_workbook

__all__ = [
    "BoardPack",
    "Check",
    "Section",
    "Table",
    "board_pack",
    "pack_html",
    "pack_pdf",
    "pack_slides",
    "pack_workbook",
]
