"""The watch list: its rules, its signs on a hand-made book, and how it is judged."""

from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pytest

from pipelines.errors import Refused
from pipelines.portfolio import build_loan_months, draw_watch_list, load_watch_rules, watch_evidence
from pipelines.portfolio.watch_list.as_json import watch_list_json
from pipelines.portfolio.watch_list.cases import Looks, looks_at_known_loans
from pipelines.portfolio.watch_list.evidence import judged_on
from pipelines.portfolio.watch_list.signs import FALLING, SIGNS, words
from pipelines.settings import PROJECT

RULES_FILE = PROJECT / "data" / "watch_list.toml"
RULES = load_watch_rules(RULES_FILE)
AS_OF = date(2025, 8, 31)
LAST = (AS_OF - date(1970, 1, 1)).days
FALL_FROM = LAST - 55


@pytest.fixture
def book(con, add_loan):
    """m1 sells 100.00 a week and from 7 July 10.00, in an industry that does not move.

    It then pays another lender too. Both have a loan of 300.00 of 15 June 2025, and only m2 pays.
    """
    con.execute("update merchants set industry = 'Toys'")
    con.execute(
        """insert into merchant_days
        select merchant, day, cents, 1, 0, 0, cents, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, cents,
            lender, null, 0, 0, lender
        from (
            select
                merchant,
                day,
                case when merchant = 'm2' then 10000000 when day < $fall then 10000 else 1000 end
                    as cents,
                case when merchant = 'm1' and day >= $fall then 500 else 0 end as lender
            from unnest(['m1', 'm2']) as merchants(merchant)
            cross join range($last - 385, $last + 1, 7) as days(day)
        ) as days""",
        {"fall": FALL_FROM, "last": LAST},
    )
    add_loan("a", [], funded=datetime(2025, 6, 15))
    add_loan("b", [(date(2025, 7, 15), "payment", 10300)], "m2", datetime(2025, 6, 15))
    con.execute((PROJECT / "pipelines/features/sql/loan_days.sql").read_text())
    build_loan_months(con)


@pytest.mark.usefixtures("book")
def test_a_failing_merchant_is_listed_in_words(reader):
    found = draw_watch_list(reader, replace(RULES, points_at_funding=9))
    assert (found.as_of, found.open_loans, found.open_cents) == (AS_OF, 2, 30000 + 20300)
    assert found.merchants == ()
    late = draw_watch_list(reader, replace(RULES, points_at_funding=9), as_of=date(2025, 8, 10))
    (listed,) = late.merchants
    assert listed.merchant_id == "m1"
    assert (listed.lead.is_weaker, listed.lead.since) == (True, date(2025, 7, 31))
    assert "an instalment is 26 days late" in listed.words
    assert next(alert.sign for alert in listed.lead.alerts) == "Pays another lender"
    assert watch_list_json(late)["watched_cents"] == 30000


@pytest.mark.usefixtures("book")
def test_a_list_of_the_past_knows_nothing_later(reader):
    early = draw_watch_list(reader, RULES, as_of=date(2025, 6, 30))
    assert early.open_loans == 2
    names = {alert.sign for merchant in early.merchants for alert in merchant.lead.alerts}
    assert not names & {"Sales falling", "Pays another lender", "Instalment late"}


@pytest.mark.usefixtures("book")
def test_measures_by_hand(con, reader):
    con.execute("insert into outcomes values ('a', true, date '2025-08-31', 'given')")
    looks = looks_at_known_loans(reader, AS_OF, {"a": 0.10})
    assert list(looks.is_funding) == [True, False]
    assert list(looks.missed_day - looks.day) == [30, 15]
    assert looks.measures["pd_against_median"][0] == 1
    steady = looks.measures["sales_against_usual"][0]
    assert steady == pytest.approx(1.0)
    assert looks.measures["owed_to_month_of_sales"][0] == pytest.approx(30000 / (130_000 / 3))
    assert np.isnan(looks.measures["sales_against_last_year"][0])
    assert looks.measures["other_lender_burden"][0] == 0


