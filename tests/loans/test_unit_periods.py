"""Every example of Appendix J, part (c), from its dates, and what counts as a period."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.loans import (
    UnitPeriod,
    apr_of_dates,
    build_schedule,
    months_after,
    periods_between,
    unit_period,
)


def every(months, first, count):
    return [months_after(first, months * k) for k in range(count)]


def each(days, first, count):
    return [first + timedelta(days=days * k) for k in range(count)]


def twice_a_month(first_month, count):
    starts = every(1, first_month, count // 2)
    return sorted([*starts, *(day.replace(day=16) for day in starts)])


APPENDIX_J = {
    "(c)(1)(i) monthly": (
        5000, date(1978, 1, 10), every(1, date(1978, 2, 10), 24), [230] * 24, 9.69),
    "(c)(1)(ii) monthly, long first period": (
        6000, date(1978, 2, 10), every(1, date(1978, 4, 1), 36), [200] * 36, 11.82),
    "(c)(1)(iii) semimonthly, short first period": (
        5000, date(1978, 2, 23), twice_a_month(date(1978, 3, 1), 24), [219.17] * 24, 10.34),
    "(c)(1)(iv) quarterly, long first period": (
        10000, date(1978, 5, 23), every(3, date(1978, 10, 1), 40), [385] * 40, 8.97),
    "(c)(1)(v) weekly, long first period": (
        500, date(1978, 3, 20), each(7, date(1978, 4, 21), 30), [17.60] * 30, 14.96),
    "(c)(2)(i) monthly, odd first payment": (
        5000, date(1978, 1, 10), every(1, date(1978, 2, 10), 24), [250] + [230] * 23, 10.08),
    "(c)(2)(ii) every four weeks, long first period, odd first payment": (
        400, date(1978, 3, 18), each(28, date(1978, 4, 20), 12), [39.50] + [38.31] * 11, 28.50),
    "(c)(3)(i) monthly, odd last payment": (
        5000, date(1978, 1, 10), every(1, date(1978, 2, 10), 24), [230] * 23 + [280], 10.50),
    "(c)(3)(ii) every two weeks, short first period, odd last payment": (
        200, date(1978, 4, 3), each(14, date(1978, 4, 11), 20), [9.50] * 19 + [30], 12.22),
    "(c)(4)(i) monthly, odd first and last payment": (
        5000, date(1978, 1, 10), every(1, date(1978, 2, 10), 24),
        [250] + [230] * 22 + [280], 10.90),
    "(c)(4)(ii) every two months, short first period, odd first and last payment": (
        8000, date(1978, 1, 10), every(2, date(1978, 3, 1), 20),
        [449.36] + [465] * 18 + [200], 7.30),
    "(c)(5)(i) single payment, less than a year in days": (
        1000, date(1978, 1, 3), [date(1978, 9, 15)], [1080], 11.45),
    "(c)(5)(ii) single payment, less than a year in whole months": (
        1000, date(1978, 7, 15), [date(1979, 1, 15)], [1044], 8.80),
    "(c)(5)(iii) single payment, between one and two years": (
        1000, date(1978, 1, 17), [date(1979, 7, 17)], [1135.19], 8.76),
    "(c)(5)(iv) single payment, exactly two years": (
        1000, date(1978, 1, 3), [date(1980, 1, 3)], [1240], 11.36),
}  # fmt: skip


@pytest.mark.parametrize("case", APPENDIX_J)
def test_the_regulations_examples(case):
    amount, start, days, paid, expected = APPENDIX_J[case]
    assert round(apr_of_dates([(start, amount)], list(zip(days, paid, strict=True))), 2) == expected


PERIODS = {
    "months": (date(2025, 1, 10), every(1, date(2025, 2, 10), 6), UnitPeriod("month")),
    "from the end of January": (
        date(2025, 1, 31), [date(2025, 2, 28), date(2025, 3, 31), date(2025, 4, 30)],
        UnitPeriod("month")),
    "quarters": (date(2025, 1, 1), every(3, date(2025, 4, 1), 4), UnitPeriod("month", 3)),
    "years": (date(2025, 1, 1), every(12, date(2026, 1, 1), 3), UnitPeriod("year")),
    "weeks": (date(2025, 1, 1), each(7, date(2025, 1, 8), 9), UnitPeriod("week")),
    "fortnights": (date(2025, 1, 1), each(14, date(2025, 1, 15), 9), UnitPeriod("week", 2)),
    "days": (date(2025, 1, 1), each(1, date(2025, 1, 9), 9), UnitPeriod("day")),
    "semimonths": (date(2025, 1, 1), twice_a_month(date(2025, 2, 1), 6), UnitPeriod("semimonth")),
    "the 15th and the last": (
        date(2025, 1, 15),
        [date(2025, 1, 31), date(2025, 2, 15), date(2025, 2, 28), date(2025, 3, 15)],
        UnitPeriod("semimonth")),
    "a tie goes to the shorter": (
        date(2025, 1, 6),
        [date(2025, 1, 13), date(2025, 1, 20), date(2025, 2, 20), date(2025, 3, 20)],
        UnitPeriod("week")),
    "nothing twice: nearest to the mean": (
        date(2025, 1, 1), [date(2025, 1, 21), date(2025, 3, 3)], UnitPeriod("month")),
}  # fmt: skip


@pytest.mark.parametrize("case", PERIODS)
def test_the_unit_period(case):
    start, days, expected = PERIODS[case]
    assert unit_period([start], days) == expected


@pytest.mark.parametrize(
    ("earlier", "later", "unit", "expected"),
    [
        (date(1978, 2, 10), date(1978, 4, 1), UnitPeriod("month"), (1, 19 / 30)),
        (date(1978, 5, 23), date(1978, 10, 1), UnitPeriod("month", 3), (1, 39 / 90)),
        (date(1978, 1, 10), date(1978, 3, 1), UnitPeriod("month", 2), (0, 52 / 60)),
        (date(1978, 2, 23), date(1978, 3, 1), UnitPeriod("semimonth"), (0, 6 / 15)),
        (date(1978, 3, 18), date(1978, 4, 20), UnitPeriod("week", 4), (1, 5 / 28)),
        (date(2024, 2, 29), date(2025, 2, 28), UnitPeriod("month"), (11, 28 / 30)),
        (date(2025, 1, 1), date(2026, 7, 1), UnitPeriod("year"), (1, 0.5)),
        (date(2025, 1, 1), date(2026, 1, 11), UnitPeriod("year"), (1, 10 / 365)),
        (date(2024, 12, 31), date(2025, 1, 30), UnitPeriod("month"), (1, 0)),
        (date(2025, 1, 1), date(2025, 1, 11), UnitPeriod("day"), (10, 0)),
    ],
)
def test_whole_periods_and_odd_days(earlier, later, unit, expected):
    assert periods_between(earlier, later, unit) == pytest.approx(expected)


@given(
    funded=st.dates(date(2000, 1, 1), date(2090, 12, 31)),
    term=st.integers(2, 18),
    rate=st.integers(1, 300),
)
def test_a_monthly_schedule_has_the_same_apr_by_its_dates(funded, term, rate):
    schedule = build_schedule(1_000_000, [rate / 10000] * term, funded)
    days = [item.due_on for item in schedule.instalments]
    for number, day in enumerate(days, start=1):
        assert periods_between(funded, day, UnitPeriod("month"), funded.day) == (number, 0)
    assert unit_period([funded], days) == UnitPeriod("month")


@given(days=st.sets(st.integers(1, 3000), min_size=1, max_size=12), rise=st.floats(0.01, 0.5))
def test_any_dates_have_an_apr(days, rise):
    start = date(2025, 1, 31)
    paid = [(start + timedelta(days=n), 1000 * (1 + rise) / len(days)) for n in days]
    assert apr_of_dates([(start, 1000)], paid) > 0


def test_several_advances_count_from_the_first():
    days = every(1, date(2025, 1, 15), 4)
    found = apr_of_dates(
        [(days[0], 100), (days[1], 100)], [(days[2], 100 * 1.0201 + 1), (days[3], 101)]
    )
    assert found == pytest.approx(12)


@pytest.mark.parametrize(
    ("advances", "payments", "words"),
    [
        ([], [(date(2025, 1, 1), 1)], "no advance"),
        ([(date(2025, 1, 1), 1)], [], "no payment"),
        ([(date(2025, 1, 2), 1)], [(date(2025, 1, 1), 2)], "before the first advance"),
        ([(date(2025, 1, 2), 2)], [(date(2025, 2, 2), 1)], "less than"),
    ],
)
def test_nonsense_is_refused(advances, payments, words):
    with pytest.raises(ValueError, match=words):
        apr_of_dates(advances, payments)
