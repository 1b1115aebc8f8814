"""A champion that learned the proxy: every page says so, and every page answers without loans."""

import pytest

from dashboard import page
from pipelines.model import proxy_notice
from pipelines.settings import PROJECT
from tests.dashboard.test_executive_pages import words

PAGES = sorted(path.stem for path in (PROJECT / "dashboard" / "views").glob("*.py"))
BADGE = "Proxy label: shortfall"


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_that_the_label_is_a_proxy(open_page, cold_store, name):
    at = open_page(name, cold_store)
    assert not at.exception
    said = words(at)
    assert "could not be drawn" not in said
    assert BADGE in said
    assert len(at.metric) >= 3 or at.get("plotly_chart") or at.dataframe


@pytest.mark.parametrize("name", ["overview", "models"])
def test_a_model_of_defaults_bears_no_badge(open_page, demo_store, name):
    assert BADGE not in words(open_page(name, demo_store))


def test_the_models_page_counts_labels_not_outcomes(open_page, cold_store):
    said = words(open_page("models", cold_store))
    assert " proxy labels, " in said
    assert "0 known outcomes" not in said


def test_the_badge_explains_itself(open_page, cold_store, monkeypatch):
    helped = []
    badge = page.st.badge
    monkeypatch.setattr(
        page.st, "badge", lambda text, **kw: (helped.append(kw["help"]), badge(text, **kw))
    )
    open_page("overview", cold_store)
    assert helped[1] == proxy_notice("shortfall")
    assert "not defaults" in helped[1]
