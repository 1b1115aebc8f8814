"""The list of loans behind a figure: each filter takes the loans it names, and sums equal."""

from datetime import date

import duckdb
import pytest

from pipelines.errors import Refused
from pipelines.portfolio import build_loan_months, roll_rates, vintages
from pipelines.portfolio.loan_list import LoanFilter, loan_list, loan_totals
from pipelines.store import create_schema
from tests.portfolio.conftest import ConnectionReader

LOANS = """insert into loans values
('pays', 'pays', 'm1', timestamp '2025-06-15', 30000, [0.01, 0.01, 0.01], 1),
('stops', 'stops', 'm2', timestamp '2025-04-15', 30000, [0.01, 0.01, 0.01], 1),
('lost', 'lost', 'm2', timestamp '2025-01-15', 30000, [0.01, 0.01, 0.01], 1)"""
DUES = """insert into loan_instalments
select loan_id, n, (cast(funded_at as date) + to_months(cast(n as integer)))::date, 10000, 300
from loans, range(1, 4) as numbers(n)"""
EVENTS = """insert into loan_events values
('pays', 'e1', '2025-07-15', '2025-07-15', 'payment', 10300, 1),
('stops', 'e2', '2025-05-15', '2025-05-15', 'payment', 10300, 1),
('lost', 'e3', '2025-06-20', '2025-06-20', 'charge_off', 30000, 1)"""


@pytest.fixture(scope="module")
def book():
    """Three loans of 300.00: one that pays, one that stops after a payment, one charged off."""
    with duckdb.connect() as con:
        create_schema(con)
        con.execute("insert into book values ('Test', 'USD', date '2025-08-31', true, '')")
        con.execute(
            """insert into merchants values ('m1', 'One', 'Toys', 'US', 'CA', null, null, 1),
            ('m2', 'Two', 'Shoes', 'US', 'NY', null, null, 1)"""
        )
        for statement in (LOANS, DUES, EVENTS):
            con.execute(statement)
        con.execute("insert into scores values ('stops', 'model', 0, 0, 0.2, 'D')")
        build_loan_months(con)
        yield ConnectionReader(con)


@pytest.fixture(scope="module")
def empty():
    """A book without loans."""
    with duckdb.connect() as con:
        create_schema(con)
        yield ConnectionReader(con)


def listed(reader, **fields):
    return [row.loan_id for row in loan_list(reader, LoanFilter(**fields))]


def test_owed_loans_stand_where_the_panel_has_them(book):
    rows = loan_list(book, LoanFilter())
    assert [(row.loan_id, row.balance_cents, row.status, row.grade) for row in rows] == [
        ("pays", 20_000, "1-29", "not scored"), ("stops", 20_000, "60-89", "D"),
    ]  # fmt: skip
    totals = loan_totals(book, LoanFilter())
    assert (totals.loans, totals.merchants, totals.balance_cents) == (2, 2, 40_000)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"industry": "Toys"}, ["pays"]),
        ({"region": "NY"}, ["stops"]),
        ({"merchant_id": "m2"}, ["stops"]),
        ({"grade": "not scored"}, ["pays"]),
        ({"status": "60-89"}, ["stops"]),
        ({"least_days_past_due": 30}, ["stops"]),
        ({"funded_from": date(2025, 5, 1)}, ["pays"]),
        ({"funded_before": date(2025, 5, 1)}, ["stops"]),
        ({"supplier_id": "not stated", "tier": "not stated"}, ["pays", "stops"]),
        ({"as_of": date(2025, 5, 31)}, ["lost", "stops"]),
        ({"scope": "funded", "status": "charged off"}, ["lost"]),
        ({"scope": "funded", "charged_off_by": 4}, []),
        ({"scope": "funded", "charged_off_by": 5}, ["lost"]),
    ],
)
def test_each_filter_takes_the_loans_it_names(book, fields, expected):
    assert listed(book, **fields) == expected


def test_every_loan_funded_adds_up_to_what_was_lent_and_lost(book):
    totals = loan_totals(book, LoanFilter(scope="funded"))
    assert (totals.loans, totals.principal_cents, totals.net_charge_off_cents) == (
        3,
        90_000,
        30_000,
    )


def test_each_cell_of_the_roll_rates_opens_its_loan_months(book):
    rolls = roll_rates(book)
    assert rolls
    for roll in rolls[::2]:
        chosen = LoanFilter(scope="moved", from_status=roll.from_status, status=roll.to_status)
        assert loan_totals(book, chosen).loan_months == roll.loans


def test_each_point_of_a_vintage_opens_its_late_loans(book):
    for point in vintages(book)[2::4]:
        first = point.quarter
        chosen = LoanFilter(
            scope="funded",
            funded_from=first,
            funded_before=date(first.year + first.month // 12, (first.month + 2) % 12 + 1, 1),
            late_by=point.months_on_book,
        )
        assert loan_totals(book, chosen).loans == point.late_loans


def test_pages_follow_one_another(book):
    first, second = (loan_list(book, LoanFilter(), limit=1, offset=at) for at in (0, 1))
    assert [first[0].loan_id, second[0].loan_id] == ["pays", "stops"]


def test_an_empty_book_lists_nothing(empty):
    assert loan_list(empty, LoanFilter()) == ()
    assert loan_totals(empty, LoanFilter()).loans == 0


@pytest.mark.parametrize(
    "fields", [{"scope": "moved"}, {"scope": "sold"}, {"from_status": "1-29"}, {"late_by": 3}]
)
def test_a_filter_that_makes_no_sense_is_refused(fields):
    with pytest.raises(Refused):
        LoanFilter(**fields)


def test_a_page_of_more_than_ten_thousand_is_refused(empty):
    with pytest.raises(Refused, match="10,000"):
        loan_list(empty, LoanFilter(), limit=10_001)
