"""Merchant: one application from its weeks to a recorded decision."""

import numpy as np
import pandas as pd
import pytest

from dashboard.charts.merchant import against_peers, waterfall, weekly
from dashboard.findings.merchant import additivity, trade
from dashboard.panels import choice, judgement
from dashboard.queries import levers, merchant
from dashboard.queries.desk import decide_now, decided, desk
from dashboard.queries.store import history, version
from dashboard.values import value
from pipelines.errors import Refused
from pipelines.explain import group_contributions
from pipelines.store import Workbench
from tests.copies import copy_of


def drawn(at) -> bool:
    """Whether the page ran to its end, without an error and without the failed state."""
    failed = any("could not be drawn" in item.value for item in at.subheader)
    return not at.exception and not failed


@pytest.fixture
def own_store(demo_store, tmp_path, monkeypatch):
    """A copy of the demo that a test may write decisions to."""
    copy_of(demo_store, tmp_path / "own")
    monkeypatch.setenv("PAYLATER_STORE", str(tmp_path / "own"))
    return tmp_path / "own"


@pytest.fixture
def found(own_store):
    """The first application of the queue, decided."""
    key = version().version_id
    return decided(key, next(iter(merchant.labels(key))), 20_000_00)


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (1_234_567_00.0, "money", "$1.23m"),
        (0.046, "share", "4.6\u00a0%"),
        (1.0, "days", "1 day"),
        (1.345, "ratio", "1.34"),
        (12.0, "count", "12"),
        (None, "money", "missing"),
        (float("nan"), "share", "missing"),
        ("retail", "text", "retail"),
    ],
)
def test_value_reads_by_its_unit(amount, unit, words):
    assert value(amount, unit, "USD") == words


def test_groups_add_up_to_the_score(found):
    key = version().version_id
    groups = group_contributions(found.explanation, desk(key).table.features)
    total = found.explanation.base + sum(part for _, part in groups)
    assert total == pytest.approx(found.explanation.score, abs=1e-9)
    assert [abs(part) for _, part in groups] == sorted((abs(p) for _, p in groups), reverse=True)


def test_additivity_is_stated():
    text = additivity(-2.0, [("Tenure", 0.5), ("Sales level", -0.25)], -1.75, 0.1)
    assert text == (
        "Tenure raises the risk most. Base -2.0000 and +0.2500 from 2 driver groups make the score "
        "-1.7500 (stored -1.7500), calibrated to a PD of 10.00\u00a0%."
    )


def test_weeks_are_whole_and_know_the_year_before(own_store):
    key = version().version_id
    asked = merchant.application(key, next(iter(merchant.labels(key))))
    weeks = merchant.weeks(key, asked["merchant_id"])
    assert weeks["week"].diff().dropna().eq(pd.Timedelta(days=7)).all()
    assert weeks["year_before_cents"].iloc[52] == weeks["sale_cents"].iloc[0]
    sold = history().row(
        "select sum(amount_cents) from sales where merchant_id = $id and kind = 'sale'",
        {"id": asked["merchant_id"]},
    )[0]
    assert weeks["sale_cents"].sum() == sold


def test_rows_behind_a_feature_stop_before_the_application(found):
    key = version().version_id
    asked = merchant.application(key, found.decision.application_id)
    traced = merchant.trace(key, found.decision.application_id, "sales_90d_cents")
    rows = traced.rows["sales"]
    assert traced.agrees
    assert traced.value == rows["amount_cents"].sum() > 0
    assert (rows["known_at"] < asked["applied_at"].normalize()).all()
    assert (rows["known_at"] >= asked["applied_at"].normalize() - pd.Timedelta(days=90)).all()


def test_the_rows_come_with_sentences_and_the_sql(found, demo_store, open_page):
    at = open_page("merchant", demo_store, application=found.decision.application_id)
    at.session_state["tab"] = "Show me the rows"
    at.run()
    words = " ".join(element.value for element in at.markdown)
    assert "it is exactly the same" in words
    assert "cut_day = days from 1970-01-01 to" in at.code[0].value


def test_trade_compares_with_the_year_before():
    weeks = pd.DataFrame({"week": pd.date_range("2023-01-02", periods=104, freq="7D")})
    weeks["sale_cents"] = [100_00] * 52 + [150_00] * 52
    weeks["returned_cents"] = 0
    asked = pd.Series({"applied_at": weeks["week"].iloc[-1] + pd.Timedelta(days=7)})
    text = trade(weeks, asked, "USD")
    assert text == (
        "Sold $7,800 in the 52 weeks before applying, 50\u00a0% more than in the 52 before; none "
        "of it came back as refunds or chargebacks."
    )


def test_lever_stays_within_the_book_and_offers_the_own_value(found):
    key = version().version_id
    names = levers.permitted(key)
    assert "tenure_days" not in names
    assert "order_to_monthly_sales" not in names
    name = levers.suggested(key, found.explanation)[0]
    lever = levers.lever(key, found.decision.application_id, name, "USD")
    numbers = [option for option in lever.options if option is not None]
    assert lever.value in lever.options
    assert numbers == sorted(numbers)


def test_what_if_moves_through_the_decision_path(found):
    key = version().version_id
    application_id = found.decision.application_id
    worse = decide_now(key, application_id, 20_000_00, {"days_since_last_sale": 400.0})
    assert worse.decision.decision == "decline"
    assert worse.decision.reasons[0].code == "P03"


