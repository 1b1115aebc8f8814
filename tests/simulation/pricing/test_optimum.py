"""Offers within limits against every possible set of offers, and what the limits cost."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.errors import Refused
from pipelines.simulation.pricing import (
    FairnessFloor,
    Limits,
    Menu,
    Portfolio,
    Price,
    Problem,
    greedy,
    nothing_in_words,
    prices_in_words,
    ranged_menu,
    solve,
    stepped_menu,
    uniform_price,
)

CHEAP = Price("cheap", 0.10, certain=0.05, at_default=0.6, loss_at_default=0.55)
DEAR = Price("dear", 0.20, certain=0.10, at_default=0.6, loss_at_default=0.55)
TAKE_UP = (0.9, 0.5)
SIDES = np.array(["east", "west"])


def menu_of(pd, most=100_000_00, shares=(0.5, 1.0), take_up=TAKE_UP) -> Menu:
    pd = np.asarray(pd, dtype=float)
    most = np.broadcast_to(np.asarray(most, dtype=float), pd.shape)
    taken = np.tile(np.asarray(take_up, dtype=float), (len(pd), 1))
    return stepped_menu(
        pd, most, taken, (CHEAP, DEAR), shares, step_cents=100_00, least_cents=500_00
    )


def best_by_trial(problem: Problem) -> float:
    """The most that any set of whole offers within the limits earns; minus infinity for none."""
    n, lines = problem.menu.applicants, problem.menu.amount.shape[1]
    best = -np.inf
    for chosen in product(range(-1, lines), repeat=n):
        portfolio = Portfolio(problem, np.array(chosen), np.zeros(n))
        if portfolio.is_feasible:
            best = max(best, portfolio.totals.profit_cents)
    return best


amounts = st.integers(5, 90).map(lambda k: k * 1_000_00)
applicants = st.lists(st.tuples(st.floats(0, 0.3), amounts, st.booleans()), min_size=1, max_size=3)
maybe = st.none() | st.floats(0.05, 1)


@given(
    applicants,
    st.floats(0.05, 1),
    maybe,
    maybe,
    maybe,
    maybe,
    st.sampled_from(["committed", "expected"]),
)
@settings(max_examples=12, deadline=None)
def test_found_offers_are_the_best_of_all(who, budget, loss, share, rate, of_best, basis):
    pd, most, east = (np.array(column) for column in zip(*who, strict=True))
    floors = () if rate is of_best is None else (FairnessFloor("side", of_best, rate),)
    limits = Limits(
        budget_cents=int(budget * most.sum()),
        basis=basis,
        loss_cents=None if loss is None else int(loss * 0.02 * most.sum()),
        shares={} if share is None else {"side": share},
        floors=floors,
    )
    menu = menu_of(pd, most)
    problem = Problem(menu, limits, {"side": SIDES[east.astype(int)]})
    known = best_by_trial(problem)
    if known == -np.inf:
        with pytest.raises(Refused):
            solve(problem, gap=0)
        return
    found = solve(problem, gap=0)
    profit = found.portfolio.totals.profit_cents
    assert found.portfolio.is_feasible
    assert profit == pytest.approx(known, abs=1e-3, rel=1e-6)
    assert found.bound_cents >= known - 1e-6 * abs(known) - 1e-3
    assert found.gap == pytest.approx(
        (found.bound_cents - profit) / (abs(found.bound_cents) or 1), abs=1e-9
    )


@pytest.mark.parametrize("basis", ["committed", "expected"])
def test_a_large_problem_is_proven(basis):
    rng = np.random.default_rng(5)
    menu = menu_of(rng.beta(1, 12, 4_000), np.exp(rng.normal(14, 1, 4_000)), shares=(0.25, 0.5, 1))
    groups = {"side": SIDES[rng.integers(0, 2, 4_000)]}
    limits = Limits(
        400_000_000, basis, loss_cents=500_000, shares={"side": 0.6},
        floors=(FairnessFloor("side", of_best=0.9),), loans=2_000,
    )  # fmt: skip
    found = solve(Problem(menu, limits, groups))
    totals = found.portfolio.totals
    assert 0 <= found.gap <= 1e-3
    assert found.undecided < 4_000
    assert found.portfolio.is_feasible
    assert totals.offers <= 2_000
    assert totals.loss_cents <= 500_000
    spent = totals.offered_cents if basis == "committed" else totals.lent_cents
    assert spent <= 400_000_000


def test_a_price_is_what_a_little_more_would_earn():
    rng = np.random.default_rng(8)
    menu = menu_of(rng.beta(1, 12, 3_000), np.exp(rng.normal(14, 1, 3_000)))
    groups = {"side": SIDES[(rng.random(3_000) < 0.7).astype(int)]}

    def limits(budget=500_000_000.0, loss=600_000.0) -> Limits:
        return Limits(int(budget), loss_cents=int(loss), shares={"side": 0.55})

    found = solve(Problem(menu, limits(), groups), gap=0.1)
    price = {row.kind: row.price for row in found.shadow_prices if row.is_binding}
    for kind, step, more, fewer in (
        ("budget", 2_000_000, limits(502_000_000), limits(498_000_000)),
        ("loss", 10_000, limits(loss=610_000), limits(loss=590_000)),
    ):
        above = solve(Problem(menu, more, groups), gap=0.1).bound_cents - found.bound_cents
        below = found.bound_cents - solve(Problem(menu, fewer, groups), gap=0.1).bound_cents
        noise = 3e-6 * found.bound_cents / step
        assert above / step - noise <= price[kind] <= below / step + noise


def test_ranges_lend_any_amount_between_their_ends():
    """Two sure payers, 250 to lend, each 100 to 200: the dear price twice, one offer cut."""
    menu = ranged_menu(
        np.array([0.0, 0.0]),
        np.array([[1.0], [0.9]]),
        (DEAR,),
        least_cents=100_00,
        most_cents=200_00,
    )
    found = solve(Problem(menu, Limits(250_00)), gap=0)
    assert sorted(found.portfolio.amount_cents) == [100_00, 150_00]
    assert found.portfolio.totals.profit_cents == pytest.approx(0.1 * 150_00 + 0.09 * 100_00)
    assert found.gap <= 1e-6
    tight = solve(Problem(menu, Limits(90_00)), gap=0)
    assert tight.lends_nothing


def test_one_applicant_gets_the_dearer_or_the_larger_offer():
    found = solve(Problem(menu_of([0.02])))
    assert found.portfolio.amount_cents.tolist() == [100_000_00]
    assert found.portfolio.totals.profit_cents == pytest.approx(0.5 * (0.10 - 0.012) * 100_000_00)
    assert prices_in_words(found, "USD") == [
        "No limit was set: every offer that earns anything is made."
    ]


def test_nothing_is_lent_where_nothing_earns():
    found = solve(Problem(menu_of([0.4, 0.9]), Limits(1_000_000_00)))
    assert found.lends_nothing
    assert (found.bound_cents, found.gap) == (0, 0)
    assert (
        nothing_in_words(found)
        == "No offer on the menu earns anything: the best is to lend nothing."
    )
    assert prices_in_words(found, "USD") == ["The budget does not bind and costs nothing."]


def test_a_budget_of_nothing_leaves_no_room():
    found = solve(Problem(menu_of([0.01, 0.02]), Limits(0)))
    assert found.lends_nothing
    assert nothing_in_words(found).startswith("Some offers would earn")


def test_a_floor_can_ask_for_an_offer_that_loses():
    groups = {"side": np.array(["east", "west"])}
    floor = FairnessFloor("side", rate=1.0)
    found = solve(Problem(menu_of([0.01, 0.3]), Limits(floors=(floor,)), groups), gap=0)
    assert found.portfolio.totals.offers == 2
    costs = next(price for price in found.shadow_prices if price.name.endswith("west"))
    assert costs.price == pytest.approx(-0.5 * (0.10 - 0.18) * 50_000_00, rel=1e-3)
    assert "The fairness floor of side west costs 2,000.00 USD" in prices_in_words(found, "USD")[0]


def test_a_contradiction_is_named():
    groups = {"side": np.array(["east", "west"])}
    limits = Limits(60_000_00, loss_cents=10**9, floors=(FairnessFloor("side", rate=1.0),))
    with pytest.raises(
        Refused, match="the budget, the fairness floor of side east and the fairness"
    ):
        solve(Problem(menu_of([0.01, 0.3]), limits, groups))
    nobody = menu_of([0.01, 0.02], most=[100_000_00, 0])
    with pytest.raises(Refused, match="side west cannot be met with the offers on the menu"):
        solve(Problem(nobody, Limits(floors=(FairnessFloor("side", rate=0.5),)), groups))


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        (Limits(-1), "the budget is"),
        (Limits(loss_cents=-1), "the loss limit is"),
        (Limits(loans=-1), "at most -1 loans"),
        (Limits(shares={"side": 0.5}), "needs a budget"),
        (Limits(1, shares={"side": 2}), "the share of one side is 2"),
        (Limits(1, floors=(FairnessFloor("side"),)), "asks for nothing"),
        (Limits(1, floors=(FairnessFloor("side", rate=1.5),)), "give 0 to 1"),
    ],
)
def test_impossible_limits_are_refused(limits, says):
    with pytest.raises(Refused, match=says):
        Problem(menu_of([0.1]), limits)


def test_unknown_groups_are_refused():
    with pytest.raises(Refused, match="not grouped by 'moon': choose one of side"):
        solve(Problem(menu_of([0.1]), Limits(1, shares={"moon": 1}), {"side": np.array(["east"])}))


def test_simpler_rules_earn_no_more():
    rng = np.random.default_rng(3)
    pd = rng.beta(1, 12, 500)
    problem = Problem(menu_of(pd, np.exp(rng.normal(14, 1, 500))), Limits(200_000_000))
    found, one_price, by_greed = solve(problem), uniform_price(problem, pd), greedy(problem)
    assert one_price.is_feasible
    assert by_greed.is_feasible
    assert len(set(one_price.price[one_price.line >= 0])) == 1
    for rival in (one_price, by_greed):
        assert 0 < rival.totals.profit_cents <= found.bound_cents


def test_the_cut_off_of_one_price_is_the_best():
    """PDs of 1, 5 and 30 % at the dear price: the third would lose."""
    pd = np.array([0.30, 0.01, 0.05])
    found = uniform_price(Problem(menu_of(pd, shares=(1.0,))), pd)
    assert found.amount_cents.tolist() == [0, 100_000_00, 100_000_00]


def test_greed_cuts_the_last_offer_of_a_range():
    menu = ranged_menu(
        np.array([0.0, 0.05]), np.ones((2, 1)), (DEAR,), least_cents=100_00, most_cents=200_00
    )
    assert greedy(Problem(menu, Limits(310_00))).amount_cents.tolist() == [200_00, 110_00]
    assert greedy(Problem(menu, Limits(290_00))).amount_cents.tolist() == [200_00, 0]
