"""Actuarial APR: Appendix J examples, the Pay Later vectors and refusals."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.loans.apr import _by_bracket, _by_newton, actuarial_apr, effective_annual_rate

APPENDIX_J = {
    "c1i": (5000, [230] * 24, 1, 0, 12, 9.6857),
    "c1ii": (6000, [200] * 36, 1, 19 / 30, 12, 11.8165),
    "c1iv": (10000, [385] * 40, 1, 39 / 90, 4, 8.9708),
    "c1v": (500, [17.60] * 30, 4, 4 / 7, 52, 14.9622),
    "c2ii": (400, [39.50] + [38.31] * 11, 1, 5 / 28, 13, 28.4979),
    "c3i": (5000, [230] * 23 + [280], 1, 0, 12, 10.5005),
    "c4i": (5000, [250] + [230] * 22 + [280], 1, 0, 12, 10.8955),
    "c4ii": (8000, [449.36] + [465] * 18 + [200], 0, 52 / 60, 6, 7.3018),
    "OnDeck SMART Box": (73125, [98250 / 52] * 52, 1, 0, 52, 61.344),
}


def on_original(principal, rates):
    """Equal principal without rounding and the fee on the original principal."""
    return [principal / len(rates) + principal * rate for rate in rates]


PAY_LATER = {
    "low": (30000, on_original(30000, [0.0125] * 2 + [0.0025] * 4), 12.0372),
    "mid": (30000, on_original(30000, [0.02] * 2 + [0.005] * 4), 20.63),
    "high": (30000, on_original(30000, [0.0275] * 2 + [0.0075] * 4), 29.2221),
    "flat": (30000, on_original(30000, [0.0125] * 6), 25.2754),
    "declining": (30000, [5000 + 0.0125 * (30000 - 5000 * k) for k in range(6)], 15.0),
    "annuity": (30000, [30000 * 0.0125 / (1 - 1.0125**-6)] * 6, 15.0),
    "prepaid at 2, low": (30000, [5375, 25375], 16.3536),
    "prepaid at 2, high": (30000, [5825, 25825], 35.9518),
    "Kabbage 1.5": (10000, on_original(10000, [0.015] * 2 + [0.01] * 4), 23.7475),
    "Kabbage 10": (10000, on_original(10000, [0.10] * 2 + [0.01] * 4), 86.0513),
    "Kabbage 12 months": (10000, on_original(10000, [0.03] * 6 + [0.01] * 6), 43.8105),
    "factor 1.13, 4 months": (100, [113 / 4] * 4, 60.89),
    "factor 1.13, 6 months": (100, [113 / 6] * 6, 43.29),
    "factor 1.13, 8 months": (100, [113 / 8] * 8, 33.59),
}


def monthly(amounts, start=1, odd=0.0):
    return [(amount, start + k, odd) for k, amount in enumerate(amounts)]


@pytest.mark.parametrize("case", APPENDIX_J)
def test_regulation_examples(case):
    advance, payments, whole, odd, periods, expected = APPENDIX_J[case]
    found = actuarial_apr(
        [(advance, 0, 0)], monthly(payments, whole, odd), unit_periods_per_year=periods
    )
    assert round(found, 2) == round(expected, 2)
    assert found == pytest.approx(expected, abs=5e-4)


@pytest.mark.parametrize("case", PAY_LATER)
def test_pay_later_vectors(case):
    advance, payments, expected = PAY_LATER[case]
    found = actuarial_apr([(advance, 0, 0)], monthly(payments), unit_periods_per_year=12)
    places = len(str(expected).partition(".")[2])
    assert round(found, places) == expected


def test_newtons_steps_and_the_bracket_find_the_same_rate():
    flows = [*monthly([5375, 5375, 5075, 5075, 5075, 5075]), (-30000, 0, 0)]
    assert _by_newton(flows) == pytest.approx(_by_bracket(flows), rel=1e-12)


def test_late_advances_that_newton_cannot_follow_are_bracketed():
    found = actuarial_apr(
        [(1, 0, 0), (1000, 40, 0)], [(1000, 39, 0), (3, 41, 0)], unit_periods_per_year=12
    )
    rate = found / 1200
    assert 1 + 1000 * (1 + rate) ** -40 == pytest.approx(
        1000 * (1 + rate) ** -39 + 3 * (1 + rate) ** -41
    )


@given(rates=st.lists(st.integers(0, 900), min_size=1, max_size=24), more=st.integers(1, 100))
def test_the_apr_rises_with_the_fee(rates, more):
    def apr(rates):
        shares = on_original(30000, [rate / 10000 for rate in rates])
        return actuarial_apr([(30000, 0, 0)], monthly(shares), unit_periods_per_year=12)

    assert apr([rates[0] + more, *rates[1:]]) > apr(rates)


def test_effective_annual_rate():
    assert effective_annual_rate(12.0372, unit_periods_per_year=12) == pytest.approx(
        12.724, abs=5e-4
    )
    assert effective_annual_rate(29.2221, unit_periods_per_year=12) == pytest.approx(
        33.472, abs=5e-4
    )


def test_several_advances():
    found = actuarial_apr(
        [(100, 0, 0), (100, 1, 0)], [(101 * 1.01 + 101, 2, 0)], unit_periods_per_year=12
    )
    assert found == pytest.approx(12)


def test_no_finance_charge_is_zero():
    assert actuarial_apr([(100, 0, 0)], [(50, 1, 0), (50, 2, 0)], unit_periods_per_year=12) == 0


@given(
    amount=st.floats(1, 1e7),
    shares=st.lists(st.floats(0.01, 5), min_size=1, max_size=60),
    odd=st.floats(0, 0.99),
)
def test_the_rate_solves_the_equation(amount, shares, odd):
    payments = [(amount * share, k, odd) for k, share in enumerate(shares, start=1)]
    if sum(shares) <= 1 + 1e-9:
        return
    rate = actuarial_apr([(amount, 0, 0)], payments, unit_periods_per_year=1) / 100
    value = sum(p * math.exp(-t * math.log1p(rate)) / (1 + f * rate) for p, t, f in payments)
    assert value == pytest.approx(amount, rel=1e-6)


@pytest.mark.parametrize(
    ("advances", "payments", "words"),
    [
        ([], [(1, 1, 0)], "no advance"),
        ([(1, 0, 0)], [], "no payment"),
        ([(0, 0, 0)], [(1, 1, 0)], "must be positive"),
        ([(1, 0, 0)], [(-1, 1, 0)], "must be positive"),
        ([(float("nan"), 0, 0)], [(1, 1, 0)], "must be positive"),
        ([(1, 0, 0)], [(float("inf"), 1, 0)], "must be positive"),
        ([(1, 0, 0)], [(2, -1, 0)], "whole"),
        ([(1, 0, 0)], [(2, 1.5, 0)], "whole"),
        ([(1, 0, 0)], [(2, 1, 1.0)], "odd fraction"),
        ([(1, 0, 0)], [(2, 1, -0.1)], "odd fraction"),
        ([(2, 0, 0)], [(1, 1, 0)], "less than"),
        ([(1, 2, 0)], [(2, 1, 0)], "before the first advance"),
        ([(1, 0, 0)], [(2, 0, 0)], "no rate"),
    ],
)
def test_nonsense_is_refused(advances, payments, words):
    with pytest.raises(ValueError, match=words):
        actuarial_apr(advances, payments, unit_periods_per_year=12)


@pytest.mark.parametrize("periods", [0, -12, float("nan")])
def test_unit_periods_must_be_positive(periods):
    with pytest.raises(ValueError, match="unit-periods per year"):
        actuarial_apr([(1, 0, 0)], [(2, 1, 0)], unit_periods_per_year=periods)
