from itertools import pairwise

import pytest

from pipelines.errors import Refused
from pipelines.explain.score_history import moves, score_history
from pipelines.settings import Settings
from pipelines.store import History


def test_moves_add_up_and_name_the_feature_that_went_furthest_that_way():
    groups = {"sales_30d": "Sales", "sales_365d": "Sales", "refunds": "Refunds"}
    before = {"sales_30d": (10.0, 0.5), "sales_365d": (90.0, 0.25), "refunds": (None, 0.0)}
    after = {"sales_30d": (30.0, -0.5), "sales_365d": (80.0, 0.5), "refunds": (0.1, 0.25)}
    first, second = moves(before, after, groups)
    assert (first.group, first.change, first.feature) == ("Sales", -0.75, "sales_30d")
    assert (first.before, first.after) == (10.0, 30.0)
    assert (second.group, second.change, second.before) == ("Refunds", 0.25, None)


def test_an_attribute_belongs_to_the_application():
    (move,) = moves({"trade": ("toys", 0.0)}, {"trade": ("pets", 0.5)}, {})
    assert (move.group, move.change, move.after) == ("Application details", 0.5, "pets")


def test_steps_of_a_store_add_up_to_the_score(demo_store):
    with History(Settings(store=demo_store)) as history:
        asked = history.row(
            "select arg_max(application_id, applied_at) from applications join scores "
            "using (application_id) group by merchant_id order by count(*) desc, 1 limit 1"
        )[0]
        found = score_history(history, asked, {})
        with pytest.raises(Refused, match="No scored application 'nobody'"):
            score_history(history, "nobody", {})
    steps = found.scorings
    assert len(steps) > 2
    assert steps[-1].application_id == asked
    assert steps[0].moves == ()
    assert [step.applied_at for step in steps] == sorted(step.applied_at for step in steps)
    for before, after in pairwise(steps):
        moved = sum(move.change for move in after.moves)
        assert moved == pytest.approx(after.score - before.score, abs=1e-9)
