"""The Features page: what tells most, what moved, and every state it can be in."""

from datetime import datetime
from pathlib import Path

import pytest

from dashboard import page
from dashboard.findings import features as says
from dashboard.queries import features
from pipelines.features import build_features
from pipelines.profile import FeatureBin
from pipelines.settings import Settings
from pipelines.store import building
from tests.copies import copy_of
from tests.dashboard.conftest import fill_common
from tests.dashboard.test_executive_pages import words

BUDGET = 300_000


@pytest.fixture(scope="module")
def young_store(tmp_path_factory) -> Path:
    """A book of one month of applications, without an outcome, with a text of its own."""
    folder = tmp_path_factory.mktemp("young")
    with building(Settings(store=folder), change="test", imported=True) as con:
        fill_common(con, synthetic=False)
        con.execute("insert into attributes values ('form', 'text', 'Legal form', true, 1)")
        for number in range(40):
            con.execute(
                "insert into applications values ($id, $merchant, $at, 600000, null, 1)",
                {"id": f"a{number:02d}", "merchant": f"m{number % 30}",
                 "at": datetime(2025, 6, 1 + number % 28)},
            )  # fmt: skip
            con.execute(
                "insert into application_attributes values ($id, 'form', null, $form, 1)",
                {"id": f"a{number:02d}", "form": "Ltd" if number % 3 else "Inc"},
            )
        build_features(con)
    return folder


@pytest.fixture(scope="module")
def unlabelled_store(demo_store, tmp_path_factory) -> Path:
    """The demo without its outcomes."""
    folder = copy_of(demo_store, tmp_path_factory.mktemp("copy") / "store")
    with building(Settings(store=folder), change="test") as con:
        con.execute("delete from outcomes")
    return folder


@pytest.mark.parametrize(("tab", "charts"), [("One feature", 4), ("Drift", 2), ("Alike", 2)])
def test_every_tab_is_drawn_within_the_payload(open_page, demo_store, tab, charts):
    at = open_page("features", demo_store)
    at.session_state["tab"] = tab
    at.run()
    assert not at.exception
    assert "could not be drawn" not in words(at)
    drawn = at.get("plotly_chart")
    assert len(drawn) == charts
    assert all(len(chart.proto.spec) < BUDGET for chart in drawn)


def test_the_first_screen_says_what_tells_most_and_what_moved(open_page, demo_store):
    at = open_page("features", demo_store)
    assert [card.label for card in at.metric] == [
        "Features", "Say nothing", "Strongest alone", "Shifted", "Clusters",
    ]  # fmt: skip
    assert "tells most alone (information value" in words(at)
    assert "have shifted since" in words(at)


def test_a_feature_in_the_address_is_opened(open_page, demo_store):
    at = open_page("features", demo_store, feature="Days since the first sale")
    assert at.selectbox(key="feature").value == "tenure_days"
    assert "went bad where Days since the first sale is" in words(at)


def test_every_feature_of_the_book_can_be_opened(open_page, demo_store):
    at = open_page("features", demo_store)
    for name in at.selectbox(key="feature").options[::6]:
        at.selectbox(key="feature").select(name).run()
        assert "could not be drawn" not in words(at), name


@pytest.mark.parametrize("tab", ["One feature", "Drift", "Alike"])
def test_without_outcomes_drift_is_still_told(open_page, unlabelled_store, tab):
    at = open_page("features", unlabelled_store)
    at.session_state["tab"] = tab
    at.run()
    assert not at.exception
    assert "could not be drawn" not in words(at)
    assert "Without outcomes of both kinds, nothing says what a feature is worth" in words(at)


@pytest.mark.parametrize("tab", ["One feature", "Drift", "Alike"])
def test_one_month_has_nothing_to_compare(open_page, young_store, tab):
    at = open_page("features", young_store)
    at.session_state["tab"] = tab
    at.run()
    assert not at.exception
    assert "could not be drawn" not in words(at)
    if tab == "Drift":
        assert "There are no two periods to compare" in words(at)


def test_a_text_is_shown_by_its_values_and_a_silent_feature_says_so(open_page, young_store):
    at = open_page("features", young_store)
    at.selectbox(key="feature").set_value("form").run()
    assert "2 different texts" in words(at)
    at.selectbox(key="feature").set_value("purchases_365d_cents").run()
    assert "so the model sees nothing of it" in words(at)


def test_without_features_the_page_says_what_to_run(open_page, imported_store, tmp_path):
    at = open_page("features", imported_store)
    assert "No features yet" in at.subheader[0].value
    assert "python -m pipelines features" in at.code[0].value
    assert "python -m pipelines demo" in words(open_page("features", tmp_path / "none"))


def test_a_clicked_mark_is_read_by_its_first_custom_value(monkeypatch):
    clicked = {"selection": {"points": [{"customdata": ["tenure_days", "Tenure"]}]}}
    monkeypatch.setattr(page.st, "session_state", {"chart-strongest": clicked})
    assert page.selected("strongest") == "tenure_days"
    assert page.selected("other") is None


@pytest.mark.parametrize(
    ("edges", "unit", "label"),
    [
        ((None, 120_000), "money", "under $1,200"),
        ((120_000, 340_000), "money", "$1,200 to $3,400"),
        ((2, 5), "count", "2 to 4"),
        ((2, 3), "count", "2"),
        ((30, 61), "days", "30 to 60 days"),
        ((0.25, None), "share", "25.0\u00a0% or more"),
        ((None, None), "count", "known"),
    ],
)
def test_bins_are_named_in_the_unit_of_the_feature(edges, unit, label):
    row = FeatureBin(*edges, None, False, 1, 1, 0, 1, 0, None)
    assert says._bin_label(row, unit, "USD") == label


def test_the_table_has_every_feature_once(open_page, demo_store):
    open_page("features", demo_store)
    version = features.history().version().version_id
    found = features.profile(version)
    frame = features.listed(found)
    assert len(frame) == frame["name"].nunique() == len(found.features)
