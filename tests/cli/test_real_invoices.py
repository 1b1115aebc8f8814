"""The main job on real input: 425 companies from their invoices to an offer or reasons."""

import json

import pytest

from pipelines.cli.main import main
from pipelines.settings import Settings
from pipelines.store import History


@pytest.fixture
def history(real_store):
    with History(Settings(store=real_store)) as history:
        yield history


def test_every_company_has_a_score_and_an_offer_or_reasons(history):
    rows = history.rows("select decision, limit_cents, reasons from offers")
    assert len(rows) == 425
    for decision, limit_cents, reasons in rows:
        if decision == "approve":
            assert limit_cents > 0
        else:
            assert 1 <= len(json.loads(reasons)) <= 4


def test_unlabelled_companies_are_scored(history):
    assert history.rows(
        "select count(*) from scores anti join outcomes using (application_id)"
    ) == [(302,)]


def test_rating_is_in_no_model(history):
    assert history.rows("select count(*) from contributions where feature = '信誉评级'") == [(0,)]


def test_no_feature_sees_past_the_application(history):
    latest = history.rows(
        "select min(days_since_last_sale), max(applied_at)::date::varchar from features"
    )
    assert latest[0][0] >= 1
    assert latest[0][1] == "2019-01-01"


def test_one_company_from_explanation_to_offer(real_store, capsys):
    assert main(["explain", "E200", "--json", "--store", str(real_store)]) == 0
    explained = json.loads(capsys.readouterr().out)
    total = sum(part["contribution"] for part in explained["contributions"])
    assert abs(explained["base"] + total - explained["score"]) < 1e-9
    assert main(["offer", "E200", "--amount", "30000", "--json", "--store", str(real_store)]) == 0
    offered = json.loads(capsys.readouterr().out)
    assert offered["decision"] in {"approve", "counter-offer", "refer", "decline"}
    assert offered["currency"] == "CNY"
