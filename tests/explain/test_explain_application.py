import json

import pytest

from pipelines.errors import Refused
from pipelines.explain import explain_row

KEYS = ["application_id", "model_id", "pd", "score", "base", "contributions", "reasons"]


@pytest.fixture
def explanation(table, model, statements):
    return explain_row(table, model, "a00003", statements)


def test_shape_of_the_command(explanation, model):
    shape = json.loads(json.dumps(explanation.to_json(), allow_nan=False))
    assert list(shape) == KEYS
    assert shape["application_id"] == "a00003"
    assert shape["model_id"] == model.model_id
    assert set(shape["contributions"][0]) == {"feature", "value", "contribution"}
    assert set(shape["reasons"][0]) == {"code", "statement", "features"}


def test_base_and_contributions_give_the_score(explanation, model, table):
    total = explanation.base + sum(item.contribution for item in explanation.contributions)
    assert total == pytest.approx(explanation.score, abs=1e-9)
    assert explanation.score == model.score(table.frame.loc[["a00003"]])[0]
    assert explanation.pd == model.pd(explanation.score)


def test_largest_part_first_with_its_value(explanation, table):
    sizes = [abs(item.contribution) for item in explanation.contributions]
    assert sizes == sorted(sizes, reverse=True)
    values = {item.feature: item.value for item in explanation.contributions}
    row = table.frame.loc["a00003"]
    assert values["trade"] == row["trade"]
    assert values["sales_365d_cents"] == row["sales_365d_cents"]


def test_a_missing_value_is_null(table, model, statements):
    application_id = table.frame.index[table.frame["refund_rate"].isna()][0]
    explanation = explain_row(table, model, application_id, statements)
    (part,) = [item for item in explanation.contributions if item.feature == "refund_rate"]
    assert part.value is None


def test_reasons_are_one_to_four_for_a_risky_applicant(table, model, statements):
    riskiest = table.frame.index[model.score(table.frame).argmax()]
    reasons = explain_row(table, model, riskiest, statements).reasons
    assert 1 <= len(reasons) <= 4
    assert all(reason.statement and reason.features for reason in reasons)


@pytest.mark.parametrize("application_id", ["", "nobody", "a00003 or 1=1"])
def test_an_unknown_application_is_refused(table, model, statements, application_id):
    with pytest.raises(Refused, match="No application"):
        explain_row(table, model, application_id, statements)
