"""Planned fraud leaves the traces that its scheme must leave, and no other mark.

In a world where a third of the merchants plan one, so that every scheme has some dozens.
"""

import numpy as np
import pytest

from pipelines.world import fraud
from pipelines.world.horizon import DAY_SECONDS, NEVER
from pipelines.world.tables import feed_tables, loan_tables


def _requests(part, scheme, *, strike=True):
    """Positions of the requests of a scheme, its strikes or the others."""
    of_scheme = part.requests.scheme == scheme
    return np.flatnonzero(of_scheme & (part.requests.is_strike == strike))


def _merchants(part, scheme):
    return np.unique(part.requests.merchant[_requests(part, scheme)])


def _loans(part, scheme, *, strike=True):
    """Positions of the loans on the requests of a scheme."""
    return np.flatnonzero(np.isin(part.loans.request, _requests(part, scheme, strike=strike)))


def _sold_by(part, merchants):
    return part.sales.where((part.sales.kind == 0) & np.isin(part.sales.merchant, merchants))


def _count(part, kind, loans):
    """Loan events of a kind, per loan."""
    events = part.loan_events
    counts = np.bincount(events.loan[events.kind == kind], minlength=len(part.loans.request))
    return counts[loans]


def _hour(seconds):
    return seconds % DAY_SECONDS // 3600


@pytest.mark.parametrize("scheme", range(1, len(fraud.SCHEMES)), ids=fraud.SCHEMES[1:])
def test_every_scheme_is_planted_and_fails_nearly_always(crooked, scheme):
    strikes = _requests(crooked, scheme)
    assert len(strikes) >= 10
    assert crooked.risk.defaults[strikes].mean() > 0.75


def test_the_honest_strike_never_and_fraudsters_ask_for_nothing_else(crooked):
    requests = crooked.requests
    assert not np.any(requests.is_strike[requests.scheme == fraud.NONE])
    planned = np.bincount(requests.merchant[requests.scheme != fraud.NONE])
    assert planned.max() <= 1 + len(fraud.CLEAN_DRAWS)


def test_inflated_shops_sell_round_sums_to_a_handful_of_buyers_half_at_night(crooked):
    shops = _merchants(crooked, fraud.INFLATED)
    sold = _sold_by(crooked, shops)
    assert np.all(sold.cents % 5_000 == 0)
    for shop in shops:
        assert len(np.unique(sold.buyer[sold.merchant == shop])) <= 4
    assert (_hour(sold.occurred) < 5).mean() == pytest.approx(0.5, abs=0.05)


def test_inflated_shops_buy_next_to_nothing_and_nothing_comes_back(crooked):
    shops = _merchants(crooked, fraud.INFLATED)
    of_shops = np.isin(crooked.purchases.merchant, shops)
    own = of_shops & ~crooked.purchases.financed & (crooked.purchases.kind == 0)
    assert crooked.purchases.cents[own].sum() < 0.10 * _sold_by(crooked, shops).cents.sum()
    back = crooked.sales.where(crooked.sales.kind != 0)
    assert not np.any(np.isin(back.merchant, shops))


def test_honest_merchants_buy_for_what_they_sell_from_many_by_day(crooked):
    """What the traces of the inflated shops stand out from."""
    crooks = np.unique(crooked.requests.merchant[crooked.requests.scheme != fraud.NONE])
    honest = np.setdiff1d(np.unique(crooked.requests.merchant), crooks)
    sold = _sold_by(crooked, honest)
    of_honest = np.isin(crooked.purchases.merchant, honest)
    bought = of_honest & ~crooked.purchases.financed & (crooked.purchases.kind == 0)
    assert crooked.purchases.cents[bought].sum() > 0.35 * sold.cents.sum()
    assert (sold.cents % 5_000 == 0).mean() < 0.01
    assert (_hour(sold.occurred) < 5).mean() < 0.05
    buyers = np.unique(sold.merchant * 10**12 + sold.buyer) // 10**12
    assert np.median(np.unique(buyers, return_counts=True)[1]) > 50


