"""Scenarios are kept as they were saved, refused when they are no policy, and proposed."""

import tomllib
from datetime import date

import pytest

from pipelines.errors import Refused
from pipelines.offers import policy_document, policy_from_text, policy_toml
from pipelines.simulation.scenarios import (
    find_scenario,
    propose_scenario,
    rules,
    save_scenario,
    scenario_policy,
)
from pipelines.store import Workbench
from pipelines.store.scenarios import Scenarios


@pytest.fixture
def workbench(settings):
    return Workbench(settings)


def drafted(policy, cut_off):
    document = policy_document(policy)
    document["tiers"]["high"]["pd_up_to"] = cut_off
    return policy_toml(document)


def saved(workbench, policy, cut_off=0.1, **changes):
    values = {"name": "Bolder", "author": "Ada", "note": "", "base": policy}
    return save_scenario(workbench, policy_text=drafted(policy, cut_off), **values | changes)


def test_a_new_version_keeps_the_old(workbench, policy):
    first = saved(workbench, policy, 0.1, note=" more \n growth ")
    second = saved(workbench, policy, 0.11, author="Grace")
    other = saved(workbench, policy, name="Another")
    assert (first.number, second.number, other.number) == (1, 2, 1)
    assert first.note == "more growth"
    assert [s.scenario_id for s in Scenarios(workbench).newest_first()] == [
        other.scenario_id,
        second.scenario_id,
        first.scenario_id,
    ]
    assert find_scenario(workbench, first.scenario_id) == first
    assert scenario_policy(first).cut_off == 0.1
    assert first.base_version == policy.version


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"name": "  "}, "a name"), ({"author": ""}, "who"), ({"cut_off": 0.2}, "grey_band")],
)
def test_incomplete_or_contradictory_scenarios_are_refused(workbench, policy, changes, words):
    with pytest.raises(Refused, match=words):
        saved(workbench, policy, **changes)
    assert Scenarios(workbench).newest_first() == []


def test_unknown_and_outdated_scenarios_are_refused(workbench, policy):
    with pytest.raises(Refused, match="check the link"):
        find_scenario(workbench, "nothing")
    old = Scenarios(workbench).save(
        name="Old", author="Ada", note="", policy_text="[policy]", base_version="1-abc"
    )
    with pytest.raises(Refused, match="no valid policy any more"):
        scenario_policy(old)


def test_a_proposal_holds_the_next_policy(workbench, policy):
    day = date(2027, 1, 1)
    found = propose_scenario(
        workbench, saved(workbench, policy), author="Ada", reason="Growth", effective_on=day,
        in_force=policy,
    )  # fmt: skip
    head = tomllib.loads(found.policy_text)["policy"]
    assert head == {"version": 3, "effective_on": day, "author": "Ada", "reason": "Growth"}
    assert policy_from_text(found.policy_text).cut_off == 0.1
    assert Scenarios(workbench).proposals() == [found]


def test_what_is_in_force_is_not_proposed(workbench, policy):
    same = saved(workbench, policy, policy.cut_off)
    assert rules(scenario_policy(same)) == rules(policy)
    for author, reason, words in (("", "x", "who"), ("Ada", " ", "why"), ("Ada", "x", "in force")):
        with pytest.raises(Refused, match=words):
            propose_scenario(
                workbench, same, author=author, reason=reason, effective_on=date(2027, 1, 1),
                in_force=policy,
            )  # fmt: skip
