"""The stored explanation of a book: cohorts, months, directions, steps and samples by hand."""

import numpy as np
import pandas as pd
import pytest

from pipelines.explain.stored.baselines import agreement_rows, reason_rows
from pipelines.explain.stored.cohorts import Drivers, importance_rows, joint
from pipelines.explain.stored.dependence import category_steps, number_steps
from pipelines.explain.stored.direction import directions
from pipelines.explain.stored.interactions import partners
from pipelines.explain.stored.months import month_rows
from pipelines.explain.stored.sample import fixed_sample, places, point_rows, swarm_rows
from pipelines.settings import Settings
from pipelines.store import History

NONE = float("nan")
IDS = ("a", "b", "c", "d")
FEATURES = Drivers(
    "feature",
    ("sales", "growth", "refunds"),
    np.array([[0.2, -0.2, 0.1], [-0.2, 0.2, 0.3], [0.4, 0.0, -0.1], [0.0, 0.4, -0.3]]),
)
GROUPS = {"sales": "Sales", "growth": "Sales", "refunds": "Refunds"}


def ranks(values: list[float]) -> np.ndarray:
    return pd.Series(values).rank().to_numpy()


def test_a_group_counts_what_is_left_after_its_features_cancel_out():
    groups = joint(FEATURES, GROUPS)
    assert groups.names == ("Sales", "Refunds")
    assert groups.values[:, 0] == pytest.approx([0, 0, 0.4, 0.4])
    members = pd.DataFrame({"application_id": IDS, "kind": "all", "cohort": "all"})
    rows = importance_rows(groups, IDS, members).set_index("name")
    assert rows.loc["Sales", "importance"] == pytest.approx(0.2)
    assert rows.loc["Refunds", "importance"] == pytest.approx(0.2)
    assert rows.loc["Refunds", "contribution"] == pytest.approx(0)


def test_an_application_counts_in_each_of_its_cohorts():
    members = pd.DataFrame(
        {
            "application_id": ["a", "b", "c", "a", "d"],
            "kind": ["grade", "grade", "grade", "industry", "industry"],
            "cohort": ["A", "A", "B", "Toys", "Toys"],
        }
    )
    rows = importance_rows(FEATURES, IDS, members)
    found = rows[rows["name"] == "refunds"].set_index(["kind", "cohort"])
    assert found["n"].to_dict() == {("grade", "A"): 2, ("grade", "B"): 1, ("industry", "Toys"): 2}
    assert found["contribution"].tolist() == pytest.approx([0.2, -0.1, -0.1])
    assert found["importance"].tolist() == pytest.approx([0.2, 0.1, 0.2])


def test_months_rank_the_drivers_and_leave_missing_values_out_of_the_mean():
    applied_at = pd.Series(pd.to_datetime(["2025-01-31", "2025-02-01", "2025-02-28", "2025-01-01"]))
    numbers = np.array([[1, NONE, 5], [2, NONE, NONE], [4, 1, 7], [3, NONE, 9]], dtype=float)
    rows = month_rows(FEATURES, applied_at, numbers)
    january = rows[rows["month"] == pd.Timestamp("2025-01-01")]
    assert january["importance"].tolist() == pytest.approx([0.1, 0.3, 0.2])
    assert january["place"].tolist() == [3, 1, 2]
    assert january["mean_value"].tolist() == pytest.approx([2, NONE, 7], nan_ok=True)
    february = rows[rows["month"] == pd.Timestamp("2025-02-01")]
    assert february["mean_value"].tolist() == pytest.approx([3, 1, 7])
    assert rows["n"].tolist() == [2] * 6


def test_direction_is_the_rank_correlation_over_those_with_a_value():
    values = np.column_stack([ranks([1, 2, 4, 3, NONE]), ranks([5, 5, 5, 5, 5])])
    added = np.array([[0.1, 0], [0.2, 1], [0.3, 2], [0.4, 3], [9, 4]])
    found = directions(("x", "flat"), values, added).set_index("name")
    assert found.loc["x", "found"] == pytest.approx(0.8)
    assert np.isnan(found.loc["flat", "found"])
    assert found["missing"].tolist() == [1, 0]
    assert found.loc["x", ["most_lowering", "most_raising"]].tolist() == [0.1, 9.0]


def test_steps_keep_every_value_and_equal_values_together():
    values = np.array([1.0] * 30 + [2.0] * 10 + [NONE])
    added = np.array([*np.linspace(0, 1, 30), *[2.0] * 10, 7.0])
    steps = number_steps(values, ranks(list(values)), added)
    assert steps["kind"].tolist() == ["step", "step", "missing"]
    assert steps["n"].tolist() == [30, 10, 1]
    assert steps["contribution"].tolist() == pytest.approx([0.5, 2, 7])
    assert steps["value"].tolist() == pytest.approx([1, 2, NONE], nan_ok=True)
    assert steps.loc[0, ["low", "high"]].tolist() == pytest.approx([0.1, 0.9])


def test_a_value_that_most_share_leaves_the_others_parts_of_their_own():
    values = np.array([0.0] * 940 + list(range(1, 61)))
    steps = number_steps(values, ranks(list(values)), values)
    assert steps["n"].tolist() == [940, 20, 20, 20]
    assert steps["value"].tolist() == [0, 10.5, 30.5, 50.5]


def test_values_that_all_differ_make_twenty_equal_parts():
    values = np.arange(100.0)[::-1]
    assert number_steps(values, ranks(list(values)), values)["n"].tolist() == [5] * 20


