"""The figure builders on hand-made records."""

from datetime import date

import pandas as pd
import pytest
from streamlit.elements.lib import streamlit_plotly_theme as stand_ins

from dashboard.charts import theme
from dashboard.charts.balance_bridge import balance_bridge
from dashboard.charts.book_by_status import book_by_status
from dashboard.charts.coverage import coverage
from dashboard.charts.loss_by_grade import GradeLoss, loss_by_grade
from dashboard.charts.offered_by_grade import GradeRow, offered_by_grade
from dashboard.charts.ranked import ranked
from dashboard.charts.roll_rates import matrix
from dashboard.charts.run_off import DueMonth, run_off
from dashboard.charts.vintages import curves
from pipelines.portfolio import BookMonth, Exposure, Roll, StatusMonth, VintagePoint

JAN, FEB = date(2025, 1, 31), date(2025, 2, 28)


def test_balance_is_stacked_by_days_past_due_with_net_charge_off_beneath():
    months = [
        BookMonth(JAN, 2, 30_000, 0, 2, 30_000, 0, 0, 100),
        BookMonth(FEB, 2, 20_000, 5_000, 0, 0, 4_000, 1_000, 100),
    ]
    statuses = [
        StatusMonth(JAN, "current", 2, 30_000),
        StatusMonth(FEB, "current", 1, 15_000),
        StatusMonth(FEB, "30-59", 1, 5_000),
    ]
    fig = book_by_status(statuses, months, "$")
    drawn = {trace.name: list(trace.y) for trace in fig.data}
    assert drawn["Current"] == [300, 150]
    assert drawn["30-59 days"] == [0, 50]
    assert drawn["Net charge-off"] == [0, 30]


def test_bridge_flows_start_where_the_step_before_ended():
    steps = [("Jan", 100_00, True), ("Lent", 50_00, False), ("Charged off", -20_00, False),
             ("Feb", 130_00, True)]  # fmt: skip
    fig = balance_bridge(steps, "$")
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


def test_roll_matrix_shows_share_and_count_and_leaves_unseen_cells_empty():
    rolls = [Roll("current", "current", 90, 0.9), Roll("current", "1-29", 10, 0.1)]
    heat = matrix(rolls).data[0]
    assert list(heat.y) == ["Current"]
    assert tuple(heat.text[0][:3]) == ("90.0\u00a0%<br>90", "10.0\u00a0%<br>10", "")
    assert "of 100" in heat.customdata[0][0]


def test_run_off_draws_principal_and_fees():
    principal, fees = run_off([DueMonth(date(2025, 3, 1), 10_000, 300)], "$").data
    assert (list(principal.y), list(fees.y)) == ([100], [3])


@pytest.fixture
def points():
    """Two quarters, the newer one with a last age that a third of its loans have reached."""
    return [
        VintagePoint(date(2024, 10, 1), 0, 10, 10, 0, 0, 1_000, 0),
        VintagePoint(date(2024, 10, 1), 1, 10, 10, 2, 1, 1_000, 50),
        VintagePoint(date(2025, 1, 1), 0, 9, 9, 0, 0, 900, 0),
        VintagePoint(date(2025, 1, 1), 1, 9, 6, 1, 0, 600, 0),
        VintagePoint(date(2025, 1, 1), 2, 9, 3, 1, 0, 300, 0),
    ]


def test_vintages_are_dotted_where_immature_and_end_where_half_is_unseen(points):
    fig = curves(points, by_amount=False)
    dotted = [trace for trace in fig.data if trace.line.dash == "dot"]
    assert [list(trace.x) for trace in dotted] == [[1], [0, 1]]
    assert [note.text for note in fig.layout.annotations] == ["Q1 2025", "Q4 2024"]


def test_vintages_by_amount_draw_net_charge_off(points):
    fig = curves(points, by_amount=True)
    assert list(fig.data[0].y) == [0, 0.05]


def test_colours_are_streamlits_stand_ins():
    for kind in ("CATEGORICAL", "SEQUENTIAL", "DIVERGING"):
        prefix = "CATEGORY" if kind == "CATEGORICAL" else kind
        expected = tuple(getattr(stand_ins, f"{prefix}_{n}") for n in range(10))
        assert getattr(theme, kind) == expected
    assert (theme.TEXT, theme.BACKGROUND, theme.GRID) == (
        stand_ins.GRAY_70, stand_ins.BG_COLOR, stand_ins.FADED_TEXT_05,
    )  # fmt: skip
