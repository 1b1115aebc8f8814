"""The Policy lab's Optimum: the limits are asked for, solved in the background and explained."""

import time

import pytest

from dashboard.charts.policy_optimum import offered_by_band
from dashboard.findings.optimum import best_offers
from dashboard.panels.policy_offers import bands_of
from pipelines.errors import Refused
from pipelines.offers import load_policy
from pipelines.settings import PROJECT, Settings
from pipelines.simulation.cases import read_cases
from pipelines.simulation.pricing import Limits, Totals, solve
from pipelines.simulation.pricing.book import book_of, offers_made
from pipelines.simulation.replay import replay
from pipelines.store import History

NOTHING = Totals(0, 0, 0.0, 0.0, 0.0)


@pytest.fixture(scope="module")
def book(demo_store):
    with History(Settings(store=demo_store)) as history:
        return book_of(read_cases(history), load_policy(PROJECT / "data" / "policy.toml"))


def test_the_optimum_earns_more_than_today_and_offers_no_more(book):
    found = solve(book.problem(book.within_today()))
    best, today = found.portfolio.totals, book.today
    assert best.offered_cents <= today.offered_cents
    assert best.profit_cents > today.profit_cents
    assert found.gap <= 1e-3
    said = best_offers(found, today, "USD")
    assert "more than today's policy; no other offers earn more" in said


def test_offers_are_within_the_rules(book):
    found = solve(book.problem(Limits(budget_cents=50_000_000, basis="expected")))
    offers = offers_made(book, found.portfolio)
    cases, rules = book.cases, book.policy.limit
    place = {key: n for n, key in enumerate(cases.application_id)}
    rows = [place[key] for key in offers["application_id"]]
    limit = replay(cases, book.policy).limit_cents[rows]
    asked = cases.requested_cents[rows]
    assert (offers["amount_cents"] >= rules.minimum_cents).all()
    assert (offers["amount_cents"] % rules.step_cents == 0).all()
    assert ((offers["amount_cents"] <= asked) | (asked == 0)).all()
    assert ((offers["amount_cents"] <= limit) | (limit == 0)).all()
    spent = float((offers["amount_cents"] * offers["take_up"]).sum())
    assert spent == pytest.approx(found.portfolio.totals.lent_cents)
    assert spent <= 50_000_000


def test_bands_hold_every_offer(book):
    found = solve(book.problem(book.within_today()))
    bands = bands_of(book, found)
    totals = found.portfolio.totals
    assert bands["offers"].sum() == totals.offers
    assert bands["amount_cents"].sum() == totals.offered_cents
    fig = offered_by_band(bands, ["low", "mid", "high"], "USD")
    assert [bar.name for bar in fig.data] == ["Tier low", "Tier mid", "Tier high"]


def test_no_budget_lends_nothing_and_says_so(book):
    found = solve(book.problem(Limits(budget_cents=0)))
    assert best_offers(found, NOTHING, "USD").startswith("Some offers would earn, but the limits")


def test_nobody_eligible_is_refused(book):
    with pytest.raises(Refused, match="nobody to make an offer to"):
        book_of(book.cases.take(book.cases.tenure_days < 365), book.policy)


def test_page_finds_the_best_offers(open_page, demo_store):
    at = open_page("policy", demo_store)
    at.session_state["tab"] = "Optimum"
    at.run()
    assert any("Set the limits and solve" in caption.value for caption in at.caption)
    next(button for button in at.button if button.label == "Find the best offers").click().run()
    until = time.monotonic() + 20
    while not any(m.label == "Proven to within" for m in at.metric):
        assert time.monotonic() < until
        time.sleep(0.2)
        at.run()
    text = " ".join(item.value for item in at.markdown)
    assert "The best offers within the limits would earn" in text
    assert "budget" in text
    assert not at.exception
