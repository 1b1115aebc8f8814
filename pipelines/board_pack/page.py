"""The board pack as printed pages: self-contained HTML, and the PDF made from it."""

from html import escape
from pathlib import Path
from string import Template

from pipelines.board_pack.charts import chart_svg
from pipelines.board_pack.records import BoardPack, Chart, Column, Figure, Section, Table, Value
from pipelines.board_pack.words import money, points, shortened, written
from pipelines.offers import disclosure_pdf

TEMPLATE = Path(__file__).with_name("pack.html")
SYNTHETIC = "Synthetic data: a demonstration"
LONGEST = 120


def pack_html(pack: BoardPack) -> str:
    """The pack as one HTML page that loads nothing else; all text is escaped."""
    model = f"model {pack.model_id}, " if pack.model_id else "no model, "
    rests_on = (
        f"Data version {pack.version_id}, content {pack.content_hash[:12]}, {model}"
        f"policy {pack.policy_version}."
    )
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        title=escape(f"Board pack, {pack.as_of:%B %Y}"),
        book=escape(pack.book),
        foot=escape(_css(f"{pack.book}, as of {pack.as_of:%d %b %Y}, {pack.version_id}")),
        synthetic=escape(_css(SYNTHETIC if pack.is_synthetic else "")),
        notice=f'<p class="notice">{SYNTHETIC}</p>' if pack.is_synthetic else "",
        as_of=escape(f"As of {pack.as_of:%d %b %Y}. Amounts in {pack.currency}."),
        figures="".join(_figure(one, pack.currency) for one in pack.figures),
        changes=_list(pack.changes) or "<p>There is no month before to compare with.</p>",
        decisions=_list(pack.decisions),
        sections="".join(_section(one, pack.currency) for one in pack.sections),
        definitions="".join(
            f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in pack.definitions
        ),
        checks=_list(
            tuple(f"{one.text}: {'holds' if one.holds else 'does not hold'}" for one in pack.checks)
        ),
        rests_on=escape(rests_on),
    )


def pack_pdf(pack: BoardPack) -> bytes:
    """The pages as PDF. Raises Refused where the machine lacks what makes PDFs."""
    return disclosure_pdf(pack_html(pack))


def _css(text: str) -> str:
    """Text that stands inside a quoted string of the style sheet."""
    return text.replace("\\", "\\\\").replace('"', "'").replace("\n", " ").replace("<", "")


def _figure(one: Figure, currency: str) -> str:
    value = one.value if isinstance(one.value, int | float) else None
    is_money = one.kind == "money"
    shown = money(value, currency) if is_money and value is not None else written(value, one.kind)
    return (
        f'<div class="figure"><span>{escape(one.label)}</span><strong>{escape(shown)}</strong>'
        f"<em>{escape(_change(one, currency))}</em></div>"
    )


def _change(one: Figure, currency: str) -> str:
    if not isinstance(one.change, int | float):
        return ""
    if one.kind != "money":
        return f"{points(one.change)} {one.note}"
    sign = "+" if one.change > 0 else "-" if one.change < 0 else ""
    return f"{sign}{money(abs(one.change), currency)} {one.note}"


def _list(texts: tuple[str, ...]) -> str:
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>" if texts else ""


def _section(one: Section, currency: str) -> str:
    charts = "".join(_chart(chart, currency) for chart in one.charts)
    tables = "".join(_table(table, currency) for table in one.tables if table.shown)
    notes = f'<p class="small">{escape(one.notes)}</p>' if one.notes else ""
    return (
        f'<section><h2>{escape(one.title)}</h2><p class="finding">{escape(one.finding)}</p>'
        f"{_list(one.points)}{charts}{tables}{notes}</section>"
    )


def _chart(one: Chart, currency: str) -> str:
    title = escape(f"{one.title}, {currency}" if one.kind == "money" else one.title)
    drawn = chart_svg(one).replace("<svg", f'<svg role="img" aria-label="{title}"', 1)
    return f"<figure><figcaption>{title}</figcaption>{drawn}</figure>"


def _table(table: Table, currency: str) -> str:
    shown = table.rows[: table.shown]
    head = "".join(f'<th class="{_side(c)}">{escape(c.title)}</th>' for c in table.columns)
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td class="{_side(column)}">{escape(_shown(value, column))}</td>'
            for value, column in zip(row, table.columns, strict=True)
        )
        + "</tr>"
        for row in shown
    )
    left = len(table.rows) - len(shown)
    more = f'<p class="small">And {left:,} more in the workbook.</p>' if left else ""
    unit = f", {currency}" if any(column.kind == "money" for column in table.columns) else ""
    return (
        f"<h3>{escape(table.title)} <span>{escape(table.grain + unit)}</span></h3>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"
    )


def _shown(value: Value, column: Column) -> str:
    text = written(value, column.kind)
    return shortened(text, LONGEST) if column.kind == "text" else text


def _side(column: Column) -> str:
    return "text" if column.kind in ("text", "date") else "number"
