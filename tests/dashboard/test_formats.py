"""Numbers, money and dates as every page writes them."""

import math
from datetime import date, datetime

import pytest

from dashboard import formats

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("cents", "currency", "written"),
    [
        (0, "USD", "$0"),
        (1_234_567, "USD", "$12,346"),
        (1250, "USD", "$12.50"),
        (123_456_789, "USD", "$1.23m"),
        (-312_345_678_901, "EUR", "-€3.12bn"),
        (72_510_000, "CNY", "CN¥725,100"),
        (12_345_678_900, "USD", "$123m"),
        (150_000, "CHF", f"CHF{NBSP}1,500"),
        (None, "USD", "–"),
        (math.nan, "USD", "–"),
    ],
)
def test_money_is_whole_units_and_compact_above_a_million(cents, currency, written):
    assert formats.money(cents, currency) == written


def test_exact_money_keeps_the_cents():
    assert formats.exact_money(506_250, "USD") == "$5,062.50"
    assert formats.exact_money(-5, "USD") == "-$0.05"


@pytest.mark.parametrize(
    ("share", "written"),
    [(0.0463, "4.6"), (0.0004, "0.04"), (0.0, "0.0"), (1.0, "100.0"), (-0.031, "-3.1")],
)
def test_a_small_rate_is_never_shown_as_nothing(share, written):
    assert formats.rate(share) == f"{written}{NBSP}%"


def test_a_probability_of_default_has_two_decimals():
    assert formats.pd(0.03124) == f"3.12{NBSP}%"
    assert formats.pd(0.000012) == f"0.001{NBSP}%"


def test_changes_carry_their_sign():
    assert formats.points(0.0151) == f"+1.5{NBSP}pp"
    assert formats.change(106, 100) == f"+6.0{NBSP}%"
    assert formats.change(1, 0) is None


def test_counts_agree_with_their_noun():
    assert formats.plural(1, "loan") == "1 loan"
    assert formats.plural(4019, "row") == "4,019 rows"
    assert formats.plural(2, "company", "companies") == "2 companies"


def test_dates_have_one_form():
    assert formats.day(date(2019, 9, 3)) == "3 Sep 2019"
    assert formats.month(date(2019, 9, 30)) == "Sep 2019"
    assert formats.moment(datetime(2019, 9, 3, 14, 5)) == "3 Sep 2019, 14:05 UTC"
    assert formats.day(None) == "–"


def test_names_and_amounts_do_not_turn_into_markdown():
    assert formats.markdown("***Shop [a] $5 to $6") == r"\*\*\*Shop \[a\] \$5 to \$6"