def test_moving_a_lever_redraws_decision_and_reasons(open_page, demo_store):
    at = open_page("merchant", demo_store)
    at.session_state["tab"] = "What if"
    at.run()
    chosen = at.selectbox(key="chosen-application").value
    at.multiselect(key=f"levers-{chosen}").set_value(["days_since_last_sale"]).run()
    slider = at.select_slider(key=f"lever-{chosen}-days_since_last_sale")
    assert any("Move a lever" in item.value for item in at.markdown)
    slider.set_value(slider.options[-1]).run()
    assert drawn(at)
    assert not any("Move a lever" in item.value for item in at.markdown)


def test_charts_draw_what_they_are_given():
    fig = waterfall(-2.0, [("Tenure", 0.5)], -1.5)
    assert list(fig.data[0].x) == [-2.0, 0.5, -1.5]
    peers = against_peers(np.arange(100.0), 500.0, raises=True)
    assert peers.layout.shapes[0].x0 == pytest.approx(98.01)
    weeks = pd.DataFrame(
        {
            "week": pd.date_range("2024-01-01", periods=3, freq="7D"),
            "sale_cents": [100, 200, 300],
            "returned_cents": [0, 50, 0],
            "year_before_cents": [None, None, None],
        }
    )
    none = pd.DataFrame({"kind": [], "happened_at": [], "reference": [], "amount_cents": []})
    assert list(weekly(weeks, none, pd.Timestamp("2024-01-09"), "USD").data[1].y) == [0, -0.5, 0]


def test_page_opens_the_application_in_the_address(open_page, demo_store):
    first = open_page("merchant", demo_store).selectbox(key="chosen-application")
    wanted = first.options[5].split(" · ")[0]
    at = open_page("merchant", demo_store, application=wanted)
    assert drawn(at)
    assert at.selectbox(key="chosen-application").value == wanted
    assert at.query_params["application"] == wanted


def test_unknown_application_says_so(open_page, demo_store):
    at = open_page("merchant", demo_store, application="nobody *x*")
    assert any("No such application" in item.value for item in at.subheader)
    assert not at.metric


def test_a_list_too_long_for_the_browser_is_searched_first(found, monkeypatch):
    key, opened = version().version_id, found.decision.application_id
    labels = merchant.labels(key)
    name = labels[opened].split(" · ")[1]
    assert choice._offered(key, labels, opened) == list(labels)
    monkeypatch.setattr(choice, "MOST", 10)
    monkeypatch.setattr(choice.st, "text_input", lambda *_, **__: f" {name.upper()[1:]} ")
    assert opened in choice._offered(key, labels, opened)
    monkeypatch.setattr(choice.st, "text_input", lambda *_, **__: "nobody at all")
    assert choice._offered(key, labels, opened) == [opened]
    assert choice._offered(key, labels, "unknown") == []


@pytest.mark.parametrize("tab", ["Show me the rows", "What if", "The offer", "Loans", "Decide"])
def test_every_tab_draws(open_page, demo_store, tab):
    at = open_page("merchant", demo_store)
    at.session_state["tab"] = tab
    at.run()
    assert drawn(at)


def test_another_champion_than_the_scores_is_said(open_page, demo_store, monkeypatch):
    stored = merchant.application
    monkeypatch.setattr(
        merchant,
        "application",
        lambda *asked: stored(*asked).replace(to_replace=r"^m-.*", value="m-old", regex=True),
    )
    at = open_page("merchant", demo_store)
    assert "m-old" in at.warning[0].value


def test_decision_is_recorded_with_its_grounds(found, own_store):
    key = version().version_id
    held = desk(key).policy
    decision_id = judgement.record(key, found, held, "Ada", "decline", "", "Sales look borrowed")
    recorded = Workbench(_settings()).decisions(found.decision.application_id)
    assert [item.decision_id for item in recorded] == [decision_id]
    assert recorded[0].evidence["pd"] == found.explanation.pd
    assert recorded[0].evidence["overrides"] is True


@pytest.mark.parametrize(
    ("actor", "chosen", "amount", "reason", "message"),
    [
        (" ", "decline", "", "because", "your name is missing"),
        ("Ada", "decline", "", " ", "the reason is missing"),
        ("Ada", "approve", "a lot", "because", "is not an amount"),
        ("Ada", "approve", "999999999", "because", "above the cap"),
        ("Ada", "perhaps", "", "because", "is not a decision"),
    ],
)
def test_incomplete_decision_is_refused(found, actor, chosen, amount, reason, message):
    key = version().version_id
    with pytest.raises(Refused, match=message):
        judgement.record(key, found, desk(key).policy, actor, chosen, amount, reason)
    assert Workbench(_settings()).decisions(found.decision.application_id) == []


def _settings():
    from dashboard import queries  # noqa: PLC0415 - read after the environment is set

    return queries.settings()


def test_what_would_help_says_what_it_tried(open_page, demo_store):
    at = open_page("merchant", demo_store)
    at.session_state["tab"] = "What would help"
    at.run()
    assert drawn(at)
    words = " ".join(element.value for element in (*at.markdown, *at.caption))
    assert "combinations of" in words or "Nothing to improve" in words
