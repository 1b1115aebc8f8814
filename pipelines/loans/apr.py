"""Annual percentage rate by the actuarial method of Regulation Z, Appendix J."""

import math
from collections.abc import Sequence

from scipy.optimize import brentq

Flow = tuple[float, int, float]

LARGEST_RATE = 1e9
NEWTON_STEPS = 60
CLOSE = 1e-9


def actuarial_apr(
    advances: Sequence[Flow], payments: Sequence[Flow], *, unit_periods_per_year: float
) -> float:
    """Return the APR in per cent per year.

    Each flow is `(amount, whole_unit_periods, odd_fraction)`, counted from the first advance. The
    unit-period rate i solves Σ A / [(1 + e·i)(1 + i)^q] = Σ P / [(1 + f·i)(1 + i)^t], and the APR
    is 100 × unit-periods a year × i (12 CFR 1026, Appendix J, (b)(8)).

    Raises ValueError when there is no advance or payment, an amount is not a positive number, a
    time is negative or an odd fraction is not below one, when payments start before the first
    advance, or when they total less than what was advanced.
    """
    _check_flows("advance", advances)
    _check_flows("payment", payments)
    if not (math.isfinite(unit_periods_per_year) and unit_periods_per_year > 0):
        raise ValueError(
            f"unit-periods per year must be a positive number, not {unit_periods_per_year!r}"
        )
    return 100 * unit_periods_per_year * _unit_period_rate(advances, payments)


def effective_annual_rate(apr: float, *, unit_periods_per_year: float) -> float:
    """Return the rate in per cent per year that compounding the APR's unit-period rate gives.

    (1 + APR / (100 w))^w - 1, with w unit-periods a year.
    """
    rate = apr / 100 / unit_periods_per_year
    return 100 * math.expm1(unit_periods_per_year * math.log1p(rate))


def _unit_period_rate(advances: Sequence[Flow], payments: Sequence[Flow]) -> float:
    advanced = sum(amount for amount, _, _ in advances)
    repaid = sum(amount for amount, _, _ in payments)
    if repaid < advanced:
        raise ValueError(f"payments total {repaid:g}, less than the {advanced:g} advanced")
    if min(map(_time, payments)) < min(map(_time, advances)):
        raise ValueError("the first payment comes before the first advance")
    if math.isclose(repaid, advanced, rel_tol=1e-15):
        return 0.0
    flows = [*payments, *((-amount, whole, odd) for amount, whole, odd in advances)]
    rate = _by_newton(flows)
    return _by_bracket(flows) if rate is None else rate


def _by_newton(flows: Sequence[Flow]) -> float | None:
    """The rate by Newton's steps from zero, or None where they leave the road.

    With one advance at the start, the value of the payments falls in the rate and is convex, so
    that every step stays short of the rate and the steps converge; each squares the error.
    """
    rate = 0.0
    for _ in range(NEWTON_STEPS):
        value, slope = _value_and_slope(flows, rate)
        if not slope < 0:
            return None
        step = value / slope
        rate -= step
        if not 0 <= rate < LARGEST_RATE:
            return None
        if abs(step) <= CLOSE * rate:
            return rate
    return None


def _value_and_slope(flows: Sequence[Flow], rate: float) -> tuple[float, float]:
    """Value of the flows at time zero, payments less advances, and its derivative in the rate."""
    growth = 1 + rate
    value = slope = 0.0
    for amount, whole, odd in flows:
        now = amount * growth**-whole
        if odd:
            simple = 1 + odd * rate
            now /= simple
            slope -= now * odd / simple
        value += now
        slope -= now * whole / growth
    return value, slope


def _by_bracket(flows: Sequence[Flow]) -> float:
    upper = 0.01
    while _value_and_slope(flows, upper)[0] >= 0:
        upper *= 2
        if upper > LARGEST_RATE:
            raise ValueError("no rate makes these payments worth what was advanced")
    return float(
        brentq(
            lambda rate: _value_and_slope(flows, rate)[0],
            0.0,
            upper,
            xtol=1e-15,
            rtol=1e-14,
            maxiter=500,
        )
    )


def _time(flow: Flow) -> float:
    return flow[1] + flow[2]


def _check_flows(name: str, flows: Sequence[Flow]) -> None:
    if not flows:
        raise ValueError(f"there is no {name}")
    for number, (amount, whole, odd) in enumerate(flows, start=1):
        if not 0 < amount < math.inf:
            raise ValueError(f"{name} {number}: the amount must be positive, not {amount!r}")
        if whole < 0 or whole % 1:
            raise ValueError(f"{name} {number}: unit-periods must be whole, from 0, not {whole!r}")
        if not 0 <= odd < 1:
            raise ValueError(f"{name} {number}: the odd fraction must lie in [0, 1), not {odd!r}")
