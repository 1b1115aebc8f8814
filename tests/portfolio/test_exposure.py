"""Concentration and limits: published vectors, a tiny book worked out by hand, a limits file."""

from datetime import date, datetime

import pytest

from pipelines.errors import Refused
from pipelines.offers import load_policy
from pipelines.portfolio import (
    build_loan_months,
    concentration,
    concentration_months,
    herfindahl,
    industry_region,
    limit_states,
    load_book_limits,
)
from pipelines.portfolio.exposure.concentration import Concentration
from pipelines.portfolio.exposure.limit_states import limit_state
from pipelines.portfolio.loss import open_loans
from pipelines.settings import PROJECT

POLICY = load_policy(PROJECT / "data" / "policy.toml")
LIMITS_FILE = PROJECT / "data" / "portfolio_limits.toml"


@pytest.fixture
def book(con, add_loan):
    """Two loans of m1 and one of m2: at the end of August 300.00 and 300.00 against 200.00."""
    con.execute("update book set as_of = date '2025-08-31'")
    add_loan("a", [], funded=datetime(2025, 8, 1))
    add_loan("b", [], funded=datetime(2025, 8, 1))
    add_loan("c", [(date(2025, 8, 15), "payment", 10300)], "m2", funded=datetime(2025, 7, 15))
    con.execute("update applications set supplier_id = 'v1' where application_id = 'c'")
    con.execute("insert into scores values ('c', 'm', -3, -2, 0.10, 'D')")
    build_loan_months(con)


def test_herfindahl_vector():
    hhi = herfindahl([0.4, 0.3, 0.2, 0.1])
    assert hhi == pytest.approx(0.30)
    assert Concentration("region", (), hhi).effective_number == pytest.approx(3.3333, abs=5e-5)


@pytest.mark.usefixtures("book")
def test_shares_along_every_dimension(reader):
    found = concentration(reader, "loans")
    shares = {
        name: [(part.key, part.share) for part in parts.exposures] for name, parts in found.items()
    }
    assert shares == {
        "industry": [("Toys", 0.75), ("Shoes", 0.25)],
        "region": [("CA", 0.75), ("NY", 0.25)],
        "merchant": [("m1", 0.75), ("m2", 0.25)],
        "supplier": [("not stated", 0.75), ("v1", 0.25)],
        "grade": [("not scored", 0.75), ("D", 0.25)],
    }
    assert found["merchant"].hhi == 0.625


@pytest.mark.usefixtures("book")
def test_concentration_of_each_month_end(reader):
    months = {(m.month_end, m.dimension): m for m in concentration_months(reader)}
    assert months[date(2025, 7, 31), "merchant"].hhi == 1
    last = months[date(2025, 8, 31), "merchant"]
    assert (last.hhi, last.effective_number, last.largest) == (0.625, 1.6, "m1")
    assert (last.parts, last.largest_share) == (2, 0.75)


@pytest.mark.usefixtures("book")
def test_map_adds_up_to_the_book(reader):
    cells = industry_region(reader)
    assert [(c.industry, c.region, c.balance_cents, c.share) for c in cells] == [
        ("Toys", "CA", 60000, 0.75),
        ("Shoes", "NY", 20000, 0.25),
    ]
    assert cells[0].late_share == 0


@pytest.mark.usefixtures("book")
def test_limits_name_the_part_nearest_to_them(reader):
    found = {s.name: s for s in limit_states(reader, POLICY, load_book_limits(LIMITS_FILE))}
    assert (found["Largest region"].part, found["Largest region"].state) == ("CA", "breached")
    assert found["Largest region"].headroom == pytest.approx(0.20 - 0.75)
    assert (found["Largest supplier"].part, found["Largest supplier"].value) == ("v1", 0.25)
    assert (found["Open principal"].value, found["Open principal"].state) == (80000, "ok")
    assert found["Largest industry"].limit == 1_250_000_000
    lost = open_loans(reader, POLICY).expected_loss_cents.sum()
    assert found["Expected loss"].value == pytest.approx(lost / 20_000)


@pytest.mark.usefixtures("book")
def test_what_presses_most_comes_first(reader):
    states = [s.state for s in limit_states(reader, POLICY, load_book_limits(LIMITS_FILE))]
    assert states == sorted(states, key=("breached", "near", "unknown", "ok").index)


@pytest.mark.usefixtures("book")
def test_what_cannot_be_measured_is_unknown(con, reader):
    con.execute("delete from scores")
    con.execute("update applications set supplier_id = null")
    found = {s.name: s for s in limit_states(reader, POLICY, load_book_limits(LIMITS_FILE))}
    for name in ("Expected loss", "Largest supplier"):
        assert (found[name].state, found[name].value, found[name].headroom) == (
            "unknown", None, None,
        )  # fmt: skip


def test_no_loans_no_limits(reader):
    assert limit_states(reader, POLICY, load_book_limits(LIMITS_FILE)) == ()


@pytest.mark.parametrize(
    ("value", "state"),
    [(0.17, "ok"), (0.185, "near"), (0.20, "near"), (0.2001, "breached"), (None, "unknown")],
)
def test_state_of_a_limit(value, state):
    assert limit_state("Region", value, 0.20, near_from=0.9).state == state


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("single_name = 0.02", "single_name = 0", "single_name in [shares] must be above 0"),
        ("region = 0.20", "", "region in [shares] is missing"),
        ("supplier = 0.10", "supplier = 1.5", "must be a number from 0 to 1"),
        ("late_30_plus = 0.08", "late_30_plus = 0.08\nlate = 1", "late in [triggers] is not a key"),
    ],
)
def test_a_wrong_limits_file_is_refused(tmp_path, old, new, said):
    path = tmp_path / "limits.toml"
    path.write_text(LIMITS_FILE.read_text().replace(old, new))
    with pytest.raises(Refused, match=r"limits\.toml") as refused:
        load_book_limits(path)
    assert said in str(refused.value)
