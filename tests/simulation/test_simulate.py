"""The verb `simulate`: a policy file against the one in force, in words and as a record."""

import json

import pytest

from pipelines.cli.main import main
from pipelines.offers import policy_document, policy_toml
from pipelines.simulation.replay import replay
from pipelines.simulation.sweep import policy_at
from pipelines.simulation.totals import totals
from tests.simulation.applicants import POLICY


@pytest.fixture
def tighter(tmp_path):
    path = tmp_path / "tighter.toml"
    path.write_text(policy_toml(policy_document(policy_at(POLICY, 0.05))), encoding="utf-8")
    return path


def test_record_of_another_policy(demo_store, demo_cases, tighter, capsys):
    verb = ["simulate", "--policy", str(tighter), "--store", str(demo_store)]
    assert main([*verb, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    after = totals(replay(demo_cases, policy_at(POLICY, 0.05)), "offered")
    assert found["offered"]["policy"] == vars(after)
    assert found["applications"] == len(demo_cases)
    assert found["in_force"] == POLICY.version
    change = found["offered"]["change"]["volume_cents"]
    assert change["low"] < change["estimate"] < change["high"] < 0
    assert [group["name"] for group in found["swaps"]] == ["won", "lost", "kept"]
    assert found["accepted"]["policy"]["volume_cents"] < after.volume_cents
    assert main(verb) == 0
    assert f"approved {after.approved:,} (-" in capsys.readouterr().out


def test_refuses_what_is_no_policy(demo_store, tmp_path, capsys):
    (tmp_path / "empty.toml").write_text("", encoding="utf-8")
    for name, words in (("empty.toml", "[policy] is missing"), ("none.toml", "no policy at")):
        verb = ["simulate", "--policy", str(tmp_path / name), "--store", str(demo_store)]
        assert main(verb) == 1
        assert words in capsys.readouterr().err
