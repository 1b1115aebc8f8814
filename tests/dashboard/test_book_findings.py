"""What Overview says about the book's history, on hand-made records."""

from datetime import date

from dashboard.findings import book
from pipelines.portfolio import (
    BookMonth,
    BookTurns,
    DelinquencyEpisode,
    LendingShift,
    StatusMonth,
    VintageContrast,
)

JUN, JUL, AUG = date(2025, 6, 30), date(2025, 7, 31), date(2025, 8, 31)
SHIFT = LendingShift(date(2022, 5, 31), date(2023, 2, 28), 10, 4000, 3000, 10, 3000, 1200)


def plain(text: str) -> str:
    """The sentence with ordinary spaces."""
    return text.replace("\u00a0", " ")


def month(day: date, late_loans: int, loans: int) -> tuple[BookMonth, list[StatusMonth]]:
    """A month-end at which every loan owes 100."""
    found = BookMonth(day, loans, loans * 10_000, late_loans * 10_000, 0, 0, 0, 0, 0)
    return found, [
        StatusMonth(day, "current", loans - late_loans, (loans - late_loans) * 10_000),
        StatusMonth(day, "30-59", late_loans, late_loans * 10_000),
    ]


def test_a_hit_has_its_peak_its_median_and_what_it_is_now():
    (first, _), (peak, _), (last, _) = (
        month(JUN, 60, 500),
        month(JUL, 100, 500),
        month(AUG, 10, 500),
    )
    episode = DelinquencyEpisode(first, peak, peak)
    assert plain(book.hit(episode, 0.03, last)) == (
        "30+ DPD peaked at 20.0 % of the balance in Jul 2025, against 3.0 % in its median month; "
        "it stood out from Jun 2025 to Jul 2025 and is 2.0 % in Aug 2025."
    )


def test_a_hit_that_lasts_is_said_to():
    (first, _), (peak, _) = month(JUN, 60, 500), month(JUL, 100, 500)
    assert plain(book.hit(DelinquencyEpisode(first, peak, peak), 0.03, peak)).endswith(
        "median month; it has stood out since Jun 2025."
    )


def test_a_shift_in_lending_has_its_share_and_its_volume():
    assert plain(book.shifted(SHIFT)) == (
        "From May 2022 to Feb 2023, 75 % of applications were funded, against 40 % before: "
        "300 loans a month, against 120."
    )


def test_the_loans_that_carry_the_loss_are_held_against_those_before():
    contrast = VintageContrast(SHIFT.first, SHIFT.last, 3000, 300, 1200, 60)
    assert plain(book.contrasted(contrast)) == (
        "Of the 3,000 loans funded from May 2022 to Feb 2023, 10.0 % defaulted, against 5.0 % of "
        "the 1,200 funded before."
    )
    alike = VintageContrast(SHIFT.first, SHIFT.last, 30, 3, 120, 6)
    assert book.contrasted(alike).endswith("funded before: no difference beyond noise.")


def test_a_calm_book_is_said_to_be_calm():
    months = [month(JUN, 15, 500)[0], month(JUL, 20, 500)[0]]
    assert plain(book.calm(months, BookTurns(0.03, None, None, None))) == (
        "No month stands out from the book's own scatter: the highest was 4.0 % in Jul 2025, the "
        "median 3.0 %, and applications were funded as before."
    )
    assert book.calm(months, BookTurns(None, None, None, None)) == ""


def test_net_charge_off_has_its_peak_where_the_book_was_hit():
    lost = [0] * 20 + [0, 500, 1000, 0]
    months = [
        BookMonth(date(2024 + n // 12, n % 12 + 1, 28), 9, 10_000, 0, 0, 0, cents, 0, 0)
        for n, cents in enumerate(lost)
    ]
    assert plain(book.charged_off(months, is_hit=True)) == (
        "Net charge-off over the last twelve months is 15.0 % of the mean balance; it peaked at "
        "60.0 % a year in the three months to Nov 2025."
    )
    assert plain(book.charged_off(months, is_hit=False)) == (
        "Net charge-off over the last twelve months is 15.0 %, a year before 0.0 %."
    )
    assert book.charged_off(months[:6], is_hit=True) == ""


def test_a_rise_beyond_noise_is_stated():
    (then, before), (last, now) = month(JUN, 10, 500), month(date(2025, 12, 31), 40, 500)
    assert plain(book.delinquency([then, last], [*before, *now])) == (
        "30+ DPD rose from 2.0 % in Jun 2025 to 8.0 % of the balance in Dec 2025."
    )


def test_a_rise_within_noise_is_called_noise():
    (then, before), (last, now) = month(JUN, 1, 50), month(date(2025, 12, 31), 2, 50)
    assert "no change beyond noise" in book.delinquency([then, last], [*before, *now])


def test_the_industry_with_far_more_than_its_part_of_the_late_balance_is_named():
    rows = [book.LateShare("apparel", 3_000, 200), book.LateShare("toys", 7_000, 100)]
    assert plain(book.where_late(rows)) == (
        "66.7 % of what is late now is in Apparel, which holds 30.0 % of the book."
    )
    assert book.where_late(rows[1:]) == ""
    assert book.where_late([book.LateShare("a", 60, 65), book.LateShare("b", 40, 35)]) == ""
