"""The slides: native charts with the record's values, nothing outside the slide."""

from io import BytesIO

import pytest
from pptx import Presentation

from pipelines.board_pack import pack_slides


@pytest.fixture
def deck(pack):
    return Presentation(BytesIO(pack_slides(pack)))


def test_one_slide_first_then_one_a_section(deck):
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles == ["Board pack, December 2025", "Delinquency", "Concentration"]
    assert "Probability of default." in deck.slides[0].notes_slide.notes_text_frame.text
    assert deck.slides[1].notes_slide.notes_text_frame.text.startswith("DPD.")


def test_charts_are_native_and_in_units(deck):
    (chart,) = [shape.chart for shape in deck.slides[1].shapes if shape.has_chart]
    assert [series.name for series in chart.plots[0].series] == ["current", "1-29"]
    assert list(chart.plots[0].series[0].values) == [10_000, 20_000, 30_000]
    assert list(chart.plots[0].categories) == ["Oct 2025", "Nov 2025", "Dec 2025"]


def test_tables_say_what_the_record_holds(deck):
    (table,) = [shape.table for shape in deck.slides[2].shapes if shape.has_table]
    assert [cell.text for cell in table.rows[1].cells] == ["=1+1", "6,000"]


def test_nothing_lies_outside_its_slide(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_every_slide_says_that_the_data_is_synthetic(deck):
    for slide in deck.slides:
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert any("Synthetic data" in text for text in texts)


def test_the_same_pack_gives_the_same_slides(pack):
    assert pack_slides(pack) == pack_slides(pack)
