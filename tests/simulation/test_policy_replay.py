"""Replay equals the decision path: on the whole demo, and for random policies and applicants."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.errors import Refused
from pipelines.loans import build_schedule
from pipelines.offers import build_quote, decide
from pipelines.offers.economics import offer_economics
from pipelines.reasons import load_statements
from pipelines.settings import PROJECT, Settings
from pipelines.simulation.cases import read_cases
from pipelines.simulation.economics import apr, priced
from pipelines.simulation.replay import DECISIONS, replay
from pipelines.simulation.take_up import price_levels
from pipelines.simulation.totals import totals
from pipelines.store import History, building
from tests.simulation.applicants import POLICY, amounts, applicants, of_applicants, promising

STATEMENTS = load_statements(PROJECT / "data" / "reasons.toml")
FUNDED = date(2026, 1, 15)

rates = st.lists(st.floats(0, 0.2), min_size=1, max_size=12).map(tuple)


@st.composite
def policies(draw):
    """The policy under review with other cut-offs, limits, prices and economics."""
    bounds = sorted(draw(st.sets(st.floats(0, 0.3), min_size=3, max_size=3)))
    tiers = [
        replace(tier, pd_up_to=bound, monthly_rates=draw(rates))
        for tier, bound in zip(POLICY.tiers, bounds, strict=True)
    ]
    limit = replace(
        POLICY.limit,
        share_of_annual_sales=draw(st.floats(0, 0.5)),
        worst_month_multiple=draw(st.floats(0, 5)),
        cap_cents=draw(st.integers(50_000, 40_000_000)),
        step_cents=draw(st.sampled_from([1, 10_000, 33_333])),
    )
    return replace(
        POLICY,
        tiers=tuple(tiers),
        limit=limit,
        grey_band_pd=draw(st.floats(bounds[-1], 1)),
        economics=replace(POLICY.economics, lgd=draw(st.floats(0, 1))),
    )


def assert_equal(cases, found, applicants, amounts, policy):
    """Every row is what `decide` says of its applicant."""
    assert len(cases) == len(applicants)
    for row, (applicant, amount) in enumerate(zip(applicants, amounts, strict=True)):
        truth = decide(applicant, policy, STATEMENTS, amount_cents=amount, funded_on=FUNDED)
        tier = found.tier[row]
        assert (
            DECISIONS[found.decision[row]],
            found.amount_cents[row],
            found.limit_cents[row],
            None if tier < 0 else policy.tiers[tier].name,
            found.loss_cents[row],
            found.profit_cents[row],
            found.fees_cents[row],
        ) == (
            truth.decision,
            truth.amount_cents,
            truth.limit_cents,
            truth.tier,
            truth.expected_loss_cents,
            truth.expected_profit_cents,
            truth.quote.finance_charge_cents if truth.quote else 0,
        )


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(applicants | promising, amounts), max_size=8), policies())
def test_replay_is_decide_for_any_policy_and_applicant(asked, policy):
    people, wanted = [person for person, _ in asked], [amount for _, amount in asked]
    cases = of_applicants(people, wanted)
    assert_equal(cases, replay(cases, policy), people, wanted, policy)


def test_replay_is_the_stored_offers_of_the_demo(demo_store, demo_cases, policy):
    with History(Settings(store=demo_store)) as history:
        offers = history.frame("select * from offers order by application_id")
    found = replay(demo_cases, policy)
    tiers = [tier.name for tier in policy.tiers]
    assert list(offers["application_id"]) == list(demo_cases.application_id)
    assert [DECISIONS[code] for code in found.decision] == list(offers["decision"])
    assert [tiers[n] if n >= 0 else None for n in found.tier] == list(
        offers["tier"].astype(object).where(offers["tier"].notna(), None)
    )
    for stored, column in (
        ("amount_cents", found.amount_cents),
        ("limit_cents", found.limit_cents),
        ("finance_charge_cents", found.fees_cents),
        ("expected_loss_cents", found.loss_cents),
        ("expected_profit_cents", found.profit_cents),
    ):
        assert np.array_equal(offers[stored], column)
    assert set(DECISIONS) == set(offers["decision"])


@given(st.lists(st.integers(1, 10**12), max_size=5), rates, st.floats(0, 1))
def test_prices_are_those_of_a_schedule(amounts, monthly_rates, pd):
    columns = np.array(amounts, np.int64)
    found = priced(columns, np.full(len(amounts), pd), monthly_rates, POLICY.economics)
    for row, amount in enumerate(amounts):
        schedule = build_schedule(amount, monthly_rates, FUNDED)
        truth = offer_economics(schedule, pd, POLICY.economics)
        assert found.fees_cents[row] == schedule.finance_charge_cents
        assert found.loss_cents[row] == round(truth.loss_cents)
        assert found.profit_cents[row] == round(truth.profit_cents)


@pytest.mark.parametrize("tier", POLICY.tiers, ids=lambda tier: tier.name)
def test_take_up_follows_the_price(tier):
    quote = build_quote(POLICY, 3_000_000, tier.name, FUNDED)
    assert apr(tier.monthly_rates) == pytest.approx(quote.apr / 100, abs=1e-6)
    smallest = build_quote(POLICY, POLICY.limit.minimum_cents + 1, tier.name, FUNDED)
    assert apr(tier.monthly_rates) == pytest.approx(smallest.apr / 100, abs=2e-4)


def test_price_levels_weigh_offers_by_take_up(demo_cases, policy):
    found = price_levels(demo_cases, policy, (0.8, 1.0))
    now = totals(replay(demo_cases, policy), "accepted")
    assert (round(found.volume_cents[1]), round(found.profit_cents[1])) == (
        now.volume_cents,
        now.profit_cents,
    )
    assert found.taken_up[0] > found.taken_up[1]
    assert found.apr[0] < found.apr[1] == pytest.approx(0.24, abs=0.03)


def test_nothing_is_taken_up_of_what_is_not_offered(demo_cases, policy):
    found = replay(demo_cases, policy)
    assert ((found.take_up > 0) == found.lends).all()
    assert ((found.amount_cents > 0) == found.lends).all()


def test_only_scored_applications_can_be_replayed(settings):
    with building(settings, change="test", imported=True) as con:
        con.execute("insert into book values ('Test', 'USD', date '2025-12-31', true, '')")
    with History(settings) as history, pytest.raises(Refused, match="pipelines features"):
        read_cases(history)
