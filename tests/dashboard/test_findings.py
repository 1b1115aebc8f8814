"""The sentences above the charts on hand-made records."""

from datetime import date

from dashboard.charts.loss_by_grade import GradeLoss
from dashboard.findings import data, portfolio
from pipelines.portfolio import Concentration, Exposure, OfferedBook, OriginationMonth

NBSP = "\u00a0"


def plain(text: str) -> str:
    """The sentence with ordinary spaces."""
    return text.replace(NBSP, " ")


def test_every_row_read_is_accounted_for():
    assert plain(data.accounted(1002, 1000, 0, 2)) == (
        "Every row is accounted for; 0.20 % could not be loaded: "
        "1,002 rows read = 1,000 loaded + 0 duplicate + 2 quarantined."
    )


def test_imports_that_do_not_add_up_are_said_so():
    assert data.accounted(10, 8, 0, 1).startswith("The imports do not add up by 1 row")


def test_coverage_names_gaps_and_absent_feeds():
    spans = {"sales": (date(2025, 1, 1), date(2025, 4, 1), [date(2025, 3, 1)])}
    assert data.covered(spans, ["bank"]) == (
        "Sales run from Jan 2025 to Apr 2025 with nothing in Mar 2025. "
        "Not in this book: bank entries; their features are missing, not zero."
    )


def test_an_offered_book_without_offers_says_so():
    assert portfolio.offered(OfferedBook(()), "USD").startswith("The policy would lend nothing")


def test_the_grade_that_loses_most_for_its_exposure_is_named():
    rows = [GradeLoss("B", 90_000, 900), GradeLoss("D", 10_000, 1_100)]
    assert plain(portfolio.loss_source(rows, "USD")) == (
        "$20 is expected to be lost, 2.0 % of the exposure; grade D holds 10.0 % of the exposure "
        "and 55.0 % of the loss."
    )


def test_concentration_is_put_as_equal_names():
    names = Concentration(
        "merchant", tuple(Exposure(f"m{n}", "n", 1, 25, 0.25) for n in range(4)), 0.25
    )
    assert plain(portfolio.concentrated(names)) == (
        "The largest of 4 names holds 25.0 %; the book is as concentrated as 4 equal names "
        "(HHI 0.250)."
    )


def test_the_worst_funding_month_is_held_against_the_median():
    months = [
        OriginationMonth(date(2025, n, 28), 200, 100, 100, 100, bad)
        for n, bad in ((1, 4), (2, 5), (3, 12))
    ]
    assert plain(portfolio.by_funding_month(months)) == (
        "Highest: 12.0 % of 100 loans funded in Mar 2025; median month 5.0 %."
    )
