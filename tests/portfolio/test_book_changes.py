"""The change of headline figures: causes add up exactly, and are those that were built in."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.portfolio.changes import averaged_effects
from pipelines.portfolio.changes.flows import net_charge_off, net_return, outstanding
from pipelines.portfolio.changes.ratio_change import ratio_change
from pipelines.portfolio.changes.risk import expected_loss, late_share
from pipelines.portfolio.changes.two_dates import TwoDates
from pipelines.portfolio.loss import OpenLoans
from pipelines.portfolio.panel import BookMonth


def loans(rows, as_of=date(2025, 8, 31)):
    """Open loans of `(merchant, industry, grade, months on book, days past due, balance)`."""
    merchant, industry, grade, age, late, balance = zip(*rows, strict=True) if rows else [()] * 6
    days = np.array(late, dtype=np.int64)
    funded = [as_of.replace(day=1) - timedelta(days=30 * months) for months in age]
    words = {name: np.array(values, dtype=object) for name, values in (
        ("merchant_id", merchant), ("industry", industry), ("grade", grade),
        ("region", ["CA"] * len(rows)), ("supplier_id", [None] * len(rows)),
        ("status", ["current"] * len(rows)), ("loan_id", [str(n) for n in range(len(rows))]),
    )}  # fmt: skip
    cents = np.array(balance, dtype=np.int64)
    pd = np.where(days >= 90, 1.0, 0.1)
    return OpenLoans(
        as_of=as_of, **words, funded_on=np.array(funded, dtype="datetime64[D]"),
        principal_cents=cents, balance_cents=cents, months_on_book=np.array(age, dtype=np.int64),
        days_past_due=days, pd_at_application=pd, pd=pd, lgd=np.full(len(rows), 0.5),
        ead_cents=cents.astype(float),
    )  # fmt: skip


def causes(change):
    return {cause.name: cause.amount for cause in change.causes}


def month(number, balance, lent=0, charged_off=0, recovered=0, fees=0):
    at = date(2024 + number // 12, number % 12 + 1, 28)
    return BookMonth(at, 1, balance, 0, 1, lent, charged_off, recovered, fees)


def test_two_factors_have_the_mean_of_both_orders():
    old, new = {"a": 2.0, "b": 10.0}, {"a": 3.0, "b": 14.0}
    effects = averaged_effects(
        lambda now: np.prod([(new if k in now else old)[k] for k in old]), ("a", "b")
    )
    assert effects == {"a": pytest.approx(12.0), "b": pytest.approx(10.0)}


def test_three_factors_are_those_of_das_gupta():
    a, b, c, A, B, C = 2.0, 3.0, 5.0, 4.0, 7.0, 6.0
    old, new = {"a": a, "b": b, "c": c}, {"a": A, "b": B, "c": C}
    effects = averaged_effects(
        lambda now: np.prod([(new if k in now else old)[k] for k in old]), tuple(old)
    )
    assert effects["a"] == pytest.approx(((b * c + B * C) / 3 + (b * C + B * c) / 6) * (A - a))
    assert sum(effects.values()) == pytest.approx(4 * 7 * 6 - 2 * 3 * 5)


def test_outstanding_is_lent_less_repaid_less_charged_off():
    change = outstanding([month(0, 1000), month(1, 1150, lent=400, charged_off=50)])
    assert causes(change) == {"lent": 400, "repaid": -200, "charged off": -50}
    assert change.change == 150
    assert change.is_beyond_noise is None
    assert change.largest.name == "lent"


def test_yearly_rates_add_up_and_need_thirteen_months():
    months = [month(n, 1000, charged_off=10, recovered=1, fees=20) for n in range(12)]
    assert net_charge_off(months) is None
    months.append(month(12, 2000, charged_off=60, recovered=3, fees=30))
    lost, earned = net_charge_off(months), net_return(months)
    assert lost.before == pytest.approx(12 * 108 / 12000)
    assert lost.now == pytest.approx(12 * (170 - 14) / 13000)
    assert sum(causes(lost).values()) == pytest.approx(lost.change)
    assert sum(causes(earned).values()) == pytest.approx(earned.change)
    assert causes(lost)["charge-offs"] > 0 > causes(lost)["growth"]


def test_new_lending_dilutes_the_late_share_and_nothing_else_moves():
    seasoned = [(f"m{n}", "toys", "A", 3, 40 if n < 2 else 0, 100) for n in range(10)]
    grown = [*seasoned, *((f"n{n}", "toys", "A", 0, 0, 100) for n in range(10))]
    change = late_share(TwoDates(loans(seasoned), loans(grown)))
    assert (change.before, change.now) == (pytest.approx(0.2), pytest.approx(0.1))
    assert causes(change) == {
        "growth": pytest.approx(-0.1), "mix": pytest.approx(0), "age": pytest.approx(0),
        "roll rate": pytest.approx(0),
    }  # fmt: skip


def test_a_shift_to_a_worse_industry_is_mix():
    def book(shoes):
        return loans(
            [(f"s{n}", "shoes", "A", 3, 45 if n % 2 else 0, 100) for n in range(shoes)]
            + [(f"t{n}", "toys", "A", 3, 0, 100) for n in range(20 - shoes)]
        )

    change = late_share(TwoDates(book(4), book(12)))
    assert change.change == pytest.approx(0.2)
    assert causes(change)["mix"] == pytest.approx(0.2)


def test_worse_payment_at_equal_mix_is_the_roll_rate_and_names_who():
    def book(late):
        return loans(
            [(f"s{n}", "shoes", "A", 3, 45 if n < late else 0, 100) for n in range(50)]
            + [(f"t{n}", "toys", "A", 3, 0, 100) for n in range(150)]
        )

    change = late_share(TwoDates(book(2), book(30)))
    assert causes(change)["roll rate"] == pytest.approx(0.14)
    assert change.is_beyond_noise
    assert (change.contributor.dimension, change.contributor.value) == ("industry", "shoes")
    assert change.contributor.of_change == pytest.approx(1.0)
    assert change.contributor.of_book == pytest.approx(0.25)


def test_a_change_within_noise_names_nobody():
    def book(late):
        return loans([(f"s{n}", "shoes", "A", 3, 45 if n < late else 0, 100) for n in range(100)])

    change = late_share(TwoDates(book(10), book(12)))
    assert not change.is_beyond_noise
    assert change.contributor is None


def test_the_interval_of_the_same_merchants_is_that_of_their_differences():
    before = loans([(f"m{n}", "toys", "A", 3, 0, 100) for n in range(100)])
    now = loans([(f"m{n}", "toys", "A", 3, 45 if n < 10 else 0, 100) for n in range(100)])
    dates = TwoDates(before, now)
    found = ratio_change(dates, dates.late)
    assert found.estimate == pytest.approx(0.1)
    assert found.high - found.estimate == pytest.approx(1.959964 * np.sqrt(0.1 * 0.9 / 100))


def test_expected_loss_splits_into_growth_and_days_past_due():
    def book(many, late):
        return loans([(f"m{n}", "toys", "A", 3, 95 if n < late else 0, 100) for n in range(many)])

    change = expected_loss(TwoDates(book(10, 0), book(10, 2)))
    assert (change.before, change.now) == (pytest.approx(50), pytest.approx(140))
    assert causes(change)["roll rate"] == pytest.approx(90)
    grown = expected_loss(TwoDates(book(10, 1), book(20, 2)))
    assert causes(grown)["growth"] == pytest.approx(grown.change)


def test_without_balance_there_is_no_share_to_explain():
    some = loans([("m", "toys", "A", 3, 0, 100)])
    assert late_share(TwoDates(loans([]), some)) is None
    assert expected_loss(TwoDates(some, loans([]))) is None


entries = st.lists(
    st.tuples(
        st.sampled_from(("m1", "m2", "m3")), st.sampled_from(("toys", "shoes")),
        st.sampled_from(("A", "B", None)), st.integers(0, 9),
        st.sampled_from((0, 5, 35, 95)), st.integers(1, 10_000),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


@settings(max_examples=40)
@given(before=entries, now=entries)
def test_the_causes_of_any_two_books_add_up(before, now):
    dates = TwoDates(loans(before), loans(now))
    for change in (late_share(dates), expected_loss(dates)):
        assert sum(causes(change).values()) == pytest.approx(change.change, abs=1e-9)
    owed = sum(row[-1] for row in now)
    late = sum(row[-1] for row in now if row[4] >= 30)
    assert late_share(dates).now == pytest.approx(late / owed)
