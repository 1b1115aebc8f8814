"""The board pack's files, from a pack made by hand."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from pipelines.board_pack import (
    BoardPack,
    Check,
    Section,
    Table,
    board_pack,
    pack_html,
    pack_slides,
    pack_workbook,
)
from pipelines.board_pack.records import Chart, Column, Figure, Series
from pipelines.board_pack.words import brief, money, points, shortened
from pipelines.errors import Refused
from pipelines.settings import Settings
from pipelines.store import History

MONTHS = ("Nov 2025", "Dec 2025")
COLUMNS = (
    Column("Merchant", "text"), Column("Since", "date"), Column("Owed", "money"),
    Column("Loans", "count"), Column("Late", "rate"), Column("PD", "pd", True),
)  # fmt: skip
ROWS = (
    ("=1+1", date(2025, 11, 3), 123_456, 2, 0.125, 0.0345),
    ("Ink & <b>Co</b>", None, 5_000, 1, None, 0.01),
)
SIDE = Series("Owed", (100_000.0, 150_000.0))
PACK = BoardPack(
    book="Test <book>",
    currency="USD",
    as_of=date(2025, 12, 31),
    is_synthetic=True,
    version_id="7-abc",
    content_hash="0123456789abcdef",
    model_id=None,
    policy_version="1",
    figures=(Figure("Outstanding", "money", 15_000_000, -500_000, "since Nov 2025"),),
    changes=("Outstanding fell.",),
    decisions=("A limit is near.",),
    sections=(
        Section(
            "Lateness", "1 of 2 is late.", ("A point.",),
            (
                Chart("Owed", "stacked", "money", MONTHS, (SIDE, SIDE)),
                Chart("Late", "lines", "rate", MONTHS, (Series("Late", (None, 0.1)),)),
            ),
            (Table("Merchants", "Who owes", "one row per merchant", COLUMNS, ROWS),),
        ),
        Section(
            "Parts", "Two parts.", (),
            (
                Chart("By industry", "ranked", "rate", ("Toys", "Auto parts"), (SIDE,)),
                Chart("Cash", "bars", "money", MONTHS, (SIDE, SIDE)),
            ),
        ),
    ),
    definitions=(("DPD", "Days past due."),),
    checks=(Check("Parts are the whole", 100, 100),),
)  # fmt: skip


def test_the_workbook_has_every_table_typed_and_no_formula():
    book = load_workbook(BytesIO(pack_workbook(PACK)))
    assert book.sheetnames == ["About", "Merchants"]
    head, first, second = book["Merchants"].iter_rows()
    assert [cell.value for cell in head] == [
        "Merchant", "Since", "Owed, USD", "Loans", "Late", "PD",
    ]  # fmt: skip
    assert [cell.value for cell in first][2:] == [1234.56, 2, 0.125, 0.0345]
    assert first[1].value.date() == date(2025, 11, 3)
    assert first[2].number_format == "#,##0.00"
    assert (first[0].value, first[0].data_type) == ("=1+1", "s")
    assert second[1].value is None


def test_a_sum_that_does_not_hold_is_said():
    wrong = replace(PACK, checks=(Check("Parts are the whole", 100, 99),))
    assert "Parts are the whole: does not hold" in pack_html(wrong)
    about = load_workbook(BytesIO(pack_workbook(wrong)))["About"]
    assert "DOES NOT HOLD" in [cell.value for cell in about["B"]]


def test_the_page_escapes_text_and_says_that_data_is_synthetic():
    page = pack_html(PACK)
    assert "Ink &amp; &lt;b&gt;Co&lt;/b&gt;" in page
    assert "<b>Co" not in page
    assert "Synthetic data: a demonstration" in page
    assert page.count('<svg role="img"') == 4
    assert "-USD 5,000 since Nov 2025" in page


def test_slides_have_titles_native_charts_and_stay_inside():
    deck = Presentation(BytesIO(pack_slides(PACK)))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles == ["Board pack, December 2025", "Lateness", "Parts"]
    chart = next(shape.chart for shape in deck.slides[1].shapes if shape.has_chart)
    assert list(chart.plots[0].series[0].values) == [1000.0, 1500.0]
    table = next(shape.table for shape in deck.slides[1].shapes if shape.has_table)
    assert [cell.text for cell in table.rows[0].cells][-1] == "Late"
    for slide in deck.slides:
        assert slide.has_notes_slide
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


@pytest.mark.parametrize("make", [pack_workbook, pack_slides, pack_html])
def test_the_same_pack_is_the_same_bytes(make):
    assert make(PACK) == make(PACK)


def test_words():
    assert (money(-400_000, "USD"), money(218_800_000, "USD")) == ("-USD 4,000", "USD 2.19m")
    assert (brief(82_698_100), brief(40_000_00), brief(0)) == ("827k", "40k", "0")
    assert (points(0.0004), points(-0.012)) == ("0.0 pp", "-1.2 pp")
    assert shortened("first sign; second; third", 19) == "first sign; second; 1 more"


@pytest.mark.long
def test_every_sum_of_the_demo_holds(demo_store):
    settings = Settings(store=demo_store)
    with History(settings) as history:
        pack = board_pack(settings, history)
    assert [check.text for check in pack.checks if not check.holds] == []


def test_an_empty_book_is_refused(tmp_path):
    settings = Settings(store=tmp_path / "store")
    with pytest.raises(Refused), History(settings) as history:
        board_pack(settings, history)
