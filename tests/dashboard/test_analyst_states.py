"""The analyst's pages where something is missing: each says what to do, none breaks."""

import pytest

PAGES = ("applicants", "merchant", "checkout", "policy")


def titles(at) -> list[str]:
    """The headings of the designed states."""
    return [item.value for item in at.subheader]


@pytest.mark.parametrize("name", PAGES)
def test_without_a_store(open_page, tmp_path, name):
    at = open_page(name, tmp_path / "nothing")
    assert not at.exception
    assert len(titles(at)) == 1
    assert "could not be drawn" not in titles(at)[0]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("store", ["imported_store", "offered_store"])
def test_without_features_or_scores(open_page, request, name, store):
    at = open_page(name, request.getfixturevalue(store))
    assert not at.exception
    assert titles(at) == [":material/inbox: No scored applications yet"]
    assert "pipelines score" in at.code[0].value
