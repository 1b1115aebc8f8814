"""A book with sales and no loans on the command line: from a cold start to scores that say so."""

import json

import pytest

from pipelines.cli.main import main
from pipelines.settings import Settings
from pipelines.store import History
from tests.copies import copy_of


@pytest.fixture
def run(capsys):
    def run(*arguments: object, code: int = 0) -> tuple[str, str]:
        assert main([str(argument) for argument in arguments]) == code
        captured = capsys.readouterr()
        return captured.out, captured.err

    return run


def test_every_request_is_marked_as_made_up(cold_store):
    with History(Settings(store=cold_store)) as history:
        assert history.rows(
            "select bool_and(application_id like 'H-%'), count(*) > 500, any_value(i.source), "
            "count(distinct i.source) from applications join imports as i using (import_id)"
        ) == [(True, True, "cold-start", 1)]


def test_a_label_waits_for_its_months(cold_store):
    with History(Settings(store=cold_store)) as history:
        rows = history.rows(
            "select max(observed_through) <= any_value(as_of), bool_or(is_shortfall), "
            "bool_and(is_shortfall) from shortfalls cross join book"
        )
        assert rows == [(True, True, False)]
        assert history.row(
            "select count(*) from shortfalls as s join applications as a using (application_id) "
            "where a.applied_at::date > (select as_of from book) - 270"
        ) == (0,)


def test_a_second_cold_start_adds_nothing(run, cold_store):
    record = json.loads(run("cold-start", "--store", cold_store, "--json")[0])
    assert record["added"] == 0
    assert record["applications"] > 500


def test_status_says_the_label_is_a_proxy(run, cold_store, demo_store):
    assert "Proxy label" in run("status", "--store", cold_store)[0]
    assert json.loads(run("status", "--store", cold_store, "--json")[0])["label"] == "shortfall"
    assert "Proxy label" not in run("status", "--store", demo_store)[0]
    assert json.loads(run("status", "--store", demo_store, "--json")[0])["label"] == "default"


def test_score_says_the_label_is_a_proxy(run, cold_store, tmp_path):
    store = copy_of(cold_store, tmp_path / "copy")
    assert "Proxy label" in run("score", "--store", store)[0]


def test_without_outcomes_train_says_how_to_use_the_proxy(run, cold_store):
    _, err = run("train", "--store", cold_store, code=1)
    assert "`python -m pipelines cold-start`" in err
    assert "train --label shortfall" in err


def test_a_book_with_loans_gets_no_cold_start(run, demo_store):
    _, err = run("cold-start", "--store", demo_store, code=1)
    assert "a proxy is for books without any" in err


def test_without_a_store_it_says_what_to_run(run, tmp_path):
    _, err = run("cold-start", "--store", tmp_path / "none", code=1)
    assert "python -m pipelines demo" in err
