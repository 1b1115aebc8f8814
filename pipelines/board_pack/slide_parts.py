"""The parts of a slide: title, points, a native chart, a table; all lengths in EMU."""

from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu, Inches, Pt

from pipelines.board_pack.charts import BLUE, GREY, LINES, SEVERITY
from pipelines.board_pack.records import Chart, Table
from pipelines.board_pack.words import shortened, written

WIDTH, HEIGHT, MARGIN = Inches(13.333), Inches(7.5), Inches(0.5)
BODY_TOP, FOOT_TOP = Inches(1.85), Inches(7.05)
KINDS = {
    "bars": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "ranked": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked": XL_CHART_TYPE.COLUMN_STACKED,
    "lines": XL_CHART_TYPE.LINE,
}
LINE_HEIGHT = Inches(0.26)
CHARACTERS_AN_INCH = 13
LONGEST = 60


def add_title(slide: Any, title: str, finding: str, foot: str) -> None:
    """The question's title, its answer in a sentence, and what it rests on at the foot."""
    holder = slide.shapes.title
    holder.left, holder.top, holder.width, holder.height = (
        MARGIN, Inches(0.3), WIDTH - 2 * MARGIN, Inches(0.6),
    )  # fmt: skip
    holder.text_frame.text = title
    _write(holder.text_frame.paragraphs[0], 28, bold=True)
    _text(slide, finding, MARGIN, Inches(0.95), WIDTH - 2 * MARGIN, Inches(0.8), 16, bold=True)
    _text(slide, foot, MARGIN, FOOT_TOP, WIDTH - 2 * MARGIN, Inches(0.3), 9)


def add_points(slide: Any, texts: Sequence[str], left: int, width: int) -> int:
    """Sentences beneath one another; returns where the space below them begins."""
    a_line = max(int(width / Inches(1) * CHARACTERS_AN_INCH), 1)
    lines = sum(1 + len(text) // a_line for text in texts)
    height = Emu(LINE_HEIGHT * lines + LINE_HEIGHT)
    box = slide.shapes.add_textbox(left, BODY_TOP, width, min(height, FOOT_TOP - BODY_TOP))
    box.text_frame.word_wrap = True
    for number, text in enumerate(texts):
        first = number == 0
        paragraph = box.text_frame.paragraphs[0] if first else box.text_frame.add_paragraph()
        paragraph.text = text
        paragraph.space_after = Pt(4)
        _write(paragraph, 12)
    return int(BODY_TOP + height)


def add_chart(slide: Any, chart: Chart, left: int, width: int, currency: str) -> None:
    """A native chart; money in whole units of the currency."""
    data = CategoryChartData()
    data.categories = list(chart.categories)
    scale = 100 if chart.kind == "money" else 1
    for one in chart.series:
        data.add_series(one.name, [None if v is None else v / scale for v in one.values])
    height = FOOT_TOP - BODY_TOP - Inches(0.1)
    frame = slide.shapes.add_chart(KINDS[chart.shape], left, BODY_TOP, width, height, data)
    drawn = frame.chart
    if chart.shape == "ranked":
        drawn.category_axis.reverse_order = True
    drawn.has_title = True
    unit = f", {currency}" if chart.kind == "money" else ""
    drawn.chart_title.text_frame.text = f"{chart.title}{unit}"
    _write(drawn.chart_title.text_frame.paragraphs[0], 12, bold=True)
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        drawn.legend.font.size = Pt(10)
    _axes(drawn, "#,##0" if chart.kind == "money" else "0.0%")
    _colour(drawn, chart)


def add_table(slide: Any, table: Table, left: int, top: int, width: int, *, rows: int) -> None:
    """The first rows of a table, as many as there is room for."""
    room = int((FOOT_TOP - top) / LINE_HEIGHT / 1.25) - 1
    shown = table.rows[: max(min(rows, room, table.shown), 1)]
    kept = [place for place, one in enumerate(table.columns) if not one.is_detail][:7]
    frame = slide.shapes.add_table(
        len(shown) + 1, len(kept), left, top, width, LINE_HEIGHT * (len(shown) + 1)
    )
    for place, source in enumerate(kept):
        column = table.columns[source]
        _cell(frame.table.cell(0, place), column.title, bold=True)
        for number, row in enumerate(shown, start=1):
            text = shortened(written(row[source], column.kind), LONGEST)
            _cell(frame.table.cell(number, place), text)


def _axes(drawn: Any, style: str) -> None:
    drawn.value_axis.tick_labels.number_format = style
    drawn.value_axis.tick_labels.number_format_is_linked = False
    drawn.value_axis.tick_labels.font.size = drawn.category_axis.tick_labels.font.size = Pt(9)
    drawn.value_axis.major_gridlines.format.line.color.rgb = RGBColor(0xE3, 0xE7, 0xEB)


def _colour(drawn: Any, chart: Chart) -> None:
    several = SEVERITY if chart.shape == "stacked" else (BLUE, GREY)
    colours = LINES[-len(chart.series) :] if chart.shape == "lines" else several
    for one, colour in zip(drawn.plots[0].series, colours, strict=False):
        rgb = RGBColor.from_string(colour[1:].upper())
        if chart.shape == "lines":
            one.format.line.color.rgb, one.smooth = rgb, False
        else:
            one.format.fill.solid()
            one.format.fill.fore_color.rgb = rgb


def _cell(cell: Any, text: str, *, bold: bool = False) -> None:
    cell.text_frame.text = text
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_top = cell.margin_bottom = Emu(20_000)
    _write(cell.text_frame.paragraphs[0], 10, bold=bold)


def _text(
    slide: Any, text: str, left: int, top: int, width: int, height: int, size: int, *,
    bold: bool = False,
) -> None:  # fmt: skip
    box = slide.shapes.add_textbox(left, top, width, height)
    box.text_frame.word_wrap = True
    box.text_frame.text = text
    _write(box.text_frame.paragraphs[0], size, bold=bold)


def _write(paragraph: Any, size: int, *, bold: bool = False) -> None:
    paragraph.font.size, paragraph.font.bold = Pt(size), bold
