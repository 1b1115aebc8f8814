"""The waterfall drawn for print: every bar where its sum stands."""

from xml.etree import ElementTree

from pipelines.decision_sheet.waterfall import waterfall_svg

SVG = "{http://www.w3.org/2000/svg}"


def test_bars_run_from_base_to_score():
    drawn = ElementTree.fromstring(
        waterfall_svg(-2.0, [("Sales & growth", 1.5), ("Tenure", -0.5)], -1.0)
    )
    bars = drawn.findall(f"{SVG}rect")
    spans = [(float(bar.get("x")), float(bar.get("width"))) for bar in bars]
    assert spans[1:3] == [(210.0, 440.0), (503.3, 146.7)]
    assert spans[0][0] + 1 == 210.0
    assert round(spans[3][0] + 1, 1) == 503.3
    words = [text.text for text in drawn.findall(f"{SVG}text")]
    assert words == [
        "Base", "-2.00", "Sales & growth", "+1.50", "Tenure", "-0.50", "Score", "-1.00",
    ]  # fmt: skip
    assert drawn.get("aria-label") == "From a base of -2.00 through 2 parts to a score of -1.00"


def test_a_score_at_its_base_is_drawn():
    assert "<rect" in waterfall_svg(-2.0, [], -2.0)
