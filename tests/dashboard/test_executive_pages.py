"""Overview, Portfolio and Data: with loans, with offers only, with neither, without a store."""

import pytest

from dashboard.queries import portfolio
from pipelines.errors import Refused

MINE = ("overview", "portfolio", "data")


def words(at) -> str:
    """Everything the page says in Markdown, captions, headings and metrics."""
    said = [element.value for kind in (at.title, at.subheader, at.markdown, at.caption)
            for element in kind]  # fmt: skip
    return "\n".join(said + [f"{metric.label} {metric.value}" for metric in at.metric])


@pytest.mark.parametrize("name", MINE)
def test_pages_answer_on_a_book_with_loans(open_page, lent_store, name):
    at = open_page(name, lent_store)
    assert not at.exception
    assert "could not be drawn" not in words(at)
    assert len(at.metric) >= 4
    assert at.get("plotly_chart")


@pytest.mark.parametrize("name", MINE)
def test_pages_answer_on_a_book_without_loans(open_page, offered_store, name):
    at = open_page(name, offered_store)
    assert "could not be drawn" not in words(at)
    assert len(at.metric) >= 4
    assert at.get("plotly_chart")


@pytest.mark.parametrize("name", MINE)
def test_without_a_store_the_page_says_what_to_run(open_page, tmp_path, name):
    at = open_page(name, tmp_path)
    assert at.title[0].value.endswith("?")
    assert "No store at" in at.subheader[0].value
    assert "`python -m pipelines demo`" in words(at)


@pytest.mark.parametrize("name", ["overview", "portfolio"])
def test_an_imported_book_says_how_to_score_it(open_page, imported_store, name):
    at = open_page(name, imported_store)
    assert "python -m pipelines train" in at.code[0].value
    assert not at.metric


def test_the_caption_tells_synthetic_from_real(open_page, lent_store, offered_store):
    assert "Synthetic data" in words(open_page("overview", lent_store))
    assert "Real data" in words(open_page("overview", offered_store))


def test_overview_of_loans_shows_the_six_numbers(open_page, lent_store):
    labels = [metric.label for metric in open_page("overview", lent_store).metric]
    assert labels[0] == "Outstanding"
    assert labels[2:] == ["30+ DPD", "Net charge-off", "Expected loss", "Net return"]


def test_overview_without_loans_answers_from_the_offers(open_page, offered_store):
    said = words(open_page("overview", offered_store))
    assert "The policy would lend" in said
    assert "60 scored applications, no loans" in said


@pytest.mark.parametrize("tab", ["Roll rates", "Loss", "Concentration", "Run-off", "Merchants"])
def test_every_portfolio_tab_draws(open_page, lent_store, tab):
    at = open_page("portfolio", lent_store)
    at.session_state["tab"] = tab
    at.run()
    assert "could not be drawn" not in words(at)
    assert at.get("plotly_chart")


def test_vintages_switch_to_amounts(open_page, lent_store):
    at = open_page("portfolio", lent_store)
    at.segmented_control(key="measure").select("Net charge-off of principal").run()
    assert "Net charge-off of principal by months since funding" in words(at)


@pytest.mark.parametrize("tab", ["Quarantine", "Dictionary", "Versions"])
def test_every_data_tab_draws(open_page, lent_store, tab):
    at = open_page("data", lent_store)
    at.session_state["tab"] = tab
    at.run()
    assert "could not be drawn" not in words(at)


def test_data_accounts_for_every_row(open_page, lent_store):
    said = words(open_page("data", lent_store))
    assert "1,002 rows read = 1,000 loaded + 0 duplicate + 2 quarantined" in said


def test_expected_loss_by_grade_adds_up_to_the_books(lent_store, monkeypatch):
    monkeypatch.setenv("PAYLATER_STORE", str(lent_store))
    version_id = portfolio.history().version().version_id
    found = portfolio.summary(version_id)
    rows = portfolio.loss_by_grade(version_id, "loans")
    assert sum(row.exposure_cents for row in rows) == found.outstanding_cents
    assert sum(row.loss_cents for row in rows) == pytest.approx(found.expected_loss_cents, abs=3)


def test_a_refusal_is_shown_in_its_own_words(open_page, lent_store, monkeypatch):
    def refuse(version_id):
        raise Refused("the policy is unreadable: correct data/policy.toml")

    monkeypatch.setattr(portfolio, "summary", refuse)
    at = open_page("overview", lent_store)
    assert "The policy is unreadable" in at.subheader[0].value
    assert not at.exception


def test_an_unexpected_error_shows_an_id_and_no_trace(open_page, lent_store, monkeypatch, caplog):
    def fail(version_id):
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(portfolio, "summary", fail)
    at = open_page("overview", lent_store)
    assert "This page could not be drawn" in words(at)
    assert "secret detail" not in words(at)
    assert not at.exception
    error_id = caplog.records[-1].args[0]
    assert error_id in words(at)
