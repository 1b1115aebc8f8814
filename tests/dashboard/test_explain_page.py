"""The Explain page: driver groups first, then what is behind them."""

import pandas as pd
import pytest

from dashboard.charts.beeswarm import beeswarm, offsets
from dashboard.charts.dependence import axis_scale, axis_ticks, dependence, stepped
from dashboard.findings import explain as says
from dashboard.queries.explain import direction_verdict
from tests.dashboard.test_executive_pages import words

BUDGET = 300_000


@pytest.mark.parametrize("tab", ["Features", "Spread", "Dependence", "Cohorts"])
def test_every_tab_is_drawn_within_the_payload(open_page, demo_store, tab):
    at = open_page("explain", demo_store)
    at.session_state["tab"] = tab
    at.run()
    assert not at.exception
    assert "could not be drawn" not in words(at)
    charts = at.get("plotly_chart")
    assert len(charts) == 2
    assert all(len(chart.proto.spec) < BUDGET for chart in charts)


def test_a_chosen_feature_shows_expected_against_found_direction(open_page, demo_store):
    at = open_page("explain", demo_store)
    at.session_state["tab"] = "Dependence"
    at.run().selectbox(key="feature").set_value("tenure_days").run()
    assert "Days since the first sale is expected to lower the risk" in words(at)


def test_an_unscored_book_says_what_to_run(open_page, imported_store):
    at = open_page("explain", imported_store)
    assert "No scores yet" in at.subheader[0].value
    assert "python -m pipelines score" in at.code[0].value


@pytest.mark.parametrize(
    ("expected", "found", "moves", "verdict"),
    [
        (1, 0.9, 0.5, "as expected"),
        (-1, 0.9, 0.5, "against"),
        (-1, 0.05, 0.5, "unclear"),
        (1, float("nan"), 0.5, "unclear"),
        (0, -0.4, 0.5, "lowers"),
        (0, 0.0, 0.5, "no direction"),
        (1, 0.9, 0.0, "not used"),
    ],
)
def test_found_direction_against_the_expected_one(expected, found, moves, verdict):
    assert direction_verdict(expected, found, moves) == verdict


def test_the_finding_names_what_runs_against_its_direction():
    features = pd.DataFrame(
        {"label": ["Sales", "Refunds"], "expected": [-1, 1], "verdict": ["as expected", "against"]}
    )
    assert says.directions(features) == (
        "1 of 2 used features with an expected direction move that way; against it: Refunds."
    )


def test_skewed_amounts_stand_on_a_logarithmic_axis_with_round_ticks():
    amounts = pd.Series([0, 2_000, 5_000, 80_000, 40_000_000.0])
    scale = axis_scale(amounts)
    assert scale == 1_000
    assert axis_ticks(amounts) == [0, 1e4, 1e5, 1e6, 1e7]
    assert axis_scale(pd.Series([0.1, 0.2, 0.9])) is None
    assert axis_ticks(pd.Series([0.0, 1.0])) == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1])


def test_steps_keep_every_value_and_equal_values_together():
    frame = pd.DataFrame(
        {"value": [1.0] * 30 + [2.0] * 10, "contribution": [0.0] * 30 + [1.0] * 10}
    )
    steps = stepped(frame)
    assert steps["n"].tolist() == [30, 10]
    assert steps["contribution"].tolist() == [0, 1]
    figure = dependence(frame, frame, str, "Value")
    assert len(figure.data[0].x) == 40


def test_dots_of_a_lane_are_kept_apart_and_missing_values_are_crosses():
    frame = pd.DataFrame(
        {"name": ["a"] * 4, "contribution": [0.1, 0.1, 0.1, -0.2], "rank": [0.0, 0.5, None, 1.0]}
    )
    assert len(set(offsets(frame)[:3])) == 3
    crosses, dots = beeswarm(frame, {"a": "Feature"}).data
    assert (len(crosses.x), len(dots.x)) == (1, 3)
