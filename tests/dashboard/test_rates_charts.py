"""Figures and sentences of roll rates, vintages and merchants, from records made by hand."""

from datetime import date

import numpy as np
import pytest

from dashboard.charts.book_outlook import book_outlook
from dashboard.charts.borrowing import came_back, default_by_number
from dashboard.charts.predicted_vintages import predicted_vintages
from dashboard.charts.programme import programme
from dashboard.charts.roll_months import roll_months
from dashboard.charts.take_up import take_up
from dashboard.charts.transitions import transitions
from dashboard.charts.vintage_curves import newest_telling, vintage_curves, vintage_heat
from dashboard.findings import portfolio_merchants as of_merchants
from dashboard.findings import portfolio_rolls as of_rolls
from dashboard.findings import portfolio_vintages as of_vintages
from dashboard.loans_behind import rolled_in_month, vintage_month, vintage_point
from dashboard.queries.portfolio_rolls import Outlook
from pipelines.portfolio.rates import (
    Backtest,
    BookForecast,
    CurvePoint,
    EffectPoint,
    ForecastPoint,
    KeyRoll,
    LoanNumber,
    PredictedVintage,
    ProgrammeEffect,
    TakeUp,
    TransitionCell,
    TransitionMatrix,
    VintageCurve,
)
from pipelines.portfolio.rates.correlations import Correlation
from pipelines.portfolio.rates.statuses import STATUSES
from pipelines.stats.intervals import Interval, wilson_interval
from pipelines.stats.survival import event_shares

NBSP = "\u00a0"


def said(text: str) -> str:
    return text.replace(NBSP, " ")


def cell(start: str, end: str, loans: int, n: int) -> TransitionCell:
    return TransitionCell(start, end, loans, n, wilson_interval(loans, n), 0.5)


MATRIX = TransitionMatrix(
    date(2025, 1, 31),
    date(2025, 12, 31),
    12,
    tuple(cell("current", end, {"current": 90, "1-29": 10}.get(end, 0), 100) for end in STATUSES),
)


def test_the_matrix_shows_share_interval_and_count_and_takes_clicks():
    heat, marks = transitions(MATRIX).data
    assert heat.y == ("Current",)
    assert said(heat.text[0][0]) == "<b>90.0 %</b><br>83–94<br>90"
    assert [mark[0] for mark in marks.customdata] == ["current|current", "current|1-29"]
    assert said(of_rolls.rolling(MATRIX)) == (
        "10.0 % (5.5 to 17.4 %) of current loans fall behind within a month."
    )


@pytest.fixture
def months():
    return [
        KeyRoll("Falls behind", "current", date(2025, month, 28), bad, 1000, usual, bad == 90)
        for month, bad, usual in ((1, 40, None), (2, 41, 0.04), (3, 90, 0.0405))
    ]


def test_months_beyond_noise_are_marked_and_told(months):
    fig = roll_months(months)
    assert fig.data[3].marker.symbol == ("circle", "circle", "diamond")
    assert fig.data[3].customdata[2][0] == "current|2025-03-28"
    assert "falls behind 9.0 % of 1,000 loans against 4.0 %" in said(
        of_rolls.month_on_month(months)
    )
    assert "none of 1 key roll rates" in of_rolls.month_on_month(months[:2])
    assert "no month before" in of_rolls.month_on_month(months[:1])
    assert rolled_in_month("current|2025-03-28").months == 1


def forecast(as_of: date) -> BookForecast:
    points = tuple(
        ForecastPoint(step, date(2025, 12 - 1 + step, 28), status, 10.0 + step, 5.0, 20.0)
        for step in (0, 1)
        for status in STATUSES
    )
    return BookForecast("loans", as_of, 12, 70.0, points, np.zeros((2, 7)))


def test_the_outlook_draws_projection_and_what_happened():
    made = forecast(date(2025, 12, 31))
    tested = Backtest(forecast(date(2025, 11, 30)), np.full((2, 7), 7.0))
    assert tested.inside == (7, 7)
    fig = book_outlook(made, tested, symbol=None)
    assert len([t for t in fig.data if t.line.dash == "dash"]) == 12
    assert len(book_outlook(made, None, symbol="$").data) == 18
    sentence, behind = of_rolls.outlook(Outlook(made, tested), "USD")
    assert said(sentence) == (
        "Projection: of 70 loans open today, 11 (5 to 20; 15.7 %) will be charged off by Dec 2025."
    )
    assert "expected 11 (5 to 20); 7 came. 7 of its 7 points" in behind
    assert "too young" in of_rolls.outlook(Outlook(made, None), "USD")[1]


def curve(vintage: date, rates, *, seen: int, measure="late", loans=100) -> VintageCurve:
    points = tuple(
        CurvePoint(age, rate, max(rate - 0.02, 0), rate + 0.02, age >= seen)
        for age, rate in enumerate(rates)
    )
    return VintageCurve(vintage, measure, loans, 1_000_000, points)


CURVES = (
    curve(date(2025, 1, 1), [0, 0, 0.02, 0.05, 0.06], seen=5),
    curve(date(2025, 4, 1), [0, 0, 0.03, 0.06, 0.07], seen=4),
    curve(date(2025, 7, 1), [0, 0, 0.03, 0.06, 0.07], seen=1),
)


