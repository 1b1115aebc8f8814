from functools import partial

import numpy as np
import pytest

from pipelines.errors import Refused
from pipelines.explain import (
    contributions_in_parts,
    explain_book,
    feature_importance,
    group_importance,
)
from pipelines.store import building
from tests.explain.conftest import grade


def test_every_application_is_scored(explained, table, model):
    history, found = explained
    scores = history.frame("select * from scores order by application_id")
    assert list(scores["application_id"]) == list(table.frame.index)
    assert (scores["score"] == found.scores).all()
    assert (scores["pd"] == model.pd(found.scores)).all()
    assert set(scores["grade"]) == {"A", "B"}
    assert set(scores["model_id"]) == {model.model_id}


def test_stored_contributions_add_up_on_every_row(explained):
    history, _ = explained
    worst = history.row(
        "select max(abs(s.score - s.base - c.total)), count(*) from scores as s join ("
        "select application_id, sum(contribution) as total from contributions group by all"
        ") as c using (application_id)"
    )
    assert worst[0] <= 1e-9
    assert worst[1] == 200


def test_values_are_stored_beside_their_contributions(explained, table):
    history, _ = explained
    stored = dict(
        history.rows(
            "select feature, coalesce(text_value, value::varchar) from contributions "
            "where application_id = 'a00003'"
        )
    )
    row = table.frame.loc["a00003"]
    assert stored["trade"] == row["trade"]
    assert float(stored["noise"]) == row["noise"]


def test_a_book_in_parts_is_the_book_at_once(settings, table, model, statements):
    parts = partial(contributions_in_parts, rows=64)
    seen = []
    with building(settings, change="score") as con:
        before = con.execute("select * from contributions").fetchall()
        worst = explain_book(
            con, table, model, statements, grade=grade, explain=parts, seen=[seen.append]
        )
        after = con.execute("select * from contributions").fetchall()
    assert [len(part.application_ids) for part in seen] == [64, 64, 64, 8]
    assert worst == max(part.max_error for part in seen) <= 1e-9
    columns = list(zip(before, after, strict=True))
    assert all(old[:5] == new[:5] for old, new in columns)
    np.testing.assert_allclose(*zip(*[(a[5], b[5]) for a, b in columns], strict=True), atol=1e-12)


def test_missing_numbers_are_null(explained, table):
    history, _ = explained
    count = history.row(
        "select count(*) from contributions where value is null and text_value is null"
    )
    assert count[0] == table.frame.isna().sum().sum() > 0


def test_importance_by_feature_and_jointly_by_group(explained, table):
    history, found = explained
    features = feature_importance(history).set_index("feature")["importance"]
    expected = np.abs(found.values).mean(axis=0)
    assert features[list(found.features)].to_numpy() == pytest.approx(expected)
    groups = group_importance(history).set_index("driver_group")
    places = [found.features.index(name) for name in ("refund_rate", "refund_count")]
    joint = np.abs(found.values[:, places].sum(axis=1)).mean()
    assert groups.loc["Refunds and voids", "importance"] == pytest.approx(joint)
    assert groups.loc["Refunds and voids", "features"] == 2
    assert groups.loc["Application details", "features"] == 1
    assert set(groups["n"]) == {len(table.frame)}


def test_scoring_again_replaces_and_a_failure_changes_nothing(
    explained, settings, table, model, statements
):
    history, _ = explained
    before = history.rows("select * from scores order by all")
    with building(settings, change="score") as con:
        explain_book(con, table, model, statements, grade=lambda pd_: np.full(len(pd_), "C"))
    assert history.rows("select distinct grade from scores") == [("C",)]
    incomplete = {code: text for code, text in statements.items() if code != "R07"}
    with pytest.raises(Refused, match="R07"), building(settings, change="score") as con:
        explain_book(con, table, model, incomplete, grade=lambda pd_: np.full(len(pd_), "D"))
    assert history.rows("select distinct grade from scores") == [("C",)]
    assert len(history.rows("select * from scores")) == len(before)
