"""Acute distress shows in the sales and at the bank, and who borrows in it mostly fails."""

import numpy as np
import pytest

from pipelines.world.bank import CATEGORIES
from pipelines.world.horizon import DAY_SECONDS

OWNER, OTHER_LENDER = CATEGORIES.index("owner transfer"), CATEGORIES.index("other lender")


@pytest.fixture(scope="module")
def fallen(histories):
    """Merchants whose spell shows in the sales, with sixty days before it, and sixty at its depth,
    in the book."""
    distress, merchants = histories.distress, histories.merchants
    return np.flatnonzero(
        (distress.depth < 1)
        & (distress.onset - 60 >= merchants.first_day)
        & (distress.end < np.minimum(merchants.exit_day, len(histories.demand.season[0])))
    )


def _orders(histories, merchants, first, last):
    """Orders of the merchants from a day of each to the day before another, in all."""
    sales = histories.sales
    starts = np.full(histories.merchants.count, 10**9)
    ends = np.zeros(histories.merchants.count)
    starts[merchants], ends[merchants] = first, last
    day = sales.sold // DAY_SECONDS
    inside = (day >= starts[sales.merchant]) & (day < ends[sales.merchant])
    return int((inside & (sales.kind == 0)).sum())


def _movements(world, category):
    """Merchant, day and cents of the bank movements of a category."""
    bank = world.bank
    picked = bank.category == category
    return bank.merchant[picked], bank.occurred[picked] // DAY_SECONDS, bank.cents[picked]


def test_sales_fall_to_a_fraction_and_come_back(histories, fallen):
    """The depth is drawn between .05 and .30 of the usual level, .175 on average; the bound leaves
    .07 for season and noise. Ninety days after the end sales are back at their level, within a
    third."""
    onset, end = histories.distress.onset[fallen], histories.distress.end[fallen]
    before = _orders(histories, fallen, onset - 60, onset)
    within = _orders(histories, fallen, onset + 20, onset + 80)
    assert len(fallen) >= 60
    assert within / before == pytest.approx(0.175, abs=0.07)
    seen = end + 150 < np.minimum(histories.merchants.exit_day[fallen], 3 * 365)
    after = _orders(histories, fallen[seen], (end + 90)[seen], (end + 150)[seen])
    usual = _orders(histories, fallen[seen], (onset - 60)[seen], onset[seen])
    assert after / usual == pytest.approx(1.0, abs=1 / 3)


def test_merchants_ask_oftener_in_distress(histories):
    """Two and a half times as often a day; within .8, for some hundred requests."""
    horizon_days = histories.demand.season.shape[1]
    count = histories.merchants.count
    day = np.arange(181, horizon_days)
    merchant = np.arange(count)[:, None]
    held = histories.distress.holds(merchant, day[None, :])
    open_days = (
        (day >= histories.merchants.first_day[:, None] + 90)
        & (day < histories.merchants.exit_day[:, None] - 75)
        & (histories.fraud.scheme == 0)[:, None]
    )
    requests = histories.requests
    honest = requests.scheme == 0
    in_spell = histories.distress.holds(requests.merchant, requests.day)[honest]
    oftener = (in_spell.sum() / (held & open_days).sum()) / (
        (~in_spell).sum() / (~held & open_days).sum()
    )
    assert in_spell.sum() >= 80
    assert oftener == pytest.approx(2.5, abs=0.8)


def test_most_who_borrow_in_distress_fail(world):
    """Most of a few in a hundred requests: a small, very bad part of all that is asked for."""
    in_distress = world.drivers.in_distress
    assert 0.02 < in_distress.mean() < 0.08
    assert world.risk.defaults[in_distress].mean() > 0.6
    assert world.risk.defaults[~in_distress].mean() < 0.09


def test_the_owner_puts_nothing_in_during_a_spell_that_shows_at_the_bank(world, histories):
    """The transfer of a month is booked on its last day; it counts as made on the day after."""
    distress = histories.distress
    merchant, day, cents = _movements(world, OWNER)
    spell = (day + 1 >= distress.onset[merchant]) & (day + 1 < distress.end[merchant])
    put_in = cents > 0
    assert put_in[spell & ~distress.drains[merchant]].any()
    assert not put_in[spell & distress.drains[merchant]].any()


def test_another_lender_advances_and_is_paid_back_week_by_week(world, histories):
    distress = histories.distress
    merchant, day, cents = _movements(world, OTHER_LENDER)
    assert np.all(distress.drains[merchant])
    advance = cents > 0
    assert np.array_equal(day[advance], distress.onset[merchant[advance]])
    assert len(np.unique(merchant[advance])) == advance.sum() >= 60
    assert np.all(day[~advance] > distress.onset[merchant[~advance]])
    assert np.all(day[~advance] < distress.end[merchant[~advance]] + 7)


def test_the_balance_drains_where_the_spell_shows_at_the_bank(world, histories):
    """Nine in ten of those that pay another lender hold less after 100 days than at the onset."""
    bank, distress = world.bank, histories.distress
    day = bank.occurred // DAY_SECONDS
    ends = np.minimum(distress.end, world.merchants.exit_day)
    drained = np.flatnonzero(distress.drains & (distress.onset > 200) & (ends < 3 * 365))
    drained = drained[ends[drained] - distress.onset[drained] > 110]
    first = np.searchsorted(bank.merchant, drained)
    lower = []
    for merchant, start in zip(drained, first, strict=True):
        own = slice(start, np.searchsorted(bank.merchant, merchant, side="right"))
        before = np.searchsorted(day[own], distress.onset[merchant]) - 1
        after = np.searchsorted(day[own], distress.onset[merchant] + 100) - 1
        lower.append(bank.balance[own][after] < bank.balance[own][before])
    assert len(lower) >= 40
    assert np.mean(lower) > 0.85
