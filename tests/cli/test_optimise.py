"""`optimise`: limits in, offers with their proof out."""

import json

import pytest

from pipelines.cli.main import main


def test_optimise_answers_with_its_proof(demo_store, capsys):
    limits = [
        "--budget",
        "1000000",
        "--expected",
        "--industry-share",
        "0.3",
        "--fair-regions",
        "0.5",
    ]
    assert main(["optimise", *limits, "--json", "--store", str(demo_store)]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["expected_lent"] <= 1_000_000
    assert 0 <= record["gap"] <= 1e-3
    assert record["expected_profit"] <= record["bound"]
    assert record["beside"]["today's policy"] > 0
    assert any("budget" in sentence for sentence in record["words"])


def test_optimise_in_words(demo_store, capsys):
    assert main(["optimise", "--store", str(demo_store)]) == 0
    out = capsys.readouterr().out
    assert "no other offers earn more than" in out
    assert "today's policy: expected profit" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--budget", "-1"], "--budget is -1"),
        (["--loans", "-3"], "at most -3 loans"),
        (["--region-share", "7"], "share of one region is 7"),
        (["--fair-regions", "nan"], "fairness floor by region is nan"),
    ],
)
def test_impossible_limits_are_refused(demo_store, capsys, arguments, says):
    assert main(["optimise", *arguments, "--store", str(demo_store)]) == 1
    assert says in capsys.readouterr().err
