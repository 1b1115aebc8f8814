"""Loans to companies: the real problem on the invoices, and the same arithmetic by hand."""

import time

import numpy as np
import pytest

from pipelines.errors import Refused
from pipelines.settings import Settings
from pipelines.simulation.pricing import Limits, demand_from_table, read_demand, solve
from pipelines.simulation.pricing.company_loans import (
    CompanyTerms,
    company_prices,
    company_problem,
    profit_at,
    rating_bounds,
    read_companies,
)
from pipelines.simulation.pricing.company_study import beside_simpler_rules, sensitivity
from pipelines.store import History

FLAT = {"A": demand_from_table((0.04, 0.15), (1.0, 0.5))}
TERMS = CompanyTerms((0.04, 0.15), lgd=0.8, funding_rate=0.01)
BUDGET = Limits(100_000_000_00)


def test_a_company_by_hand():
    """PD 5 % at 15 %: half accept; .95 x .15 - .01 - .05 x .8 = .0925 of the principal."""
    found = solve(company_problem(np.array([0.05]), FLAT, (), TERMS, Limits()))
    assert found.portfolio.amount_cents.tolist() == [1_000_000_00]
    assert found.portfolio.totals.profit_cents == pytest.approx(0.5 * 0.0925 * 1_000_000_00)
    assert [price.name for price in company_prices(TERMS)] == ["4.00%", "15.00%"]


def test_profit_at_other_pds():
    problem = company_problem(np.array([0.05, 0.9]), FLAT, (), TERMS, Limits())
    portfolio = solve(problem).portfolio
    earned = profit_at(portfolio, np.array([[0.05, 0.1], [0.0, 0.9]]))
    assert earned == pytest.approx([0.5 * 0.0925e8, 0.5 * 0.14e8])


def test_bands_are_as_large_as_the_ratings():
    rating = np.array(["A", "A", "B", "B", "C", "D"], dtype=object)
    bounds = rating_bounds(np.array([0.01, 0.02, 0.03, 0.04, 0.05, 0.9]), rating, ["A", "B", "C"])
    assert np.searchsorted(bounds, [0.01, 0.02, 0.03, 0.04, 0.05]).tolist() == [0, 0, 1, 1, 2]
    with pytest.raises(Refused, match="no company is rated"):
        rating_bounds(np.array([0.1]), np.array(["D"], dtype=object), ["A", "B"])


def test_the_safest_get_the_first_curve():
    curves = {"A": demand_from_table((0.04, 0.15), (1.0, 0.2)), "B": FLAT["A"]}
    menu = company_problem(np.array([0.01, 0.2]), curves, (0.1,), TERMS, Limits()).menu
    assert menu.take_up.tolist() == [[1.0, 0.2], [1.0, 0.5]]


def test_simpler_rules_and_other_assumptions():
    rng = np.random.default_rng(4)
    pd = rng.beta(1, 8, 60)
    limits = Limits(20_000_000_00, loss_cents=30_000_000)
    found = solve(company_problem(pd, FLAT, (), TERMS, limits))
    draws = np.clip(pd * rng.uniform(0.5, 1.5, (20, 1)), 0, 1)
    best, uniform, by_greed = beside_simpler_rules(found, pd, draws)
    assert best.behind.estimate == 0
    assert min(uniform.behind.estimate, by_greed.behind.estimate) >= 0
    assert best.profit.low < best.profit.estimate < best.profit.high
    rows = sensitivity(pd, FLAT, (), TERMS, limits, (0.4, 0.8))
    assert [row.assumption for row in rows] == ["LGD 40%", "LGD 80%", "all as rated A"]
    assert rows[0].profit_cents > rows[1].profit_cents
    assert rows[1].profit_cents == pytest.approx(rows[2].profit_cents, rel=1e-3)


def test_a_book_without_ratings_has_nobody_rated(demo_store):
    with History(Settings(store=demo_store)) as history:
        found = read_companies(history)
    assert len(found.rating) == 0
    assert len(found.pd) > 0


def test_the_real_problem_is_proven_in_seconds(real_store, real_data):
    curves = read_demand(real_data / "sme-invoices" / "take_up.csv")
    with History(Settings(store=real_store)) as history:
        companies = read_companies(history)
    assert len(companies.pd) == 302
    assert len(companies.rating) == 123
    bounds = rating_bounds(companies.rated_pd, companies.rating, list(curves))
    terms = CompanyTerms(tuple(curves["A"].prices))
    for limits in (BUDGET, Limits(100_000_000_00, "expected", loss_cents=1_000_000_00)):
        started = time.perf_counter()
        found = solve(company_problem(companies.pd, curves, bounds, terms, limits))
        assert time.perf_counter() - started <= 10
        assert found.gap <= 1e-3
        amounts = found.portfolio.amount_cents[found.portfolio.line >= 0]
        assert amounts.min() >= 100_000_00
        assert amounts.max() <= 1_000_000_00
        assert amounts.sum() <= 302 * 1_000_000_00
        for rule in beside_simpler_rules(found, companies.pd, companies.pd[None, :])[1:]:
            assert rule.behind.estimate >= -found.gap * found.bound_cents - 1
