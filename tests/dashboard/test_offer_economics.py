"""What an offer earns, as the Merchant page says it."""

from datetime import date

import pytest

from dashboard.charts.balance_bridge import balance_bridge
from dashboard.findings.offer_economics import worth_offering
from dashboard.panels.offer_economics import tier_frame
from pipelines.offers import build_quote, load_policy
from pipelines.offers.economics import margin, offer_economics
from pipelines.settings import PROJECT

PD = 0.03


@pytest.fixture(scope="module")
def policy():
    return load_policy(PROJECT / "data" / "policy.toml")


@pytest.fixture(scope="module")
def quote(policy):
    return build_quote(policy, 3_000_000, "mid", date(2026, 1, 1))


def test_every_tier_at_the_same_amount(policy, quote):
    frame = tier_frame(quote, PD, policy)
    assert list(frame["tier"]) == ["Low", "Mid", "High"]
    assert list(frame["break_even_pd"].round(4)) == [0.0071, 0.0486, 0.0883]
    assert list(frame["profit_cents"]) == [-40_398, 33_455, 107_308]
    assert list(frame["expected_cents"]) == [-34_712, 22_285, 53_010]


def test_the_finding_names_profit_and_room(policy, quote):
    expected = offer_economics(quote.schedule, PD, policy.economics)
    taken = policy.take_up.share(quote.apr / 100)
    line = margin(quote.schedule, policy.economics)
    assert worth_offering(expected, line, PD, taken, "USD").replace("\u00a0", " ") == (
        "The offer is expected to earn $335 if accepted, $223 for each one made, since 67 % are "
        "expected to accept; it breaks even at 4.86 % PD, and this applicant's is 3.00 %."
    )


def test_a_loss_is_drawn_below_zero():
    figure = balance_bridge(
        [("Fees", 100, True), ("Loss", -300, False), ("Left", -200, True)], "USD"
    )
    assert [bar.text[0] for bar in figure.data] == ["$1", "−$3", "−$2"]
    assert [bar.base[0] for bar in figure.data] == [0, 1, 0]
