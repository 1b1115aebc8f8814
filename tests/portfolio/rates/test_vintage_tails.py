"""Development of vintages, their tails, and predicted against realised loss."""

from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pytest

from pipelines.offers import load_policy
from pipelines.portfolio.rates import (
    Learning,
    Triangle,
    development,
    learning_of,
    predicted_vintages,
    tail_test,
    triangles,
    vintage_curves,
    vintages,
)
from pipelines.portfolio.rates.chain_ladder import expected_path
from pipelines.portfolio.rates.correlations import (
    correlation_before,
    correlation_known,
    retail_correlation,
)
from pipelines.portfolio.rates.loss_interval import PdBand, loss_interval
from pipelines.settings import PROJECT
from pipelines.stats.intervals import wilson_interval

POLICY = load_policy(PROJECT / "data" / "policy.toml")

TAYLOR_ASHE = [
    [357848, 1124788, 1735330, 2218270, 2745596, 3319994, 3466336, 3606286, 3833515, 3901463],
    [352118, 1236139, 2170033, 3353322, 3799067, 4120063, 4647867, 4914039, 5339085],
    [290507, 1292306, 2218525, 3235179, 3985995, 4132918, 4628910, 4909315],
    [310608, 1418858, 2195047, 3757447, 4029929, 4381982, 4588268],
    [443160, 1136350, 2128333, 2897821, 3402672, 3873311],
    [396132, 1333217, 2180715, 2985752, 3691712],
    [440832, 1288463, 2419861, 3483130],
    [359480, 1421128, 2864498],
    [376686, 1363294],
    [344014],
]
"""Taylor & Ashe (1983), the triangle on which Mack (1993) shows his chain ladder."""


