"""Hits, shifts in lending and the loans that carry the loss, on literal months."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

import pytest

from pipelines.portfolio import BookMonth, OriginationMonth, book_turns
from pipelines.portfolio.shifts import lending_shift
from pipelines.portfolio.turns import delinquency_episode, usual_share, vintage_contrast

CALM = [2, 3, 2, 4, 3, 2, 3, 4, 3, 2, 3, 3]


def month_end(number: int) -> date:
    """Month-end `number` months after January 2021."""
    year, month = 2021 + number // 12, number % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def book(late_percent: Sequence[float]) -> list[BookMonth]:
    """Month-ends that owe 100.00 with these per cent 30+ days late."""
    return [
        BookMonth(month_end(n), 100, 10_000, round(late * 100), 0, 0, 0, 0, 0)
        for n, late in enumerate(late_percent)
    ]


def lending(
    funded: Sequence[int], defaulted: Sequence[int] = (), asked: int = 200
) -> list[OriginationMonth]:
    """Months with `asked` applications; those with a number of defaults are judged."""
    return [
        OriginationMonth(
            month_end(n),
            asked,
            loans,
            loans,
            loans if n < len(defaulted) else 0,
            defaulted[n] if n < len(defaulted) else 0,
        )
        for n, loans in enumerate(funded)
    ]


def test_a_hit_has_a_beginning_a_peak_and_an_end():
    months = book([0] * 6 + CALM + [9, 20, 12, 4])
    episode = delinquency_episode(months)
    assert episode
    found = (episode.first, episode.peak, episode.last)
    assert [month.month_end for month in found] == [month_end(18), month_end(19), month_end(20)]


def test_the_months_in_which_the_book_fills_are_no_measure():
    assert usual_share(book([0] * 6)) is None
    assert usual_share(book([0] * 6 + CALM)) == pytest.approx(0.03)
    assert delinquency_episode(book([50] * 6 + CALM)) is None


def test_a_calm_book_has_no_turn():
    turns = book_turns(book([0] * 6 + CALM), lending([100] * 18, [5] * 9))
    assert (turns.episode, turns.shift, turns.contrast) == (None, None, None)


def test_a_shift_is_held_against_the_months_before():
    shift = lending_shift(lending([80] * 8 + [160, 170, 160] + [85] * 4))
    assert shift
    assert (shift.first, shift.last, shift.months) == (month_end(8), month_end(10), 3)
    assert (shift.share, shift.share_before) == (pytest.approx(490 / 600), pytest.approx(0.4))


def test_a_return_to_the_usual_is_no_shift():
    shift = lending_shift(lending([120] * 8 + [20] * 5 + [120] * 12))
    assert shift
    assert (shift.first, shift.last) == (month_end(8), month_end(12))
    assert shift.share < shift.share_before


def test_a_small_or_uncertain_change_is_no_shift():
    assert lending_shift(lending([80] * 8 + [105] * 4)) is None
    assert lending_shift(lending([4] * 8 + [7] * 1 + [4] * 3, asked=10)) is None
    assert lending_shift(lending([80] * 5)) is None


def test_loans_of_a_looser_time_are_held_against_those_before():
    months = lending([80] * 8 + [160] * 3 + [80] * 4, [4] * 8 + [16, 24])
    contrast = book_turns(book([3] * 15), months).contrast
    assert contrast
    assert (contrast.first, contrast.last) == (month_end(8), month_end(9))
    assert (contrast.loans, contrast.defaulted) == (320, 40)
    assert (contrast.rate, contrast.rate_before) == (0.125, 0.05)
    assert contrast.is_beyond_noise


def test_a_hit_is_carried_by_the_loans_on_the_book_when_it_began():
    months = book([0] * 6 + CALM + [9, 20, 12, 4])
    contrast = book_turns(months, lending([100] * 22, [5] * 12 + [20] * 6)).contrast
    assert contrast
    assert (contrast.first, contrast.last) == (month_end(12), month_end(17))
    assert (contrast.rate, contrast.rate_before) == (0.2, 0.05)


def test_without_outcomes_on_both_sides_there_is_no_contrast():
    months = lending([80] * 12, [4] * 6)
    assert vintage_contrast(months, month_end(6), month_end(8)) is None
    assert vintage_contrast(months, month_end(0), month_end(2)) is None


def test_an_empty_book_has_no_turn():
    turns = book_turns([], [])
    assert (turns.usual_share, turns.episode, turns.shift, turns.contrast) == (None,) * 4
