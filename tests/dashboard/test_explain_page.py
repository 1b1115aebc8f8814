"""The Explain page: driver groups first, then what is behind them."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts.baselines import agreement_map
from dashboard.charts.beeswarm import beeswarm, offsets
from dashboard.charts.dependence import axis_scale, axis_ticks, dependence
from dashboard.charts.interactions import gridded
from dashboard.findings import explain as says
from dashboard.findings import explain_baselines as baseline_findings
from dashboard.findings.driver_months import moved
from dashboard.queries.explain import direction_verdict
from tests.dashboard.test_executive_pages import words

BUDGET = 300_000


CHARTS = {
    "Features": 2, "Spread": 2, "Dependence": 2, "Interactions": 3, "Cohorts": 2, "Over time": 2,
    "What the baseline changes": 2,
}  # fmt: skip


def test_every_tab_is_drawn_within_the_payload(open_page, demo_store):
    at = open_page("explain", demo_store)
    for tab, count in CHARTS.items():
        at.session_state["tab"] = tab
        at.run()
        assert not at.exception
        assert "could not be drawn" not in words(at)
        charts = at.get("plotly_chart")
        assert len(charts) == count, tab
        assert all(len(chart.proto.spec) < BUDGET for chart in charts)
    at.session_state["tab"] = "Dependence"
    at.run().selectbox(key="feature").set_value("tenure_days").run()
    assert "Days since the first sale is expected to lower the risk" in words(at)


def test_the_finding_names_the_baselines_that_agree_least_and_most():
    pairs = pd.DataFrame(
        [("all", "best", 0.01, 0.2), ("fitted", "all", 0.7, 0.9), ("best", "fitted", 0.3, 0.5)],
        columns=["first", "second", "same_set", "same_first"],
    ).assign(n=500)
    assert baseline_findings.agreement(pairs) == (
        "Of 500 applicants turned away, 1\u00a0% get the same reasons whether compared with all "
        "applicants or the best attainable, and 20\u00a0% the same first one. Most, 70\u00a0%, "
        "keep theirs between the cases the model was fitted on and all applicants."
    )
    found = pd.DataFrame({"statement": ["Few sales"], "best": [0.76], "all": [0.44]})
    assert "44\u00a0% get it compared with all applicants, 76\u00a0%" in (
        baseline_findings.reasons(found)
    )


def test_a_grid_of_baselines_is_in_their_order_and_open_against_itself():
    pairs = pd.DataFrame(
        {"first": ["best", "all"], "second": ["all", "best"], "same_set": 0.25, "n": 9}
    )
    (grid,) = agreement_map(pairs, "same_set", {"all": "All", "best": "Best"}).data
    assert list(grid.y) == ["All", "Best"]
    assert [list(row) for row in grid.text] == [["", "25\u00a0%"], ["25\u00a0%", ""]]
    assert grid.z[0][1] == 0.75


TAB_ON_BASELINES = """
from dashboard import queries
from dashboard.panels.explain_baselines import show_baselines

show_baselines(queries.version().version_id)
"""


def test_scores_without_reasons_by_baseline_say_to_score_again(
    offered_store, imported_store, monkeypatch
):
    monkeypatch.setenv("PAYLATER_STORE", str(offered_store))
    at = AppTest.from_string(TAB_ON_BASELINES).run()
    assert "No reasons by baseline yet" in at.subheader[0].value
    assert at.code[0].value == "python -m pipelines score"
    monkeypatch.setenv("PAYLATER_STORE", str(imported_store))
    at = AppTest.from_string(TAB_ON_BASELINES).run()
    assert at.markdown[0].value.startswith("Nobody was declined or referred")


def test_scores_without_a_stored_explanation_say_to_score_again(open_page, offered_store):
    at = open_page("explain", offered_store)
    assert "No explanation of the book yet" in at.subheader[0].value
    assert "python -m pipelines score" in at.code[0].value


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


def test_dependence_draws_points_band_and_mean():
    points = pd.DataFrame(
        {"value": [1.0, 2.0], "contribution": [0.1, 0.2], "partner_rank": [0.0, 1.0]}
    )
    steps = pd.DataFrame(
        {"value": [1.5], "contribution": [0.15], "low": [0.1], "high": [0.2], "n": [2]}
    )
    dots, band, mean = dependence(points, steps, str, "Value", "Partner").data
    assert list(dots.marker.color) == [0, 1]
    assert list(band.y) == [0.2, 0.1]
    assert list(mean.y) == [0.15]


def test_a_pairs_grid_has_the_mean_and_n_of_each_cell():
    pair = pd.DataFrame(
        {
            "first_value": [0.0, 0.0, 1.0, 1.0],
            "second_value": [5.0, 6.0, 5.0, 5.0],
            "contribution": [0.1, 0.2, 0.3, 0.5],
        }
    )
    grid = gridded(pair)
    assert grid["n"].tolist() == [1, 1, 2]
    assert grid["contribution"].tolist() == pytest.approx([0.1, 0.2, 0.4])
    assert "from +0.10 (n = 1) to +0.40 log-odds (n = 2)" in says.pair(grid, ("A", "B"))


def by_month(*movements: dict[str, float]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"month": pd.Timestamp(2025, month, 1), "name": name, "importance": size, "n": 50}
            for month, moved in enumerate(movements, start=1)
            for name, size in moved.items()
        ]
    )


def test_whether_the_first_three_changed_is_said():
    before = {"Sales": 0.4, "Order": 0.3, "Bank": 0.2, "Refunds": 0.1}
    still, turned = (
        moved(by_month(before, before)),
        moved(by_month(before, before | {"Order": 0.5})),
    )
    assert "The first three did not change" in still
    assert "The same three lead, in another order" in turned
    changed = moved(by_month(before, before | {"Refunds": 0.35}))
    assert "Refunds came in for Bank" in changed
    assert "Refunds moved most, by +0.250 log-odds" in changed
    assert "Jan 2025 to Jan 2025 (n = 50)" in changed


def test_dots_of_a_lane_are_kept_apart_and_missing_values_are_crosses():
    frame = pd.DataFrame(
        {"name": ["a"] * 4, "contribution": [0.1, 0.1, 0.1, -0.2], "rank": [0.0, 0.5, None, 1.0]}
    )
    assert len(set(offsets(frame)[:3])) == 3
    crosses, dots = beeswarm(frame, {"a": "Feature"}).data
    assert (len(crosses.x), len(dots.x)) == (1, 3)
