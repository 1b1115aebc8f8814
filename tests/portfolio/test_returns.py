"""What segments earned, on two loans worked out by hand."""

from datetime import date, datetime

import pytest

from pipelines.offers import load_policy
from pipelines.portfolio import build_loan_months
from pipelines.portfolio.loss import open_loans
from pipelines.portfolio.returns import DIMENSIONS, returns_by_segment
from pipelines.settings import PROJECT

POLICY = load_policy(PROJECT / "data" / "policy.toml")


@pytest.fixture
def book(con, add_loan):
    """A loan of m1 that is repaid, one of m2 charged off, one of m2 that is still open."""
    paid = [(date(2025, month, 15), "payment", 10300) for month in (2, 3, 4)]
    lost = [
        (date(2025, 2, 15), "payment", 10300),
        (date(2025, 7, 10), "charge_off", 20000),
        (date(2025, 8, 10), "recovery", 2000),
    ]
    add_loan("paid", paid)
    add_loan("lost", lost, "m2")
    add_loan("open", [], "m2", datetime(2025, 8, 15))
    con.execute("insert into scores values ('open', 'm', -3, -2, 0.10, 'D')")
    build_loan_months(con)


@pytest.fixture
def found(book, reader):
    return {
        (one.dimension, one.segment): one
        for one in returns_by_segment(reader, POLICY, open_loans(reader, POLICY))
    }


def test_a_repaid_loan_by_hand(found):
    """8 % a year on 150, 250, 150 and 50 owed on average; 0.75 % of 300 lent; 9.00 of fees."""
    toys = found["industry", "Toys"]
    assert (toys.fees_cents, toys.funding_cents, toys.servicing_cents) == (900, 400, 225)
    assert (toys.net_charge_off_cents, toys.profit_cents) == (0, 275)
    assert toys.rate == pytest.approx(12 * 275 / 60_000)
    assert toys.interval is None


def test_a_charged_off_loan_loses_what_is_not_recovered(found):
    first, second = found["loan number", "1"], found["loan number", "2"]
    assert first.net_charge_off_cents == 20000 - 2000
    assert first.profit_cents == 275 + (300 - 866 - 225 - 18000)
    assert second.fees_cents == second.net_charge_off_cents == 0
    assert second.expected_loss_cents > 0


def test_segments_add_up_to_the_book_to_the_cent(found):
    book = found["book", "book"]
    for dimension in DIMENSIONS:
        parts = [one for (name, _), one in found.items() if name == dimension]
        for field in (
            "loans", "originated_cents", "fees_cents", "funding_cents", "servicing_cents",
            "net_charge_off_cents", "expected_loss_cents", "profit_cents",
        ):  # fmt: skip
            assert sum(getattr(one, field) for one in parts) == getattr(book, field), field


def test_realised_in_some_months_only(book, reader):
    rows = returns_by_segment(reader, POLICY, open_loans(reader, POLICY), after=date(2025, 6, 30))
    whole = next(one for one in rows if one.dimension == "book")
    assert (whole.net_charge_off_cents, whole.expected_loss_cents) == (18000, 0)
    assert whole.fees_cents == 0


def test_the_interval_is_that_of_a_ratio(found):
    """Ten equal merchants of which nine earn 1 and one loses 9 on a balance of 100 each."""
    book = found["book", "book"]
    made = type(book)(
        "book", "book", 10, 10, 0, 0, 0, 0, 0, 0, 1000.0, 9 + 81.0, 9 * 100 - 900.0, 100_000.0
    )
    assert made.rate == 0
    low, high = made.interval
    half = 1.959964 * 12 * (90 * 10 / 9) ** 0.5 / 1000
    assert (low, high) == pytest.approx((-half, half))


def test_no_loans_no_returns(reader):
    assert returns_by_segment(reader, POLICY, None) == ()