def test_pumped_merchants_sell_twice_as_much_in_the_sixty_days_before_the_strike(crooked):
    """Planned is three times as much; the orders of most merchants must show twice."""
    strikes = _requests(crooked, fraud.PUMPED)
    ratios = []
    for request in strikes:
        merchant, day = crooked.requests.merchant[request], crooked.requests.day[request]
        sold = _sold_by(crooked, [merchant])
        ago = day - sold.occurred // DAY_SECONDS
        pumped = ((ago > 0) & (ago <= 60)).sum()
        before = ((ago > 60) & (ago <= 120)).sum()
        ratios.append(pumped / max(before, 1))
    assert np.median(ratios) >= 2
    assert np.mean(np.array(ratios) >= 1.5) > 0.8


def test_stackers_ask_twice_within_a_fortnight(crooked):
    strikes = _requests(crooked, fraud.STACKING)
    merchants, day = crooked.requests.merchant[strikes], crooked.requests.day[strikes]
    twice = [np.sort(day[merchants == m]) for m in np.unique(merchants)]
    twice = [days for days in twice if len(days) == 2]
    assert len(twice) >= 10
    assert all(2 <= days[1] - days[0] <= 14 for days in twice)


def test_some_stackers_are_lent_to_twice(crooked):
    merchant = crooked.requests.merchant[crooked.loans.request[_loans(crooked, fraud.STACKING)]]
    assert (np.bincount(merchant) == 2).sum() >= 3


def test_bust_outs_repay_two_clean_draws_early_and_then_nothing(crooked):
    loans = crooked.loans
    clean = _loans(crooked, fraud.BUST_OUT, strike=False)
    repaid = clean[loans.first_missed[clean] == NEVER]
    assert len(repaid) >= 10
    assert len(repaid) >= 0.9 * len(clean)
    assert np.all((loans.extra_after[repaid] < NEVER) & ~loans.is_refund[repaid])
    strike = _loans(crooked, fraud.BUST_OUT)
    failed = strike[loans.first_missed[strike] < NEVER]
    assert len(failed) >= 5
    assert np.all(loans.first_missed[failed] == 1)
    assert np.all(_count(crooked, 0, failed) == 0)


def test_a_bust_out_strikes_with_a_larger_order_than_its_clean_draws(crooked):
    """Twice the usual order on average: the mean logarithm differs by ln 2, within .3."""
    cents = np.log(crooked.requests.order_cents)
    strike = cents[_requests(crooked, fraud.BUST_OUT)].mean()
    clean = cents[_requests(crooked, fraud.BUST_OUT, strike=False)].mean()
    assert strike - clean == pytest.approx(np.log(2), abs=0.3)


def test_first_payment_defaults_pay_nothing(crooked):
    loans = _loans(crooked, fraud.FIRST_PAYMENT)
    failed = loans[crooked.loans.first_missed[loans] < NEVER]
    assert len(failed) >= 5
    assert np.all(_count(crooked, 0, failed) == 0)


def test_colluders_get_their_order_paid_back_past_the_lender(crooked):
    """A supplier's refund 3-10 days after the financed order; the lender sees none."""
    loans, bought = crooked.loans, crooked.purchases
    struck = _loans(crooked, fraud.COLLUSION)
    struck = struck[loans.funded_day[struck] + 10 < crooked.horizon.days]
    assert len(struck) >= 10
    for loan in struck:
        request = loans.request[loan]
        days = bought.occurred // DAY_SECONDS - loans.funded_day[loan]
        back = (
            (bought.merchant == crooked.requests.merchant[request])
            & (bought.supplier == crooked.requests.supplier[request])
            & (bought.cents == crooked.requests.order_cents[request])
            & (bought.kind == 1)
            & (days >= 3)
            & (days <= 10)
        )
        assert back.sum() == 1
    failed = struck[loans.first_missed[struck] < NEVER]
    assert np.all(_count(crooked, 1, failed) == 0)


def test_who_strikes_sells_no_more_afterwards(crooked):
    """Within the month before the first missed payment, or up to two after it, the shop closes."""
    strikes = np.flatnonzero(crooked.requests.is_strike & crooked.risk.defaults)
    missed = crooked.horizon.after_months(
        crooked.requests.day[strikes] + 2, crooked.risk.first_missed[strikes]
    )
    closed = crooked.merchants.exit_day[crooked.requests.merchant[strikes]]
    assert np.all(closed < missed + 60)


def test_no_export_has_a_mark_of_fraud(crooked):
    for name, table in (feed_tables(crooked) | loan_tables(crooked)).items():
        words = " ".join(table.column_names)
        assert not any(w in words for w in ("fraud", "scheme", "strike")), name
