"""The printed pages: everything is there, escaped, and marked as synthetic."""

from dataclasses import replace

from weasyprint import HTML

from pipelines.board_pack import pack_html


def test_text_is_escaped_and_synthetic_data_is_named(pack):
    html = pack_html(pack)
    assert "A &lt;small&gt; book" in html
    assert "Synthetic data: a demonstration" in html
    assert "<b>Cheap" not in html
    assert "USD 10,000" in html
    assert "-USD 2,346 since Nov 2025" in html
    assert "And 1 more in the workbook." in html
    real = pack_html(replace(pack, is_synthetic=False))
    assert "Synthetic data" not in real


def test_a_page_first_one_a_section_and_the_terms(pack):
    assert len(HTML(string=pack_html(pack)).render().pages) == 4


def test_the_same_pack_gives_the_same_text(pack):
    assert pack_html(pack) == pack_html(pack)
