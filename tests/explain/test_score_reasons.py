import pytest

from pipelines.errors import Refused
from pipelines.explain import score_reasons
from tests.model.sample import sample_feature

FEATURES = (
    sample_feature("sales", reason="R01"),
    sample_feature("growth", reason="R02"),
    sample_feature("refund_rate", reason="R07"),
    sample_feature("refund_count", reason="R07"),
    sample_feature("tenure", reason="R05"),
    sample_feature("buyers", reason="R08"),
    sample_feature("trade", reason="A01"),
)
NOTHING = dict.fromkeys((feature.name for feature in FEATURES), 0.0)


def codes(reasons):
    return [reason.code for reason in reasons]


def test_largest_first_and_at_most_four(statements):
    parts = NOTHING | {"sales": 0.1, "growth": 0.5, "tenure": 0.2, "buyers": 0.4, "trade": 0.3}
    assert codes(score_reasons(parts, FEATURES, statements)) == ["R02", "R08", "A01", "R05"]
    assert codes(score_reasons(parts, FEATURES, statements, limit=1)) == ["R02"]


def test_features_of_a_code_count_jointly(statements):
    parts = NOTHING | {"sales": 0.5, "refund_rate": 0.3, "refund_count": 0.4}
    first, second = score_reasons(parts, FEATURES, statements)
    assert (first.code, first.features) == ("R07", ("refund_count", "refund_rate"))
    assert first.statement == statements["R07"].statement
    assert second.features == ("sales",)


def test_features_that_cancel_out_are_no_reason(statements):
    parts = NOTHING | {"refund_rate": 0.3, "refund_count": -0.4}
    assert score_reasons(parts, FEATURES, statements) == ()


def test_a_reason_names_only_what_raises_the_risk(statements):
    parts = NOTHING | {"refund_rate": 0.3, "refund_count": -0.1}
    (reason,) = score_reasons(parts, FEATURES, statements)
    assert reason.features == ("refund_rate",)


def test_nothing_adverse_gives_no_reason(statements):
    assert score_reasons(NOTHING | {"sales": -1.0}, FEATURES, statements) == ()


def test_equal_sizes_have_one_order(statements):
    parts = NOTHING | {"tenure": 0.2, "growth": 0.2}
    assert codes(score_reasons(parts, FEATURES, statements)) == ["R02", "R05"]


def test_a_feature_without_a_statement_is_refused(statements):
    with pytest.raises(Refused, match="R99"):
        score_reasons({"x": 1.0}, (sample_feature("x", reason="R99"),), statements)
