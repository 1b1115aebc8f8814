"""The command line: one JSON object out, one clear line on refusal, and the exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.cli.main import main
from pipelines.cli.verbs import VERBS
from pipelines.review import CHECKLIST
from pipelines.settings import Settings
from pipelines.store import History
from tests.copies import copy_of

QUOTE = ["quote", "30000", "--tier", "low", "--json"]


@pytest.fixture
def run(capsys):
    def run(*arguments: object, code: int = 0) -> tuple[str, str]:
        assert main([str(argument) for argument in arguments]) == code
        captured = capsys.readouterr()
        return captured.out, captured.err

    return run


@pytest.fixture
def store(demo_store, tmp_path) -> Path:
    """A copy of the demo to write to."""
    return copy_of(demo_store, tmp_path / "copy")


def some_application(store: Path, sql: str) -> str:
    with History(Settings(store=store)) as history:
        found = history.row(sql)
    assert found is not None
    return found[0]


def test_verbs_are_those_of_the_design():
    expected = (
        "demo import features cold-start train models score explain trace quote offer simulate "
        "optimise serve api-key replay portfolio stress watch-list loss board-pack check "
        "audit monitor status"
    )
    assert list(VERBS) == expected.split()


def test_quote_needs_no_store(run, tmp_path):
    out, _ = run(*QUOTE, "--store", tmp_path / "none")
    record = json.loads(out)
    assert (record["finance_charge"], record["total"], record["apr"]) == (1050.0, 31050.0, 12.0372)
    assert record["schedule"][0]["payment"] == 5375.0
    assert set(record) >= {"decision", "limit", "tier", "monthly_rates", "schedule", "reasons"}


def test_quote_prepaid(run, tmp_path):
    out, _ = run(*QUOTE, "--prepay-month", 2, "--store", tmp_path / "none")
    assert json.loads(out)["apr"] == 16.3536


def test_quote_writes_a_disclosure(run, tmp_path):
    out = tmp_path / "sheet.html"
    text, _ = run(*QUOTE, "--disclosure", "new-york", "--out", out, "--store", tmp_path / "none")
    assert json.loads(text)["disclosure"] == str(out)
    assert "23 NYCRR 600.10" in out.read_text()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--disclosure", "california"], "a disclosure needs a state and a file"),
        (["--out", "sheet.html"], "a disclosure needs a state and a file"),
        (["--disclosure", "california", "--out", "sheet.doc"], "ends in .html or .pdf"),
        (["--disclosure", "california", "--out", "none/sheet.html"], "cannot write"),
        (
            ["--disclosure", "california", "--out", "a.html", "--prepay-month", "2"],
            "states the full term",
        ),
    ],
)
def test_a_disclosure_that_cannot_be_written(run, tmp_path, monkeypatch, options, words):
    monkeypatch.chdir(tmp_path)
    _, err = run(*QUOTE, *options, "--store", tmp_path / "none", code=1)
    assert words in err
    assert list(tmp_path.glob("*.html")) == []


@pytest.mark.parametrize("amount", ["0", "-5", "150000.01", "1e9", "nan", "thirty", "10.001", "1"])
def test_bad_amount_is_refused_in_one_line(run, tmp_path, amount):
    out, err = run("quote", amount, "--tier", "low", "--store", tmp_path / "none", code=1)
    assert out == ""
    assert err.startswith("quote: ")
    assert err.count("\n") == 1


def test_unknown_tier_and_month_are_refused(run, tmp_path):
    _, err = run("quote", 30000, "--tier", "gold", "--store", tmp_path, code=1)
    assert "choose one of low, mid, high" in err
    _, err = run("quote", 30000, "--tier", "low", "--prepay-month", 7, code=1)
    assert "choose a month from 1 to 6" in err


@pytest.mark.parametrize("verb", ["features", "train", "score", "portfolio", "check", "status"])
def test_without_a_store_each_verb_says_what_to_run(run, tmp_path, verb):
    _, err = run(verb, "--store", tmp_path / "none", code=1)
    assert "python -m pipelines demo" in err
    assert not (tmp_path / "none" / "history.duckdb").exists()


def test_misuse_exits_with_2(capsys):
    with pytest.raises(SystemExit) as misuse:
        main(["quote", "30000"])
    assert misuse.value.code == 2
    assert "--tier" in capsys.readouterr().err


def test_import_refuses_a_missing_folder(run, tmp_path):
    _, err = run("import", "sme-invoices", tmp_path / "gone", "--store", tmp_path / "s", code=1)
    assert "no folder" in err
    assert not (tmp_path / "s" / "history.duckdb").exists()


def test_explain_adds_up(run, demo_store):
    application = some_application(demo_store, "select min(application_id) from applications")
    out, _ = run("explain", application, "--json", "--store", demo_store)
    record = json.loads(out)
    out, _ = run("explain", application, "--json", "--baseline", "best", "--store", demo_store)
    best = json.loads(out)
    for one in (record, best):
        total = one["base"] + sum(part["contribution"] for part in one["contributions"])
        assert abs(total - one["score"]) < 1e-9
    assert (record["baseline"], best["baseline"]) == ("fitted", "best")
    assert best["score"] == record["score"]
    assert best["base"] != record["base"]
    assert 0 < record["pd"] < 1
    assert len(record["reasons"]) <= 4
    assert set(record) == {
        *("application_id", "model_id", "pd", "score", "base", "contributions", "reasons"),
        "baseline",
    }


def test_explain_agrees_with_the_stored_contributions(run, demo_store):
    application = some_application(demo_store, "select max(application_id) from applications")
    out, _ = run("explain", application, "--json", "--store", demo_store)
    found = {part["feature"]: part["contribution"] for part in json.loads(out)["contributions"]}
    with History(Settings(store=demo_store)) as history:
        stored = history.rows(
            "select feature, contribution from contributions where application_id = $id",
            {"id": application},
        )
    assert found == pytest.approx(dict(stored), abs=1e-12)


def test_offer_agrees_with_the_stored_offer(run, demo_store):
    with History(Settings(store=demo_store)) as history:
        stored = history.rows(
            "select application_id, requested_cents / 100, decision, limit_cents / 100, apr "
            "from (select *, row_number() over (partition by decision order by application_id) "
            "as n from offers where requested_cents between 50000 and 15000000) where n <= 3"
        )
    assert {decision for _, _, decision, _, _ in stored} >= {"approve", "decline"}
    for application, requested, decision, limit, apr in stored:
        out, _ = run(
            *("offer", application, "--amount", f"{requested:.2f}"),
            *("--json", "--store", demo_store),
        )
        record = json.loads(out)
        assert (record["decision"], record["limit"]) == (decision, limit)
        assert record["apr"] == (None if apr is None else round(apr, 4))
        assert decision == "approve" or 1 <= len(record["reasons"]) <= 4


def test_unknown_application_is_refused(run, demo_store):
    for verb in ("explain", "offer"):
        _, err = run(verb, "nobody", "--store", demo_store, code=1)
        assert "nobody" in err


@pytest.mark.long
def test_stages_run_one_after_another(run, store):
    run("features", "--store", store)
    trained = json.loads(run("train", "--without-report", "--json", "--store", store)[0])
    assert set(trained) == {
        *("model_id", "data_version", "n", "bad_rate", "auc", "auc_ci"),
        *("ks", "gini", "brier", "ece", "split", "seconds", "label"),
        *("role", "warnings", "validation"),
    }
    assert trained["auc_ci"][0] <= trained["auc"] <= trained["auc_ci"][1]
    assert (trained["role"], trained["validation"]) == ("champion", None)
    listed = json.loads(run("models", "list", "--json", "--store", store)[0])
    assert [m["role"] for m in listed["models"]] == ["champion"]
    scored = json.loads(run("score", "--json", "--store", store)[0])
    assert scored["model_id"] == trained["model_id"]
    assert scored["additivity_error"] <= 1e-9
    status = json.loads(run("status", "--json", "--store", store)[0])
    assert (status["champion"], status["is_synthetic"]) == (trained["model_id"], True)
    assert json.loads(run("check", "--json", "--store", store)[0])["passed"] is True


def test_check_fails_where_a_model_file_was_altered(run, store):
    model = next((store / "models").glob("*/model.cbm"))
    content = bytearray(model.read_bytes())
    content[len(content) // 2] ^= 1
    model.write_bytes(bytes(content))
    _, err = run("check", "--store", store, code=1)
    assert err.startswith("check: ")
    assert "digest differs" in err


def test_check_names_every_proof(run, demo_store):
    record = json.loads(run("check", "--json", "--store", demo_store)[0])
    assert record["passed"] is True
    assert [check["check"] for check in record["checks"]] == [proof.name for proof in CHECKLIST]
    assert {check["verdict"] for check in record["checks"]} == {"pass"}


def test_portfolio_of_the_demo(run, demo_store):
    record = json.loads(run("portfolio", "--json", "--store", demo_store)[0])
    assert record["basis"] == "loans"
    assert record["outstanding_cents"] > 0
    assert record["offered"]["approved"] <= record["offered"]["applications"]


def test_demo_does_not_replace_a_store_unasked(run, demo_store):
    _, err = run("demo", "--store", demo_store, code=1)
    assert "--replace" in err


def test_runs_as_a_module(tmp_path):
    command = [sys.executable, "-m", "pipelines", *QUOTE, "--store", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["tier"] == "low"
    assert done.stderr == ""


def test_audit_says_what_moved_between_which_days(run, demo_store):
    record = json.loads(run("audit", "drift", "--store", demo_store, "--json")[0])
    assert record["periods"]["newest_last"] > record["periods"]["reference_last"]
    psi = [feature["psi"] for feature in record["features"]]
    assert psi == sorted(psi, reverse=True)
    shifted = [f for f in record["features"] if f["verdict"] == "shifted"]
    assert all(f["psi"] > max(0.25, f["bound"]) for f in shifted)
    out, _ = run("audit", "drift", "--store", demo_store)
    assert out.count("\nshifted  PSI ") == len(shifted)
    assert f"{record['periods']['newest_n']:,} applications" in out.splitlines()[0]


def test_audit_without_features_is_refused(run, tmp_path):
    _, err = run("audit", "drift", "--store", tmp_path / "none", code=1)
    assert "python -m pipelines demo" in err
