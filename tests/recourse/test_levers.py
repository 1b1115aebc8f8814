"""The file of levers, and what each kind of move does."""

from datetime import date

import numpy as np
import pytest

from pipelines.errors import Refused
from pipelines.features import catalogue
from pipelines.recourse import in_effect, load_levers
from pipelines.recourse.moves import Bounds, Pull
from pipelines.settings import PROJECT

KNOWN = {feature.name for feature in catalogue()}
GOOD = """
[more_days]
label = "Sell on more days"
label_zh = "增加有销售的天数"
steps = { from = 0.1, to = 0.3, by = 0.1 }
effort = [2, 6]
months = [1, 3]
direction = "both"
raise = ["active_days_90d"]
fill = ["idle_day_share_90d"]
owner = "Credit risk"
effective_on = 2026-12-01
"""


def read(tmp_path, text):
    path = tmp_path / "recourse.toml"
    path.write_text(text, encoding="utf-8")
    return load_levers(path, KNOWN)


def test_the_levers_under_review_are_valid():
    levers = load_levers(PROJECT / "data" / "recourse.toml", KNOWN)
    assert len(levers) == 17
    assert {lever.key for lever in levers} >= {"smaller_order", "wait", "sell_more", "refund_less"}
    assert "industry" not in {name for lever in levers for name in lever.features}


def test_a_lever_is_read_with_its_steps_both_ways(tmp_path):
    (lever,) = read(tmp_path, GOOD)
    assert lever.steps == (0.1, -0.1, 0.2, -0.2, 0.3, -0.3)
    assert lever.features == ("active_days_90d", "idle_day_share_90d")
    assert lever.at(lever.effort, 0.2) == pytest.approx(4)
    assert lever.at(lever.months, -0.3) == 3


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"active_days_90d"', '"active_dayz"', "active_dayz in .more_days. is not a feature"),
        ('fill = ["idle_day_share_90d"]', 'fill = ["active_days_90d"]', "moved twice"),
        ("from = 0.1, to = 0.3", "from = 0.3, to = 0.1", "steps in .more_days. must go up"),
        ("by = 0.1", "by = 0.001", "are 201, more than 40"),
        ("effort = [2, 6]", "effort = [6, 2]", "must rise between 0 and 100"),
        ("months = [1, 3]", "months = 3", "must be two numbers"),
        ('"both"', '"back"', "must be one of one-way, both"),
        ('owner = "Credit risk"', 'owner = ""', "must be text that is not blank"),
        ('owner = "Credit risk"', 'owner = "x"\ncost = 1', "cost in .more_days. is not a key"),
        ('raise = ["active_days_90d"]\nfill = ["idle_day_share_90d"]', "", "must name a feature"),
    ],
)
def test_a_fault_is_refused_with_its_place(tmp_path, old, new, words):
    with pytest.raises(Refused, match=words):
        read(tmp_path, GOOD.replace(old, new))


def test_an_empty_or_missing_file_is_refused(tmp_path):
    with pytest.raises(Refused, match="holds no lever"):
        read(tmp_path, "")
    with pytest.raises(Refused, match="no file of levers"):
        load_levers(tmp_path / "none.toml", KNOWN)


@pytest.mark.parametrize(
    ("kind", "now", "step", "after"),
    [
        ("raise", 200.0, 0.1, 220.0),
        ("raise", -200.0, 0.1, -180.0),
        ("lower", 200.0, 0.1, 180.0),
        ("divide", 220.0, 0.1, 200.0),
        ("fill", 0.6, 0.5, 0.4),
        ("add", 200.0, 30.0, 230.0),
        ("set", 200.0, 1.0, 1.0),
        ("set", np.nan, 1.0, np.nan),
    ],
)
def test_each_kind_of_move(tmp_path, kind, now, step, after):
    text = GOOD.replace("raise", kind).replace('fill = ["idle_day_share_90d"]', "")
    (lever,) = read(tmp_path, text)
    pull = Pull.of(lever, ["active_days_90d"])
    moved = pull.moved(np.array([[now]]), np.array([step]))
    assert moved[0] == pytest.approx([after], nan_ok=True)


def test_carry_takes_from_another_feature(tmp_path):
    carry = '[more_days.carry]\nactive_days_365d = "active_days_90d"\n'
    (lever,) = read(tmp_path, GOOD + carry)
    pull = Pull.of(lever, ["active_days_90d", "idle_day_share_90d", "active_days_365d"])
    moved = pull.moved(np.array([[40.0], [0.5], [100.0]]), np.array([0.1]))
    assert moved[:, 0] == pytest.approx([44, 0.45, 104])


def test_figures_are_rounded_and_stay_within_bounds():
    bounds = Bounds(np.array([0.0, 0.0]), np.array([10.0, 1.0]), np.array([True, False]))
    held = bounds.held(np.array([0, 1]), np.array([[3.4, 12.0], [0.25, 1.5]]))
    assert held.tolist() == [[3.0, 10.0], [0.25, 1.0]]


def test_a_lever_counts_from_the_day_it_takes_effect(tmp_path):
    later = GOOD.replace("[more_days]", "[later]").replace("2026-12-01", "2026-12-02")
    levers = read(tmp_path, GOOD + later)
    assert [lever.key for lever in in_effect(levers, date(2026, 12, 1))] == ["more_days"]
    assert in_effect(levers, date(2026, 12, 2)) == levers
    with pytest.raises(Refused, match="first takes effect on 2026-12-01"):
        in_effect(levers, date(2026, 11, 30))
