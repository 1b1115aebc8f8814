"""Which reasons hold under which baseline, and how they move with the draw."""

from types import SimpleNamespace

import numpy as np
import pytest

from pipelines.explain.reasons_by_baseline import (
    Seen,
    Stability,
    reason_codes,
    reasons_by_baseline,
    stability,
    support,
)
from pipelines.explain.score_reasons import ReasonIndex
from pipelines.reasons import Reason
from tests.model.sample import sample_feature

FEATURES = (
    sample_feature("sales", reason="R01"),
    sample_feature("refunds", reason="R07"),
    sample_feature("voids", reason="R07"),
    sample_feature("tenure", reason="R05"),
)
INDEX = ReasonIndex.of(FEATURES)
ROW = (np.zeros(4), ())


def table(*parts, base=-2.0):
    """Tables that give every row these contributions."""
    own = np.array(parts)
    return SimpleNamespace(
        base=base,
        explain=lambda numbers, words: (base + own.sum(), own),
        explain_all=lambda numbers, words: (None, own),
    )


def seen(baseline, *codes):
    reasons = tuple(Reason(code, f"About {code}", ()) for code in codes)
    return Seen(baseline, 0.0, INDEX.names, np.zeros(4), reasons)


def test_each_baseline_gives_its_own_reasons(statements):
    tables = {"fitted": table(0.1, 0.2, 0.2, -0.5), "best": table(0.9, 0.3, -0.4, 0.2, base=-4.0)}
    first, second = reasons_by_baseline(tables, ROW, INDEX, statements)
    assert [reason.code for reason in first.reasons] == ["R07", "R01"]
    assert [reason.code for reason in second.reasons] == ["R01", "R05"]
    assert (second.baseline, second.base) == ("best", -4.0)


def test_reasons_that_hold_most_often_stand_first():
    found = support((seen("all", "R01", "R02"), seen("best", "R03", "R02"), seen("cut-off", "R02")))
    assert [(s.code, str(s)) for s in found] == [
        ("R02", "holds under 3 of 3"),
        ("R01", "holds under 1 of 3"),
        ("R03", "holds under 1 of 3"),
    ]
    assert found[0].ranks == {"all": 2, "best": 2, "cut-off": 1}
    assert found[0].statement == "About R02"
    assert support((seen("all"),)) == ()


def test_codes_of_many_rows_are_those_of_each(statements):
    parts = np.round(np.random.default_rng(1).normal(size=(50, 4)), 1)
    each = [tuple(r.code for r in INDEX.reasons(row, statements)) for row in parts]
    assert reason_codes(parts, INDEX) == each


def test_stability_counts_applicants():
    first = table([0.5, 0.2, 0.0, 0.1], [0.5, 0.2, 0.0, 0.1], [0.5, 0.2, 0.0, 0.1], [1, 0, 0, 0])
    second = table([0.5, 0.2, 0.0, 0.1], [0.5, 0.0, 0.1, 0.2], [0.5, 0.2, 0.0, 0.0], [0, 0, 0, 1])
    found = stability("all", first, second, (None, None), INDEX, n=500)
    assert (found.applicants, found.rows) == (4, 500)
    assert (found.same_set, found.same_order, found.same_first) == (0.5, 0.25, 0.75)
    assert not found.is_steady


@pytest.mark.parametrize(("share", "steady"), [(0.95, True), (0.949, False)])
def test_steady_from_95_in_100(share, steady):
    assert Stability("all", 500, 1000, share, 0.9, 1.0).is_steady is steady