@pytest.mark.usefixtures("book")
def test_sales_fall_against_the_industry(con, reader):
    assert "Sales falling" in signs_of(reader, points=1)
    con.execute(
        "update merchant_days set sale_cents = 1000000 where merchant_id = 'm2' and day >= $day",
        {"day": FALL_FROM},
    )
    assert "Sales falling" not in signs_of(reader, points=1)


def signs_of(reader, points):
    """The signs of m1 on 10 August, with so few points asked for that any lists it."""
    rules = replace(RULES, points_at_funding=points, points_later=points)
    found = draw_watch_list(reader, rules, as_of=date(2025, 8, 10))
    return {alert.sign for merchant in found.merchants for alert in merchant.lead.alerts}


def looks(**columns) -> Looks:
    """Three loans: a default looked at twice, a default looked at once, and one that repays."""
    values = {name: np.full(4, np.nan) for name in SIGNS} | columns
    return Looks(
        loan_id=np.array(["a", "a", "b", "c"], dtype=object),
        merchant_id=np.array(["m1", "m1", "m2", "m3"], dtype=object),
        funded_day=np.array([0, 0, 0, 0]),
        day=np.array([0, 30, 0, 0]),
        is_funding=np.array([True, False, True, True]),
        is_default=np.array([True, True, True, False]),
        missed_day=np.array([61.0, 61.0, 29.0, np.nan]),
        measures=values,
    )


def test_signs_of_the_same_story_count_once():
    found = looks(
        sales_against_usual=np.array([0.5, 0.5, 1.0, np.nan]),
        sales_against_last_year=np.array([0.4, 1.0, 0.4, np.nan]),
    )
    assert list(found.points(RULES)) == [2, 2, 2, 0]


def test_steps_add_up_and_a_step_of_zero_needs_more_than_zero():
    found = looks(
        owed_to_month_of_sales=np.array([0.69, 0.7, 1.5, np.nan]),
        other_lender_burden=np.array([0.0, 0.01, 0.0, np.nan]),
    )
    assert list(found.points(RULES)) == [0, 1 + 5, 2, 0]


def test_lead_time_counts_from_thirty_days():
    """a is alerted 61 and 31 days ahead, b only 29, c for nothing."""
    found = judged_on(
        looks(other_lender_burden=np.array([0.1, 0.1, 0.1, 0.1])),
        RULES, "judged", AS_OF, AS_OF,
    )  # fmt: skip
    assert (found.defaults, found.others) == (2, 1)
    assert (found.chosen.found_in_time, found.chosen.alerted_for_nothing) == (1, 1)
    assert found.lead_days == (29, 61)
    assert (found.found.estimate, found.precision) == (0.5, 0.5)
    assert [p.found_in_time for p in found.curve if p.points_at_funding > 5] == []


def test_too_few_defaults_are_not_judged(book, reader):
    assert watch_evidence(reader, RULES, {}) is None


def test_no_loans_no_list(reader):
    assert draw_watch_list(reader, RULES) is None


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_is_in_the_rules_and_has_words(sign):
    assert sign in {one.name for one in RULES.signs}
    assert words(sign, 0.4)


def test_falling_signs_are_signs():
    assert set(SIGNS) > FALLING


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("steps = [0.7, 1.5]", "steps = [1.5, 0.7]", "from the milder to the worse"),
        ("points = [5]", "points = [0]", "one whole number from 1"),
        ("[signs.refund_rise]", "[signs.refunds]", "refunds in [signs] is not a sign"),
        ("points_later = 8", "", "points_later in [watch_list] is missing"),
        ("steps = [1.6]", "steps = []", "must each list at least one number"),
    ],
)
def test_wrong_rules_are_refused(tmp_path, old, new, said):
    path = tmp_path / "rules.toml"
    text = RULES_FILE.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    with pytest.raises(Refused) as refused:
        load_watch_rules(path)
    assert said in str(refused.value)
