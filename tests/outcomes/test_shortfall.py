"""The proxy label on a book small enough to follow by hand, and the requests of a cold start."""

import random
from dataclasses import replace
from datetime import date, timedelta

import duckdb
import pytest

from pipelines.errors import Refused
from pipelines.features.days import build_days
from pipelines.loans import build_schedule
from pipelines.outcomes import (
    add_hypothetical_requests,
    build_shortfalls,
    load_shortfall_rules,
)
from pipelines.settings import Settings
from pipelines.store import History, building, create_schema

RULES = load_shortfall_rules(Settings().shortfall)
MONTHS = [date(2024 + n // 12, n % 12 + 1, 20) for n in range(24)]
"""The twentieth of every month of 2024 and 2025; requests are of 2025-01-01."""
STEADY = [10_000_00] * 12
LAST_DAY = date(2025, 9, 30)


@pytest.fixture
def con():
    with duckdb.connect() as con:
        create_schema(con)
        yield con


def sell(con, cents, *, merchant="m", kind="sale", months=MONTHS):
    """Sales of one merchant, one a month; nothing where the amount is zero."""
    rows = [
        (merchant, f"{kind}{day}", day, day, kind, amount, "b", None, 1)
        for day, amount in zip(months, cents, strict=False)
        if amount
    ]
    if rows:
        con.executemany("insert into sales values (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def labels(con, *, as_of=LAST_DAY, rules=RULES, merchants=("m",)):
    """The labels of one application of each merchant, A-MERCHANT, made on 2025-01-01."""
    con.execute("delete from book")
    con.execute("insert into book values ('t', 'USD', $as_of, false, '')", {"as_of": as_of})
    con.execute("delete from applications")
    for merchant in merchants:
        con.execute(
            "insert into applications "
            "values (concat('A-', $merchant), $merchant, date '2025-01-01', null, null, 1)",
            {"merchant": merchant},
        )
    build_days(con, batch_rows=1_000_000)
    assert build_shortfalls(con, rules) == len(con.table("shortfalls"))
    return con.execute("select * exclude (rules_version) from shortfalls").fetchall()


def test_row_of_a_merchant_who_sells_on(con):
    sell(con, STEADY * 2)
    sell(con, [2_000_00], kind="refund", months=[date(2025, 3, 5)])
    # A tenth of 120,000; fees of 2 x 2 % and 4 x 0.5 %; nine months of 10,000 less the refund.
    assert labels(con) == [
        ("A-m", False, date(2025, 9, 30), 12_000_00, 12_720_00, 88_000_00),
    ]


def test_row_of_a_merchant_who_stops(con):
    sell(con, STEADY)
    assert labels(con) == [("A-m", True, date(2025, 9, 30), 12_000_00, 12_720_00, 0)]


def test_late_by_three_months_is_a_shortfall_and_a_low_month_is_none(con):
    following = {
        "71 % of the pace": [7_100_00] * 9,
        "70 % of the pace": [7_000_00] * 9,
        "one month without": [0, *STEADY],
        "two without, then more": [0, 0, *[16_000_00] * 7],
        "three without, then much more": [0, 0, 0, *[50_000_00] * 6],
        "four without": [0, 0, 0, 0, *[50_000_00] * 5],
        "stops when all is paid": [*[11_500_00] * 6, 0, 0, 0],
        "one big month is not saved up": [100_000_00, *[0] * 8],
    }
    for merchant, cents in following.items():
        sell(con, [*STEADY, *cents], merchant=merchant)
    short = {row[0].removeprefix("A-") for row in labels(con, merchants=following) if row[1]}
    assert short == {"70 % of the pace", "four without", "one big month is not saved up"}


def test_no_label_before_the_last_month_is_over(con):
    sell(con, STEADY * 2)
    assert labels(con, as_of=date(2025, 9, 29)) == []
    assert len(labels(con, as_of=date(2025, 9, 30))) == 1


def test_sales_after_the_last_month_do_not_move_the_label(con):
    sell(con, STEADY)
    before = labels(con, as_of=date(2026, 3, 1))
    sell(con, [999_999_00], months=[date(2025, 10, 1)])
    assert labels(con, as_of=date(2026, 3, 1)) == before
    sell(con, [999_999_00], months=[date(2025, 9, 30)])
    assert labels(con, as_of=date(2026, 3, 1)) != before


def test_a_sale_counts_from_the_day_it_became_known(con):
    sell(con, STEADY)
    con.execute(
        "insert into sales values "
        "('m', 'x', date '2024-12-31', date '2025-01-01', 'sale', 5000000, 'b', null, 1)"
    )
    assert labels(con)[0][3:] == (12_000_00, 12_720_00, 50_000_00)


def test_without_sales_in_the_year_before_there_is_no_offer_and_no_label(con):
    sell(con, STEADY, months=MONTHS[12:])
    assert labels(con) == []


def late_by_hand(offer, rates, payable, months_late):
    """Whether an instalment is unpaid so many months after it fell due, paying the oldest first."""
    due = [i.payment_cents for i in build_schedule(offer, rates, date(2025, 1, 1)).instalments]
    unpaid: list[list[int]] = []
    for month, available in enumerate(payable, start=1):
        left = available
        if month <= len(due):
            unpaid.append([month, due[month - 1]])
        while unpaid and left:
            paid = min(left, unpaid[0][1])
            unpaid[0][1] -= paid
            left -= paid
            if not unpaid[0][1]:
                unpaid.pop(0)
        if unpaid and month - unpaid[0][0] >= months_late:
            return True
    return False


@pytest.mark.parametrize("months_late", [1, 2, 3])
def test_label_agrees_with_paying_the_oldest_instalment_first(con, months_late):
    rules, draw = replace(RULES, months_late=months_late), random.Random(months_late)
    horizon = rules.horizon_months
    following = {
        f"m{n}": [draw.randrange(18) * 1_234_56 for _ in range(horizon)] for n in range(60)
    }
    for merchant, cents in following.items():
        sell(con, [*STEADY, *cents], merchant=merchant)
    found = {row[0]: row[1] for row in labels(con, rules=rules, merchants=following)}
    for merchant, cents in following.items():
        payable = [amount * 20 // 100 for amount in cents]
        late = late_by_hand(12_000_00, rules.monthly_rates, payable, months_late)
        assert found[f"A-{merchant}"] is late
    assert {True, False} <= set(found.values())


@pytest.mark.parametrize(
    ("line", "broken", "message"),
    [
        ("share_of_sales = 0.20", "share_of_sales = 20", "share_of_sales in \\[repayment\\]"),
        ("months_late = 3", "months_early = 3", "months_late in \\[repayment\\] is missing"),
        ("[requests]", "[wishes]", "\\[wishes\\] is not a section"),
        ("version = 1", "version = ", "not readable as TOML"),
    ],
)
def test_rules_that_are_unfit_are_refused(tmp_path, line, broken, message):
    path = tmp_path / "shortfall.toml"
    path.write_text(Settings().shortfall.read_text(encoding="utf-8").replace(line, broken))
    with pytest.raises(Refused, match=message):
        load_shortfall_rules(path)


@pytest.fixture
def book(settings):
    """Sales of 2024 and 2025: one merchant sells every week, one stopped, one is too young."""
    with building(settings, change="test", imported=True) as con:
        con.execute("insert into book values ('t', 'USD', date '2025-12-31', false, '')")
        weeks = [date(2024, 1, 3) + timedelta(weeks=n) for n in range(104)]
        for merchant, sold in (("on", weeks), ("off", weeks[:40]), ("new", weeks[90:])):
            con.execute(
                "insert into merchants (merchant_id, name, import_id) values ($id, $id, 1)",
                {"id": merchant},
            )
            sell(con, [100_00] * len(sold), merchant=merchant, months=sold)
    return settings


def asked(settings):
    with History(settings) as history:
        return history.rows(
            "select application_id, applied_at::date::varchar from applications order by 1"
        )


def test_requests_are_of_merchants_that_could_have_asked_on_days_with_a_label(book):
    report = add_hypothetical_requests(book, RULES)
    assert asked(book) == [
        ("H-off-2024-07-01", "2024-07-01"),
        ("H-off-2024-10-01", "2024-10-01"),
        ("H-on-2024-07-01", "2024-07-01"),
        ("H-on-2024-10-01", "2024-10-01"),
        ("H-on-2025-01-01", "2025-01-01"),
        ("H-on-2025-04-01", "2025-04-01"),
        ("H-on-2025-12-31", "2025-12-31"),
    ]
    assert (report.added, report.applications, report.real_ones) == (7, 7, 0)


def test_a_second_cold_start_adds_nothing_and_publishes_nothing(book):
    add_hypothetical_requests(book, RULES)
    with History(book) as history:
        before = history.version()
        assert history.rows("select source, loaded_rows from imports") == [("cold-start", 7)]
    assert add_hypothetical_requests(book, RULES).added == 0
    with History(book) as history:
        assert history.version() == before


def test_real_applications_are_labelled_and_none_made_up(book):
    with building(book, change="test", imported=True) as con:
        con.execute("insert into applications values ('R', 'on', date '2025-01-01', null, null, 9)")
    report = add_hypothetical_requests(book, RULES)
    assert (report.added, report.real_ones) == (0, 1)
    assert asked(book) == [("R", "2025-01-01")]


def test_a_book_with_outcomes_is_refused(book):
    with building(book, change="test", imported=True) as con:
        con.execute("insert into applications values ('R', 'on', date '2025-01-01', null, null, 9)")
        con.execute("insert into given_outcomes values ('R', true, date '2025-10-01', 9)")
    with pytest.raises(Refused, match="1 loans or known outcomes"):
        add_hypothetical_requests(book, RULES)


def test_merchants_with_too_few_sales_are_refused(book):
    rules = replace(RULES, requests=replace(RULES.requests, minimum_sales=1_000))
    with pytest.raises(Refused, match="sales enough to stand for an applicant"):
        add_hypothetical_requests(book, rules)
