"""Recourse on the demo: every combination as the real decision sees it, cheapest first."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pipelines.deciding import (
    decide_application,
    decided_with,
    open_desk,
    recourse_for,
    requested_recourse,
)
from pipelines.errors import Refused
from pipelines.explain.model_rows import model_rows
from pipelines.features import with_order_amount
from pipelines.offers import open_exposure_cents
from pipelines.recourse import Asked, Search, goal_of, recourse_words
from pipelines.recourse.scoring import variant_scores
from pipelines.settings import Settings
from pipelines.store import History


@pytest.fixture(scope="module")
def history(demo_store):
    with History(Settings(store=demo_store)) as opened:
        yield opened


@pytest.fixture(scope="module")
def desk(demo_store, history):
    return open_desk(Settings(store=demo_store), history)


@pytest.fixture(scope="module")
def turned_down(desk, history):
    """Some applications that are not approved, with the amounts they ask for."""
    amounts = desk.table.applications["order_amount_cents"]
    found = []
    for name in amounts.index[::11]:
        asked = int(amounts.loc[name])
        decided = decide_application(desk, history, name, amount_cents=asked)
        if decided.decision.decision != "approve":
            found.append((name, decided.decision))
        if len(found) == 8:
            break
    return found


def search_of(desk, history, name, decision):
    row = desk.table.frame.loc[[name]]
    row = with_order_amount(row, decision.requested_cents)
    return Search.of(desk.recourse, Asked(row, open_exposure_cents(history, name), decision))


def test_the_cheapest_changes_reach_the_goal_within_the_range_of_the_book(
    desk, history, turned_down
):
    searches = [recourse_for(desk, history, n, d.requested_cents) for n, d in turned_down]
    assert any(search.found for search in searches)
    for search in searches:
        assert search.complete
        assert search.tried > 1_000
        costs = [(round(c.effort, 9), c.months) for c in search.found]
        assert costs == sorted(costs)
        for change in search.found:
            assert change.decision.decision == "approve"
            assert 1 <= len(change.pulled) <= 2
            own = desk.table.frame.loc[search.application_id]
            for moved in change.moved:
                if moved.name in desk.table.frame and not moved.name.startswith("order_to"):
                    column = desk.table.frame[moved.name].dropna()
                    low, high = np.quantile(column, [0.01, 0.99], method="nearest")
                    here = own[moved.name]
                    assert min(low, here) <= moved.after <= max(high, here)


def test_columns_and_the_decision_agree_on_combinations(desk, history, turned_down):
    draw = np.random.default_rng(5)
    for name, decision in turned_down[:6]:
        search, goal = search_of(desk, history, name, decision), goal_of(decision, desk.policy)
        accepted = set(search.acceptable(goal).tolist())
        places = set(draw.integers(len(search.combined), size=12).tolist())
        places |= set(list(accepted)[:6])

        def verify(changes, amount, exposure, name=name):
            return decided_with(desk, name, changes, amount, exposure)

        for place in places:
            change = search.change(place, verify)
            assert goal.reached(change.decision) == (place in accepted), (name, place)


def test_scores_of_variants_are_the_models_own(desk, history, turned_down):
    name, decision = turned_down[0]
    search = search_of(desk, history, name, decision)
    frame = pd.concat([search.asked.row] * 200)
    some = np.linspace(0, len(search.combined) - 1, 200).astype(int)
    features = desk.model.features
    moved = {
        features.index(n): search.combined.values[k, some]
        for k, n in enumerate(search.grounds.names)
        if n in features
    }
    numbers, words = model_rows(desk.model, search.asked.row)
    found = variant_scores(search.grounds.tables, numbers[0], words[0], moved)
    frame = frame.assign(**{features[place]: values for place, values in moved.items()})
    assert np.abs(found - desk.model.score(frame)).max() < 1e-12


def test_every_single_step_and_pair_is_there_once(desk, history, turned_down):
    name, decision = turned_down[0]
    search = search_of(desk, history, name, decision)
    sizes = [len(one.steps) for one in search.active]
    pairs = sum(a * b for k, a in enumerate(sizes) for b in sizes[k + 1 :])
    assert len(search.combined) == sum(sizes) + pairs
    assert (search.combined.levers[0] != search.combined.levers[1]).all()
    keys = np.vstack([search.combined.levers, search.combined.steps])
    assert np.unique(keys, axis=1).shape == keys.shape


def test_a_counter_offer_keeps_its_amount_and_a_smaller_order_moves_what_follows(
    desk, history, turned_down
):
    name, decision = turned_down[0]
    search = search_of(desk, history, name, decision)
    order = next(one for one in search.active if one.pull.lever.key == "smaller_order")
    amount = int(order.values[0, 4])
    assert amount % desk.policy.limit.step_cents == 0
    restated = with_order_amount(search.asked.row, amount).iloc[0]
    for feature, value in zip(order.pull.lever.features, order.values[:, 4], strict=True):
        if feature != "amount_cents":
            assert value == pytest.approx(restated[feature], rel=1e-12, nan_ok=True)
    counter = search_of(desk, history, name, replace(decision, decision="counter-offer"))
    keys = {one.pull.lever.key for one in (*counter.active, *counter.idle)}
    assert "smaller_order" not in keys


def test_nothing_helps_where_no_combination_is_accepted(desk, history, turned_down):
    strict = replace(
        desk.policy, eligibility=replace(desk.policy.eligibility, minimum_tenure_days=9_000)
    )
    found = recourse_for(replace(desk, policy=strict), history, turned_down[0][0], 1_000_000)
    assert (found.found, found.complete) == ((), True)
    assert found.tried > 1_000
    assert "no such change exists among" in recourse_words(found)


def test_the_cheapest_tier_has_no_goal(desk, history, turned_down):
    decision = replace(turned_down[0][1], decision="approve", tier="low")
    assert goal_of(decision, desk.policy) is None
    dearer = goal_of(replace(decision, tier="high"), desk.policy)
    assert (dearer.words, dearer.pd, dearer.tiers) == ("tier mid", 0.048, ("low", "mid"))


def test_an_unknown_application_and_an_impossible_change_are_refused(desk, history, turned_down):
    name = turned_down[0][0]
    with pytest.raises(Refused, match="check its id"):
        requested_recourse(desk, history, "nobody")
    for changes, words in (
        ({"no_such": 1.0}, "'no_such' is not a number"),
        ({"refund_rate_90d": float("nan")}, "refund_rate_90d cannot be nan"),
        ({"active_days_90d": -1.0}, "active_days_90d cannot be -1.0: give a number from 0"),
    ):
        with pytest.raises(Refused, match=words):
            decide_application(desk, history, name, amount_cents=1_000_000, changes=changes)
