"""Features kept up with new imports equal those built from nothing, at the cost of what is new."""

from contextlib import closing
from dataclasses import fields
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipelines.features import build_features, extend_features
from tests.features.filled import fill, filled
from tests.features.random_books import START, random_book
from tests.features.reference import Application, Book, Loan, Merchant, Sale

BUILT = ("features", "merchant_days", "market_days", "loan_days")


def rows(con, table: str) -> list[tuple]:
    """All rows of a table, sorted."""
    return con.execute(f"select * from {table} order by all").fetchall()


def extended(con, book: Book, *, import_id: int):
    """Import the book's rows into the store and bring its features up to date."""
    fill(con, book, import_id=import_id)
    return extend_features(con)


def parts(rng: Random, book: Book, count: int) -> list[Book]:
    """The book's rows spread over `count` imports, its merchants in the first."""
    found = [Book() for _ in range(count)]
    found[0].merchants = book.merchants
    for name in (part.name for part in fields(book) if part.name != "merchants"):
        for row in getattr(book, name):
            getattr(rng.choice([*found[:1] * 4, *found]), name).append(row)
    return found


@settings(max_examples=5, deadline=None, derandomize=True, phases=[Phase.generate])
@given(st.randoms(use_true_random=True), st.integers(80, 160), st.integers(0, 6))
def test_extended_equals_built_from_nothing(rng, events, loans):
    """Rows of all feeds, of random days, in three imports."""
    book = random_book(rng, events=events, loans=loans, applications=8)
    first, *later = parts(rng, book, 3)
    with closing(filled(first)) as con, closing(filled(book)) as whole:
        extend_features(con)
        for number, part in enumerate(later, start=2):
            assert not extended(con, part, import_id=number).is_whole
        build_features(whole)
        for table in BUILT:
            assert rows(con, table) == rows(whole, table), table


@pytest.mark.parametrize("feed", ["sales", "purchases", "bank", "loans", "loan_events"])
def test_backdated_rows_of_one_feed_change_what_came_after(feed):
    """Leave out half of one feed, then import it."""
    book = random_book(Random(5), events=150, loans=8, applications=8)
    listed = getattr(book, feed)
    late = Book(**{feed: listed[::2]})
    with closing(filled(book)) as whole:
        build_features(whole)
        setattr(book, feed, listed[1::2])
        with closing(filled(book)) as con:
            extend_features(con)
            assert rows(con, "features") != rows(whole, "features")
            extended(con, late, import_id=2)
            for table in BUILT:
                assert rows(con, table) == rows(whole, table), table


def sale(merchant: str, event: str, day: int) -> Sale:
    at = at_noon(day)
    return Sale(merchant, event, at, at, "sale", 10_000, "b1", "web")


def at_noon(day: int) -> datetime:
    return datetime(START.year, START.month, START.day, 12) + timedelta(days=day)


@pytest.fixture
def con():
    """Two merchants with sales on days 0 to 9; both apply on days 5, 10 and 12."""
    book = Book(
        merchants=[Merchant("m1"), Merchant("m2")],
        sales=[sale(m, f"{m}-{day}", day) for m in ("m1", "m2") for day in range(10)],
        applications=[
            Application(f"{m}-{day}", m, at_noon(day)) for m in ("m1", "m2") for day in (5, 10, 12)
        ],
    )
    with closing(filled(book)) as con:
        assert extend_features(con).is_whole
        yield con


def test_one_day_leaves_other_days_and_earlier_applications_alone(con):
    """What would be computed anew is marked before, so that it shows what was."""
    con.execute("update merchant_days set void_cents = 77")
    con.execute("update features set month_of_year = 77")
    day = Book(
        sales=[sale("m1", "new", 10), sale("m1", "more", 9)],
        applications=[Application("new", "m2", at_noon(9))],
    )
    done = extended(con, day, import_id=2)
    assert (done.applications, done.computed, done.is_whole) == (7, 5, False)
    kept = con.execute("select application_id from features where month_of_year = 77 order by 1")
    assert kept.fetchall() == [("m1-5",), ("m2-5",)]
    first = (START - datetime(1970, 1, 1).date()).days
    anew = con.execute("select merchant_id, day from merchant_days where void_cents <> 77")
    assert sorted(anew.fetchall()) == [("m1", first + 9), ("m1", first + 10)]


def test_sales_of_today_leave_the_applications_of_today_alone(con):
    done = extended(con, Book(sales=[sale("m1", "new", 10)]), import_id=2)
    assert done.computed == 2


def test_an_application_alone_computes_itself_and_those_that_count_it(con):
    new = Book(applications=[Application("new", "m1", at_noon(12))])
    assert extended(con, new, import_id=2).computed == 1


def test_the_lender_s_first_loan_reaches_all_merchants(con):
    loan = Loan("l", "m1-5", "m1", at_noon(5), 50_000, (0.02,))
    assert extended(con, Book(loans=[loan]), import_id=2).computed == 4
    found = con.execute("select application_id, loans_before from features order by 1").fetchall()
    assert dict(found)["m2-10"] == 0
    assert dict(found)["m2-5"] is None


def test_nothing_new_computes_nothing(con):
    before = rows(con, "features")
    assert extend_features(con).computed == 0
    assert extended(con, Book(merchants=[Merchant("m3")]), import_id=2).computed == 0
    assert rows(con, "features") == before