def test_curves_dash_what_is_projected_and_name_the_newest_that_tells():
    assert newest_telling(CURVES).vintage == date(2025, 4, 1)
    lines = [t for t in vintage_curves(CURVES, quarterly=True).data if t.fill is None]
    assert [line.line.dash for line in lines] == ["solid", "solid", "dash", "solid", "dash"]
    assert lines[0].customdata[3][0] == "2025-01-01|3"
    sentence = said(of_vintages.newest(CURVES, quarterly=True))
    assert sentence.startswith(
        "3 months after funding, 6.0 % of the 100 loans of Q2 2025 had been 30+ days late, "
        "against 5.0 % of the 100 loans funded before"
    )
    tails = said(of_vintages.tails(CURVES, (8, 9), quarterly=True))
    assert "7.0 % of Q2 2025 (5.0 % to 9.0 %) by month 4" in tails
    assert "Of 9 tails projected six months ago, 8 held what came" in tails
    assert "only vintage" in of_vintages.newest(CURVES[:1], quarterly=True)


def test_the_heat_map_brackets_projected_cells():
    seen, projected, marks = vintage_heat(CURVES, quarterly=True).data
    assert list(seen.text[1]) == ["3.0", "6.0", ""]
    assert list(projected.text[1]) == ["", "", "(7.0)"]
    assert len(marks.customdata) == 9
    found = vintage_point("2025-04-01|3", measure="late", months=3)
    assert (found.funded_before, found.late_by, found.charged_off_by) == (date(2025, 7, 1), 3, None)
    assert vintage_point("2025-04-01|3", measure="default", months=1).defaulted_by == 3
    assert vintage_month("2025-04-01").funded_before == date(2025, 5, 1)


def predicted(month: int, lost: int, basis="later", developed=1.0) -> PredictedVintage:
    return PredictedVintage(
        date(2025, month, 1), basis, 9, developed, 100, 0, 1_000_000, 0.06,
        Correlation(0.05, "basel", 0), Interval(30_000.0, 5_000.0, 70_000.0), lost,
        Interval(6.0, 2.0, 12.0), 5,
    )  # fmt: skip


def test_predicted_losses_mark_what_lies_outside_and_what_was_learned():
    rows = [predicted(1, 20_000, "fitted"), predicted(2, 90_000), predicted(3, 30_000)]
    fig = predicted_vintages(rows)
    assert [t.name for t in fig.data if t.name] == []
    later = fig.data[2]
    assert later.marker.color[0] != later.marker.color[1]
    assert later.customdata[0][0] == "2025-02-01"
    sentence, behind = of_vintages.predicted(rows)
    assert said(sentence).startswith("2 of 3 funding months lost what was predicted")
    assert "as chance allows" in sentence
    assert said(behind) == (
        "Later than the training: 1 of 2 inside, 6.0 % lost, 3.0 % predicted. "
        "Learned from: 1 of 1 inside, 2.0 % lost, 3.0 % predicted."
    )
    assert of_vintages.by_hindsight(rows) == ""
    young = [predicted(1, 0, developed=0.0)]
    assert "No vintage is old enough" in of_vintages.predicted(young)[0]


def test_who_comes_back_is_drawn_and_told():
    steps = event_shares([3, 6, 12, 12], [True, True, False, False])
    first = LoanNumber(1, 4, 2, 4, 1, steps)
    later = LoanNumber(2, 2, 0, 0, 0, ())
    assert [t.name for t in came_back([first, later]).data] == [None] * 3
    assert default_by_number([first, later]).data[0].y == ("First",)
    sentence, behind = of_merchants.returning([first, later])
    assert said(sentence).startswith("Within a year of the first loan 50.0 % (")
    assert "half within 6 months" in sentence
    assert "Too few loans" in behind
    assert "None of 2 merchants" in of_merchants.returning([later])[0]


def test_take_up_by_decision():
    rows = [
        TakeUp(date(2025, 1, 1), "approve", 80, 60, 1, 1, 1),
        TakeUp(date(2025, 1, 1), "decline", 20, 5, 1, 0, 1),
    ]
    assert take_up(rows).data[0].x == (60, 5)
    assert take_up(rows).data[1].customdata[0][0] == "approve"
    assert "5 loans were granted that it would not approve today" in of_merchants.taken_up(rows)
    assert "Nobody has applied" in of_merchants.taken_up([])


def test_the_effect_says_that_it_proves_nothing():
    flat, up = Interval(0.0, -0.1, 0.1), Interval(0.4, 0.2, 0.6)
    points = tuple(EffectPoint(step, up, flat) for step in (-1, 0, 1))
    found = ProgrammeEffect(
        date(2025, 1, 1), date(2025, 6, 1), 50, 500, 0, 100_000.0, points, up, flat, flat
    )
    assert programme(found, "$").data[0].customdata[0][0] == "-1"
    sentence, behind = of_merchants.effect(found, "USD")
    assert "40.0 % (20.0 % to 60.0 %) more" in said(sentence)
    assert "no proof of cause" in behind
    assert "did not move beyond noise" in behind
