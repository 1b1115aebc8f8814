"""The figure builders on hand-made records."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from streamlit.elements.lib import streamlit_plotly_theme as stand_ins

from dashboard.charts import axes, theme
from dashboard.charts.balance_bridge import balance_bridge
from dashboard.charts.book_history import BookHistory, book_history
from dashboard.charts.coverage import coverage
from dashboard.charts.funding_months import funding_months
from dashboard.charts.loss_by_grade import GradeLoss, loss_by_grade
from dashboard.charts.offered_by_grade import GradeRow, offered_by_grade
from dashboard.charts.ranked import ranked
from pipelines.portfolio import (
    BookMonth,
    BookTurns,
    DelinquencyEpisode,
    Exposure,
    LendingShift,
    OriginationMonth,
    StatusMonth,
    VintageContrast,
)

JAN, FEB = date(2025, 1, 31), date(2025, 2, 28)


@pytest.fixture
def history():
    """Two month-ends of a book with a shift in lending in the second."""
    return BookHistory(
        months=[
            BookMonth(JAN, 2, 30_000, 0, 2, 30_000, 0, 0, 100),
            BookMonth(FEB, 2, 20_000, 5_000, 0, 0, 4_000, 1_000, 100),
        ],
        statuses=[
            StatusMonth(JAN, "current", 2, 30_000),
            StatusMonth(FEB, "current", 1, 15_000),
            StatusMonth(FEB, "30-59", 1, 5_000),
        ],
        originations=[
            OriginationMonth(JAN, 10, 4, 4, 4, 1),
            OriginationMonth(FEB, 20, 16, 16, 0, 0),
        ],
        turns=BookTurns(0.1, None, LendingShift(FEB, FEB, 1, 20, 16, 1, 10, 4), None),
        symbol="$",
    )


def test_the_books_history_has_four_panels_on_one_time_axis(history):
    fig = book_history(history)
    drawn = {trace.name: list(trace.y) for trace in fig.data}
    assert drawn["Current"] == [300, 150]
    assert drawn["30-59 days"] == [0, 50]
    assert drawn["30+ DPD"] == [0, 0.25]
    assert drawn["Net charge-off over 3 months, annualised"] == [None, None]
    assert (drawn["funded"], drawn["not funded"]) == ([4, 16], [6, 4])
    assert {tuple(trace.x) for trace in fig.data} == {(date(2025, 1, 1), date(2025, 2, 1))}


def test_a_shift_in_lending_is_shaded_and_named(history):
    fig = book_history(history)
    ground = fig.layout.shapes[-1]
    assert (ground.x0, ground.x1) == (date(2025, 1, 17), date(2025, 2, 16))
    assert "80\u00a0% funded" in [note.text for note in fig.layout.annotations]


def test_a_hit_is_marked_at_its_peak(history):
    hit = DelinquencyEpisode(*[history.months[1]] * 3)
    fig = book_history(replace(history, turns=BookTurns(0.1, hit, None, None)))
    assert "<b>25.0\u00a0%</b> in Feb 2025" in [note.text for note in fig.layout.annotations]


def test_funding_months_show_those_with_known_outcomes(history):
    contrast = VintageContrast(FEB, FEB, 16, 4, 4, 1)
    months = [*history.originations, OriginationMonth(date(2025, 3, 31), 9, 8, 8, 8, 2)]
    bars = funding_months(months, contrast).data[0]
    assert list(bars.y) == [0.25, 0.25]
    assert list(bars.marker.color) == [theme.NEUTRAL, theme.NEUTRAL]
    assert funding_months(months[:1], replace(contrast, first=JAN)).data[0].marker.color == (
        theme.STANDS_OUT,
    )


@pytest.mark.parametrize(
    ("ticks", "texts"),
    [
        (axes.money(24_000_000, "$"), ["$0", "$10m", "$20m"]),
        (axes.money(230_000, "$"), ["$0", "$100,000", "$200,000"]),
        (axes.money(0, "$"), ["$0"]),
        (axes.rates(0.1), ["0\u00a0%", "2.5\u00a0%", "5\u00a0%", "7.5\u00a0%", "10\u00a0%"]),
        (axes.rates(0.2, lowest=-0.1, most=2), ["0\u00a0%", "20\u00a0%"]),
        (axes.counts(420, most=3), ["0", "200", "400"]),
    ],
)  # fmt: skip
def test_axes_are_written_as_the_pages_write_numbers(ticks, texts):
    assert ticks["ticktext"] == texts


def test_bridge_flows_start_where_the_step_before_ended():
    steps = [("Jan", 100_00, True), ("Lent", 50_00, False), ("Charged off", -20_00, False),
             ("Feb", 130_00, True)]  # fmt: skip
    fig = balance_bridge(steps, "USD")
    assert [(trace.base[0], trace.x[0]) for trace in fig.data] == [
        (0, 100), (100, 50), (150, -20), (0, 130),
    ]  # fmt: skip
    assert [trace.text[0] for trace in fig.data] == ["$100", "+$50", "−$20", "$130"]


def test_each_feed_has_a_row_of_bars():
    frame = pd.DataFrame(
        {"feed": ["sales", "sales", "bank"], "month": [JAN, FEB, FEB], "events": [5, 6, 7],
         "merchants": [1, 2, 3]}
    )  # fmt: skip
    fig = coverage(frame, ["sales", "bank"])
    assert [list(trace.y) for trace in fig.data] == [[5, 6], [7]]


def test_offered_amount_and_loss_rate_share_the_grades():
    rows = [
        GradeRow("A", 10, 9, 900_000, 9_000, 0.01),
        GradeRow("E", 5, 0, 0, 0, 0.3),
    ]
    amounts, losses = offered_by_grade(rows, "$").data
    assert list(amounts.y) == ["Grade A", "Grade E"]
    assert list(amounts.text) == ["9 of 10", "0 of 5"]
    assert list(losses.x) == [0.01]


def test_grade_shares_add_up_to_one():
    rows = [GradeLoss("A", 300, 10), GradeLoss("not scored", 100, 30)]
    exposure, loss = loss_by_grade(rows, "$").data
    assert list(exposure.y) == [0.75, 0.25]
    assert list(loss.y) == [0.25, 0.75]
    assert list(loss.x) == ["Grade A", "Not scored"]


def test_ranked_bars_stop_at_the_first_names():
    exposures = [Exposure(f"m{n}", f"Name {n}", 1, 1000 - n, 0.1) for n in range(12)]
    fig = ranked(exposures, "$", first=10)
    assert len(fig.data[0].x) == 10
    assert fig.data[0].x[0] == 10


def test_colours_are_streamlits_stand_ins():
    for kind in ("CATEGORICAL", "SEQUENTIAL", "DIVERGING"):
        prefix = "CATEGORY" if kind == "CATEGORICAL" else kind
        expected = tuple(getattr(stand_ins, f"{prefix}_{n}") for n in range(10))
        assert getattr(theme, kind) == expected
    assert (theme.TEXT, theme.BACKGROUND, theme.GRID) == (
        stand_ins.GRAY_70, stand_ins.BG_COLOR, stand_ins.FADED_TEXT_05,
    )  # fmt: skip
