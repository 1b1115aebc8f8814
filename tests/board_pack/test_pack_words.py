"""Numbers as a board reads them."""

from pipelines.board_pack.words import brief, money, points, shortened


def test_words():
    assert (money(-400_000, "USD"), money(218_800_000, "USD")) == ("-USD 4,000", "USD 2.19m")
    assert (brief(82_698_100), brief(40_000_00), brief(0)) == ("827k", "40k", "0")
    assert (points(0.0004), points(-0.012)) == ("0.0 pp", "-1.2 pp")
    assert shortened("first sign; second; third", 19) == "first sign; second; 1 more"
