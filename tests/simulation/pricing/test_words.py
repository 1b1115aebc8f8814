"""What limits cost, in the words of the page."""

import numpy as np
import pytest

from pipelines.simulation.pricing import Optimum, ShadowPrice, prices_in_words

REGIONS = [
    ShadowPrice("floor", f"the fairness floor of region {name} against the best", price, 0, 0.01)
    for name, price in (("CA", 40_000.0), ("NY", 90_000.0), ("TX", 10_000.0), ("FL", 20_000.0))
]


def said(*prices: ShadowPrice) -> list[str]:
    return prices_in_words(Optimum(np.nan, 0.0, 0.0, prices, 0, 0.0), "USD")


@pytest.mark.parametrize(
    ("price", "words"),
    [
        (ShadowPrice("budget", "the budget", 0.0108, 1, 1), "of budget would earn 10.80 USD."),
        (
            ShadowPrice("loss", "the limit", 0.5, 1, 1),
            "more of expected loss would earn 500.00 USD",
        ),
        (
            ShadowPrice("loans", "the number of loans", 250.0, 1, 1),
            "more loan would earn 2.50 USD.",
        ),
        (
            ShadowPrice("share", "the share of industry toys", 0.002, 1, 1),
            "The share of industry toys is used up: 1,000 USD more of it would earn 2.00 USD.",
        ),
        (
            ShadowPrice("floor", "the fairness floor of region CA", 1_234.0, -9, -9),
            "The fairness floor of region CA costs 12.34 USD for each approval it asks for.",
        ),
    ],
)
def test_each_kind_has_its_sentence(price, words):
    assert words in said(price)[0]


def test_the_dearest_of_many_are_told():
    sentences = said(*REGIONS)
    assert "region NY" in sentences[0]
    assert "a point less of approval rate asked for would earn 9.00 USD." in sentences[0]
    assert sentences[3] == "So do 1 more of that kind, for less."


def test_what_does_not_bind_costs_nothing():
    free = [ShadowPrice("share", f"the share of {n}", 0.0, 0, 1) for n in "abcd"]
    assert said(*free) == [
        "The share of a, the share of b, the share of c and 1 more do not bind and cost nothing."
    ]


def test_a_limit_of_nothing_has_no_price_to_tell():
    budget = ShadowPrice("budget", "the budget", 8_960.2, 0, 0)
    shares = [ShadowPrice("share", f"the share of region {n}", 3.0, 0, 0) for n in "ABC"]
    assert said(budget) == ["The budget is 0: no offer under it can be made."]
    assert said(budget, *shares) == [
        "The budget, the share of region A, the share of region B and 1 more are 0: "
        "no offer under them can be made."
    ]
