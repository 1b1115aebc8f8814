"""The table a model sees: order, types, attributes, and clear words when it is not there."""

import pytest

from pipelines.errors import Refused
from pipelines.features import build_features, feature_frame, with_order_amount
from pipelines.settings import Settings
from pipelines.store import History, building


@pytest.fixture
def history(settings):
    with building(settings, change="test", imported=True) as con:
        con.execute("insert into book values ('t', 'USD', date '2025-12-31', false, '')")
        con.execute("insert into merchants values ('m', 'm', null, null, null, null, null, 1)")
        for application in ("a2", "a1"):
            con.execute(
                "insert into applications values ($id, 'm', timestamp '2025-06-01', null, null, 1)",
                {"id": application},
            )
        con.execute(
            "insert into attributes values ('age', 'number', 'Age', true, 1), "
            "('sector', 'text', 'Sector', true, 1), ('rating', 'text', 'Rating', false, 1)"
        )
        con.execute(
            "insert into application_attributes values ('a1', 'age', 40, null, 1), "
            "('a2', 'sector', null, 'toys', 1), ('a1', 'rating', null, 'D', 1)"
        )
        build_features(con)
    with History(settings) as history:
        yield history


def test_attributes_join_the_features_typed(history):
    table = feature_frame(history)
    assert list(table.frame.index) == ["a1", "a2"]
    assert table.frame["age"].isna().tolist() == [False, True]
    assert table.frame["sector"].tolist() == ["missing", "toys"]
    assert table.categorical == ("sector",)
    assert [f.name for f in table.features] == list(table.frame.columns)


def test_attribute_that_is_no_feature_stays_out(history):
    assert "rating" not in feature_frame(history).frame


def test_attribute_with_a_feature_s_name_stands_beside_it(settings, history):
    with building(settings, change="more", imported=True) as con:
        con.execute("insert into attributes values ('Tenure_days', 'number', 'Theirs', true, 1)")
        con.execute("insert into application_attributes values ('a1', 'Tenure_days', 7, null, 1)")
    table = feature_frame(history)
    assert table.frame["Tenure_days (imported)"].tolist()[0] == 7
    assert table.frame["tenure_days"].isna().all()


def test_features_not_built_yet_are_refused(settings):
    with building(settings, change="test", imported=True) as con:
        con.execute("insert into book values ('t', 'USD', date '2025-12-31', false, '')")
    with History(settings) as history, pytest.raises(Refused, match="pipelines features"):
        feature_frame(history)


def test_restating_the_order_amount_agrees_with_the_stored_feature(demo_store):
    with History(Settings(store=demo_store)) as history:
        table = feature_frame(history)
    asked = table.applications["order_amount_cents"]
    for application in table.frame.index[:5]:
        rows = table.frame.loc[[application]]
        restated = with_order_amount(rows, int(asked[application]))
        assert restated.equals(rows)
