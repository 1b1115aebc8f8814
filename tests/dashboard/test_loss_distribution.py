"""The lower part of the Loss tab: its sentences, its charts, and the panel on a book with loans."""

import json

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import jobs
from dashboard.charts import loss_distribution as charts
from dashboard.findings import loss_distribution as says
from dashboard.panels.portfolio_loss_sources import check_rows
from pipelines.cli.main import main
from pipelines.portfolio.loss_distribution import Variant, load_loss_model, loss_distribution
from pipelines.settings import PROJECT
from tests.portfolio.hand_made_loans import hand_made

MODEL = load_loss_model(PROJECT / "data" / "loss_model.toml")


@pytest.fixture(scope="module")
def found():
    """40 loans: half in each of two industries, shoes far riskier."""
    loans = hand_made(
        np.repeat([0.02, 0.2], 20), ead=1_000_00.0, lgd=0.88,
        industry=np.repeat(["toys", "shoes"], 20), grade=np.repeat(["A", "E"], 20),
    )  # fmt: skip
    return loss_distribution(loans, MODEL, Variant("one"), scenarios=5_000, seed=2)


def test_the_finding_names_the_loss_its_error_and_the_holder(found):
    said = says.worst_in_a_hundred(found, "USD")
    assert said.startswith("In one period in a hundred the open loans lose $")
    assert "against $3,872 expected; shoes holds 50.0\u00a0% of the exposure and " in said
    assert "(s.e. $" in said


def test_a_book_in_default_has_nothing_left_to_chance():
    lost = loss_distribution(hand_made([1.0, 1.0], lgd=0.8), MODEL, scenarios=1_000, seed=2)
    said = says.worst_in_a_hundred(lost, "USD")
    assert said.startswith("All 2 loans with something to lose are in default already: $160 is")
    assert "No formula applies" in says.against_formulae(lost, "USD")


def test_segments_and_names_are_put_in_words(found):
    said = says.contributors(found.contributions["industry"], "industry")
    assert said.startswith("Shoes is the industry with most of the worst losses: ")
    assert "of the expected loss" in said
    assert "out of 40 merchants" in says.largest_names(found)


def test_the_formula_is_held_against_the_simulation(found):
    assert says.against_formulae(found, "USD").endswith("standard errors apart.")
    rows = check_rows(found)
    assert rows["method"].tolist()[0] == "Simulation"
    assert rows["var_999"].notna().all()
    assert rows["var_99"].isna().tolist() == [False, False, False, False, True]


def test_the_chart_holds_every_scenario_and_marks_four_figures(found):
    fig = charts.losses(found, "USD")
    (bars,) = fig.data
    assert sum(bars.y) == pytest.approx(1.0)
    assert len(fig.layout.annotations) == 4
    assert [note.text.split("</b>")[0] for note in fig.layout.annotations] == [
        "<b>VaR 99.9\u00a0%",
        "<b>ES 99\u00a0%",
        "<b>VaR 99\u00a0%",
        "<b>Expected",
    ]


def test_a_segment_s_bar_can_be_told_when_clicked(found):
    worst, expected = charts.contributions(found.contributions["industry"], "$").data
    assert [row[0] for row in worst.customdata] == ["shoes", "toys"]
    assert sum(worst.x) == pytest.approx(1.0)
    assert expected.x[0] == pytest.approx(10 / 11)


def drawn() -> None:
    from dashboard.panels.portfolio_distribution import show_distribution  # noqa: PLC0415
    from dashboard.queries import version  # noqa: PLC0415

    show_distribution(version().version_id)


def test_the_panel_simulates_in_the_background_and_shows_what_came_of_it(lent_store, monkeypatch):
    monkeypatch.setenv("PAYLATER_STORE", str(lent_store))
    at = AppTest.from_function(drawn, default_timeout=30).run()
    for job in list(jobs.worker()._jobs.values()):
        job.future.result(timeout=60)
    at.run()
    assert not at.exception
    said = "\n".join(element.value for element in at.markdown)
    assert "In one period in a hundred" in said
    assert len(at.get("plotly_chart")) == 2


def test_the_command_line_answers_the_same(lent_store, capsys):
    asked = [
        "loss",
        "--json",
        "--scenarios",
        "1000",
        "--factors",
        "one",
        "--store",
        str(lent_store),
    ]
    assert main([*asked, "--seed", "4"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["scenarios"], answer["seed"], answer["factors"]) == (1_000, 4, "one")
    assert [tail["level"] for tail in answer["tails"]] == [0.95, 0.99, 0.999]
    assert answer["tails"][1]["var_cents"] > answer["expected_loss_cents"] > 0
    assert main([*asked, "--correlation", "high"]) == 1
    assert "give policy, book or a number" in capsys.readouterr().err
