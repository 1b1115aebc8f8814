"""The sentences above the charts on hand-made records."""

from datetime import date

from dashboard.charts.loss_by_grade import GradeLoss
from dashboard.charts.run_off import DueMonth
from dashboard.findings import data, portfolio
from pipelines.portfolio import BookMonth, Concentration, Exposure, OfferedBook, Roll, StatusMonth

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


def book(day: date, late_loans: int, loans: int) -> tuple[BookMonth, list[StatusMonth]]:
    """A month-end at which every loan owes 100."""
    month = BookMonth(day, loans, loans * 10_000, late_loans * 10_000, 0, 0, 0, 0, 0)
    return month, [
        StatusMonth(day, "current", loans - late_loans, (loans - late_loans) * 10_000),
        StatusMonth(day, "30-59", late_loans, late_loans * 10_000),
    ]


def test_a_rise_beyond_noise_is_stated():
    (then, before), (last, now) = (
        book(date(2025, 6, 30), 10, 500),
        book(date(2025, 12, 31), 40, 500),
    )
    assert plain(portfolio.delinquency([then, last], [*before, *now])) == (
        "30+ DPD rose from 2.0 % in Jun 2025 to 8.0 % of the balance in Dec 2025."
    )


def test_a_rise_within_noise_is_called_noise():
    (then, before), (last, now) = book(date(2025, 6, 30), 1, 50), book(date(2025, 12, 31), 2, 50)
    assert "no change beyond noise" in portfolio.delinquency([then, last], [*before, *now])


def test_the_industry_with_most_of_the_late_balance_is_named():
    rows = [portfolio.LateShare("apparel", 3_000, 200), portfolio.LateShare("toys", 7_000, 100)]
    assert plain(portfolio.where_late(rows)) == (
        " 66.7 % of the late balance is in Apparel, which holds 30.0 % of the book."
    )
    assert portfolio.where_late(rows[1:]) == ""


def test_newcombe_interval_separates_rates():
    """Newcombe 1998, table II example a: 56/70 against 48/80 gives 0.0524 to 0.3339."""
    assert portfolio.differ((56, 70), (48, 80))
    assert not portfolio.differ((9, 10), (6, 10))
    assert not portfolio.differ((0, 0), (1, 10))


def test_an_offered_book_without_offers_says_so():
    assert portfolio.offered(OfferedBook(()), "USD").startswith("The policy would lend nothing")


def test_rolls_say_who_falls_behind_and_who_recovers():
    rolls = [
        Roll("current", "current", 95, 0.95),
        Roll("current", "1-29", 5, 0.05),
        Roll("30-59", "current", 1, 0.25),
        Roll("30-59", "60-89", 3, 0.75),
    ]
    assert plain(portfolio.rolling(rolls)) == (
        "5.0 % of current loans fall behind within a month; of those 30-59 days late 25.0 % "
        "recover and 75.0 % get worse (n = 4 loan-months)."
    )


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
        "The largest of 4 names holds 25.0 %, the ten largest 100.0 %; the book is as concentrated "
        "as 4 equal names (HHI 0.250)."
    )


def test_run_off_says_when_half_is_in():
    rows = [DueMonth(date(2026, 1, 1), 60_000, 0), DueMonth(date(2026, 2, 1), 40_000, 0)]
    assert portfolio.running_off(rows, "USD") == (
        "If lending stopped, $1,000 would still fall due by contract, half of it by Jan 2026."
    )