def months(count: int, first: date = date(2024, 1, 1)) -> tuple[date, ...]:
    numbers = range(first.month - 1, first.month - 1 + count)
    return tuple(date(first.year + n // 12, n % 12 + 1, 1) for n in numbers)


def triangle(cumulative, exposure, *, width: int | None = None, measure="charged off") -> Triangle:
    """A triangle from ragged cumulative rows, the i-th row ending at its age."""
    width = width or max(len(row) for row in cumulative)
    increments = np.zeros((len(cumulative), width))
    for place, row in enumerate(cumulative):
        increments[place, : len(row)] = np.diff(row, prepend=0)
    return Triangle(
        measure=measure,
        vintages=months(len(cumulative)),
        loans=np.full(len(cumulative), 100),
        exposure=np.array(exposure, dtype=float),
        ages=np.array([len(row) - 1 for row in cumulative]),
        increments=increments,
        unit=1.0,
    )


def test_the_published_chain_ladder():
    found = development(triangle(TAYLOR_ASHE, [1e7] * 10))
    assert found.factors.round(3).tolist() == [
        3.491, 1.747, 1.457, 1.174, 1.104, 1.086, 1.054, 1.077, 1.018
    ]  # fmt: skip
    last = [row[-1] for row in TAYLOR_ASHE]
    reserves = [
        round(paid / found.developed[len(row) - 1]) - paid
        for row, paid in zip(TAYLOR_ASHE, last, strict=True)
    ]
    assert reserves[:4] == [0, 94634, 469511, 709638]
    assert reserves[4:] == [984889, 1419459, 2177641, 3920301, 4278972, 4625811]


def test_a_young_vintage_is_expected_to_do_as_the_others():
    """Half is lost at age 1, all at age 2; 10 of 100 loans in the end."""
    found = triangle([[0, 5, 10], [0, 5, 10], [0, 8], [0]], [100, 100, 100, 200])
    shape = development(found)
    assert shape.developed.tolist() == [0, 0.5, 1]
    assert shape.prior == pytest.approx(28 / 250)
    path = expected_path(found, shape)
    assert path[3].tolist() == pytest.approx([0, 11.2, 22.4])
    blended = 0.5 * 16 + 0.5 * 100 * 0.112
    assert path[2].tolist() == pytest.approx([0, 8, 8 + 0.5 * blended])
    assert path[0].tolist() == [0, 5, 10]


def test_curves_mark_what_is_projected_and_bound_it():
    found = triangle([[0, 5, 10], [0, 4, 9], [0, 8], [0]], [100, 100, 100, 100])
    curves = vintage_curves(found, [1000] * 4)
    assert [[p.is_projected for p in curve.points] for curve in curves] == [
        [False] * 3, [False] * 3, [False, False, True], [False, True, True]
    ]  # fmt: skip
    seen = curves[0].at(2)
    bound = wilson_interval(10, 100)
    assert (seen.rate, seen.low, seen.high) == (0.1, bound.low, bound.high)
    for curve in curves[2:]:
        assert curve.final.low < curve.final.rate < curve.final.high
        assert curve.final.low >= curve.seen[-1].rate
    assert (curves[3].final.high - curves[3].final.low) > (
        curves[2].final.high - curves[2].final.low
    )


def test_quarters_add_up_their_months():
    found = triangle([[0, 5, 10], [0, 4, 9], [0, 8], [0]], [100, 100, 100, 200])
    first, second = vintage_curves(found, [1, 2, 3, 4], quarterly=True)
    assert (first.vintage, first.loans, first.principal_cents) == (date(2024, 1, 1), 300, 6)
    assert first.at(1).rate == pytest.approx(17 / 300)
    assert not first.at(1).is_projected
    assert first.at(2).is_projected
    by_month = vintage_curves(found, [1, 2, 3, 4])
    assert first.at(2).rate == pytest.approx(sum(c.at(2).rate for c in by_month[:3]) / 3)
    assert second.seen[-1].months_on_book == 0


def test_where_nothing_was_lost_nothing_is_projected():
    found = triangle([[0, 0, 0], [0, 0], [0]], [100, 100, 100])
    assert development(found) is None
    curves = vintage_curves(found, [1, 1, 1])
    assert [len(curve.points) for curve in curves] == [3, 2, 1]
    assert not any(point.is_projected for curve in curves for point in curve.points)


def test_no_tail_reaches_beyond_what_the_oldest_vintage_has_shown():
    curve = vintage_curves(triangle([[0, 0, 3]], [100], width=5), [1])[0]
    assert [point.rate for point in curve.points] == [0, 0, 0.03]


def test_all_defaulted_stays_below_one():
    curves = vintage_curves(triangle([[0, 100], [0, 100], [0]], [100, 100, 100]), [1, 1, 1])
    assert curves[-1].final.rate == 1.0
    assert curves[-1].final.high == 1.0


def test_tails_of_the_past_are_held_against_what_came():
    rows = [[0, 5, 10, 10], [0, 5, 10, 10], [0, 5, 10], [0, 5], [0]]
    assert tail_test(triangle(rows, [100] * 5), [1] * 5, months=1, quarterly=False) == (2, 2)
    rows[2] = [0, 5, 60]
    assert tail_test(triangle(rows, [100] * 5), [1] * 5, months=1, quarterly=False) == (1, 2)


def test_the_triangle_of_a_book_counts_as_its_curves_do(book):
    found = triangles(book, default_days=90)
    assert found["late"].vintages == (date(2025, 1, 1), date(2025, 6, 1))
    assert found["late"].ages.tolist() == [7, 2]
    points = {(p.quarter, p.months_on_book): p for p in vintages(book)}
    late, lost = found["late"].cumulative, found["net charge-off"].cumulative
    for age in range(8):
        assert late[0, age] == points[date(2025, 1, 1), age].late_loans
        assert lost[0, age] == points[date(2025, 1, 1), age].net_charge_off_cents
    assert found["default"].cumulative[0].tolist() == [0] * 5 + [1] * 8
    assert found["charged off"].cumulative[0].tolist() == [0] * 6 + [1] * 7
    assert found["net charge-off"].exposure.tolist() == [60_000, 30_000]
    assert found["net charge-off"].unit == 20_000


def test_an_empty_book_has_no_triangles(empty_book):
    assert triangles(empty_book, default_days=90) == {}


def test_predicted_against_realised_by_hand(book):
    """PD 2 % and 10 % on three instalments: 300, 200 or 100 owed by where defaults begin."""
    found = predicted_vintages(book, POLICY, triangles(book, default_days=90), Learning({}, None))
    row = found[0]
    assert (row.vintage, row.loans, row.unscored_loans) == (date(2025, 1, 1), 2, 0)
    owed = 0.4 * 30_000 + 0.38 * 20_000 + 0.22 * 10_000
    assert row.loss.estimate == pytest.approx(0.12 * 0.88 * owed * row.developed)
    assert (row.realised_cents, row.realised_defaults) == (18_000, 1)
    assert row.mean_pd == pytest.approx(0.06)
    assert (row.basis, row.correlation.source) == ("later", "basel")
    assert len(found) == 1


def test_what_the_model_was_judged_on_has_the_pd_of_its_judgement(book):
    book.con.execute("delete from outcomes")
    book.con.execute("insert into outcomes values ('paid', false, date '2025-10-31', 'derived')")
    learning = learning_of(book, {"lost": 0.5})
    assert learning.through == datetime(2025, 1, 15)
    found = predicted_vintages(book, POLICY, triangles(book, default_days=90), learning)[0]
    assert found.mean_pd == pytest.approx((0.02 + 0.5) / 2)
    assert found.basis in ("fitted", "judged")
    book.con.execute("delete from outcomes")


def test_basel_correlation_at_the_published_pd():
    assert retail_correlation(0.08) == pytest.approx(0.0379053, abs=1e-7)


def test_correlation_comes_from_vintages_known_before_and_else_from_basel():
    rows = [[0] * 9 + [bad] * 4 for bad in (2, 9, 3, 12, 5, 8, 4, 10)]
    ages = np.array([30 - place for place in range(24)])
    vintages_of = months(24)
    found = Triangle(
        "default", vintages_of, np.full(24, 100), np.full(24, 100.0), ages,
        np.array([np.diff(rows[n % 8], prepend=0) for n in range(24)]), 1.0,
    )  # fmt: skip
    early = correlation_before(found, vintages_of[12], 0.08)
    assert (early.source, early.rho) == ("basel", pytest.approx(0.0379053, abs=1e-7))
    late = correlation_before(found, vintages_of[21], 0.08)
    assert (late.source, late.periods) == ("vintages", 12)
    assert 0.01 < late.rho < 0.15
    by_hindsight = correlation_known(found, 0.08)
    assert (by_hindsight.source, by_hindsight.periods) == ("vintages", 22)
    changed = replace(found, increments=found.increments.copy())
    changed.increments[13:] = 0
    assert correlation_before(changed, vintages_of[21], 0.08) == late


def test_loss_interval_of_a_large_pool_is_vasicek():
    """VaR 97.5 % and 2.5 % of the limit distribution at PD 8 %, rho 0.12, as shares of loans."""
    pool = [PdBand(1_000_000, 80_000, 8_000_000, 100_000_000, 10_000_000_000)]
    found = loss_interval(pool, 0.12, 1.0, seed=1)
    assert found.defaults.estimate == pytest.approx(80_000)
    assert found.loss.estimate == pytest.approx(8_000_000)
    assert found.defaults.high / 1e6 == pytest.approx(0.2166, abs=0.012)
    assert found.defaults.low / 1e6 == pytest.approx(0.0131, abs=0.002)
    half = loss_interval(pool, 0.12, 0.5, seed=1)
    assert half.loss.estimate == pytest.approx(4_000_000)
    assert loss_interval(pool, 0.12, 1.0, seed=1) == found
