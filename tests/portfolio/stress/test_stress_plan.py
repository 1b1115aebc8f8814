"""The scenarios under review: what they hold, and what is refused."""

from datetime import date
from itertools import chain

import pytest

from pipelines.errors import Refused
from pipelines.portfolio.stress import load_stress_plan, scenario_of
from pipelines.settings import PROJECT
from pipelines.world.presets import PRESETS

OWN = PROJECT / "data" / "stress.toml"


def test_covid_is_the_preset_of_the_synthetic_marketplace():
    covid = scenario_of(load_stress_plan(OWN), "covid")
    demand = PRESETS["covid"].demand
    assert covid.industry.keys() == demand.keys()
    stated = list(chain.from_iterable(covid.industry[name] for name in demand))
    first = date(2020, 3, 1)
    preset = [((day - first).days, f) for name in demand for day, f in demand[name]]
    assert [day for day, _ in stated] == [day for day, _ in preset]
    assert [f for _, f in stated] == pytest.approx([f for _, f in preset], abs=1e-12)


def test_a_part_of_a_shock_moves_every_figure_in_proportion():
    recession = scenario_of(load_stress_plan(OWN), "recession").at(0.5)
    assert recession.overall == ((0, 1.0), (90, 0.94))
    assert (recession.refunds, recession.late_share, recession.lgd_added) == pytest.approx(
        (1.075, 0.05, 0.015)
    )


def test_no_severity_is_no_shock():
    calm = scenario_of(load_stress_plan(OWN), "covid").at(0.0)
    assert {f for path in calm.industry.values() for _, f in path} == {1.0}
    assert (calm.refunds, calm.late_share) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("refunds = 2.0", "refund = 2.0", r"refunds in \[scenarios.refunds\] is missing"),
        ("refunds = 2.0", "refunds = 2.0\nsize = 1", r"size in \[scenarios.refunds\] is not a key"),
        ("days = 14", "days = 400", "must be at most 180, not 400"),
        ('"CA" = [[0, 1.0], [7, 0.3]]', '"CA" = [[7, 1.0], [0, 0.3]]', "rising order"),
        ('"CA" = [[0, 1.0], [7, 0.3]]', '"CA" = [[0, 1.0], [7, 9.0]]', "factors from 0 to 3"),
        ('scenario = "decline"', 'scenario = "flood"', "names no scenario of the file"),
        ("share_lost = 0.10", "share_lost = 10", "must be a number from 0 to 1"),
    ],
)
def test_a_plan_that_contradicts_itself_is_refused(tmp_path, old, new, says):
    changed = tmp_path / "stress.toml"
    changed.write_text(OWN.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused, match=says):
        load_stress_plan(changed)


def test_an_unknown_scenario_is_refused_with_those_there_are():
    with pytest.raises(Refused, match="choose one of covid, recession"):
        scenario_of(load_stress_plan(OWN), "flood")