def test_a_feature_that_nobody_has_is_one_row_without_a_value():
    steps = number_steps(np.array([NONE, NONE]), np.array([NONE, NONE]), np.array([0.1, 0.3]))
    assert steps[["kind", "n"]].values.tolist() == [["missing", 2]]
    assert steps["contribution"].tolist() == pytest.approx([0.2])


def test_categories_come_by_frequency_and_then_by_name():
    words = pd.Series(["b", "a", "c", "c", "missing"])
    steps = category_steps(words, np.array([0.1, 0.2, 0.3, 0.5, 0.9]))
    assert steps["text_value"].tolist()[:3] == ["c", "a", "b"]
    assert steps["kind"].tolist() == ["category"] * 3 + ["missing"]
    assert steps["contribution"].tolist() == pytest.approx([0.4, 0.2, 0.1, 0.9])


def test_a_sample_is_the_same_whatever_the_order():
    names = [f"a{number}" for number in range(50)]
    first = {names[row] for row in fixed_sample(names, 10)}
    turned = names[::-1]
    assert first == {turned[row] for row in fixed_sample(turned, 10)}
    assert len(fixed_sample(names, 99)) == 50


def test_a_place_is_the_share_of_values_beneath():
    found = places(np.array([5.0, 1.0, NONE, 5.0, 9.0]))
    assert found.tolist() == pytest.approx([1 / 3, 0, NONE, 1 / 3, 1], nan_ok=True)


def test_points_carry_the_place_of_their_partners_value_and_leave_categories_out():
    numbers = np.array([[1, 8, NONE], [NONE, 2, NONE], [3, 4, NONE], [4, 6, NONE]])
    rows = point_rows(IDS, FEATURES, numbers, {"sales": "growth", "growth": "refunds"})
    assert rows["feature"].unique().tolist() == ["sales", "growth"]
    sales = rows[rows["feature"] == "sales"]
    assert sales["partner_rank"].tolist() == pytest.approx([1, 0, 1 / 3, 2 / 3])
    assert sales["value"].isna().sum() == 1
    assert rows.loc[rows["feature"] == "growth", "partner_rank"].isna().all()
    swarm = swarm_rows(IDS, FEATURES, numbers, ["growth"])
    assert swarm["value_rank"].tolist() == pytest.approx([1, 0, 1 / 3, 2 / 3])


def test_a_feature_goes_with_the_strongest_pair_it_is_in():
    pairs = pd.DataFrame({"first": ["a", "a", "b"], "second": ["b", "c", "c"]})
    assert partners(pairs) == {"a": "b", "b": "a", "c": "a"}


GIVEN = {
    "fitted": [("R01", "R02"), ("R03",), ("R01",), ()],
    "best": [("R02", "R01"), ("R03",), ("R01", "R02"), ()],
}


def test_baselines_agree_on_the_reasons_in_any_order_and_on_the_first():
    rows = agreement_rows(GIVEN)
    assert rows.to_dict("records") == [
        {"first": "fitted", "second": "best", "same_set": 0.75, "same_first": 0.75, "n": 4},
        {"first": "best", "second": "fitted", "same_set": 0.75, "same_first": 0.75, "n": 4},
    ]
    assert (
        agreement_rows({"fitted": [("R01", "R02")], "best": [("R02", "R01")]})[
            ["same_set", "same_first"]
        ].values.tolist()
        == [[1, 0]] * 2
    )


def test_a_reason_counts_once_for_each_applicant_who_gets_it():
    rows = reason_rows(GIVEN, ["R01", "R02", "R04"])
    assert rows["share"].tolist() == [0.5, 0.25, 0, 0.5, 0.5, 0]
    assert rows["n"].tolist() == [4] * 6


def test_the_demo_keeps_reasons_against_every_two_baselines(demo_store):
    stored = "select count(*), count(distinct first), min(n), max(n) from explain_baselines"
    reasons = """select baseline, sum(share) from explain_baseline_reasons
        group by baseline order by baseline"""
    with History(Settings(store=demo_store)) as history:
        assert history.rows(stored) == [(20, 5, 500, 500)]
        found = history.rows(reasons)
    assert [name for name, _ in found] == ["all", "approved", "best", "cut-off", "fitted"]
    assert all(2 < number <= 4 for _, number in found)


def test_the_stored_book_is_its_contributions_summed_up(demo_store):
    """Means of the whole book and of a cohort, against DuckDB's own over the contributions."""
    own = """select feature, avg(abs(contribution)), count(*) from contributions
        join scores using (application_id) where grade = $grade or $grade = 'all'
        group by feature order by feature"""
    stored = """select name, importance, n from explain_importance
        where level = 'feature' and cohort = $grade and kind in ('all', 'grade') order by name"""
    with History(Settings(store=demo_store)) as history:
        for grade in ("all", "C"):
            expected, found = (history.rows(text, {"grade": grade}) for text in (own, stored))
            assert [(row[0], row[2]) for row in found] == [(row[0], row[2]) for row in expected]
            assert [row[1] for row in found] == pytest.approx([row[1] for row in expected])
        kinds = history.rows("select distinct kind from explain_importance order by kind")
        named = ["all", "decision", "grade", "industry", "region", "size", "vintage"]
        assert [kind for (kind,) in kinds] == named
        models = history.rows("select count(distinct model_id) from explain_months")
        assert models == [(1,)]
