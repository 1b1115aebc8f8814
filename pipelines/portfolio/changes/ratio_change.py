"""The interval of a change in a share of the balance, over the same merchants at two dates."""

from math import sqrt

import numpy as np

from pipelines.portfolio.changes.layers import Floats
from pipelines.portfolio.changes.two_dates import TwoDates
from pipelines.stats.intervals import Interval

Z_95 = 1.959963984540054


def ratio_change(dates: TwoDates, value: Floats) -> Interval:
    """Value per unit of balance now less before, with its 95 % interval.

    Merchants are the sampled unit, as loans of one merchant fall late together and most stand at
    both dates: the variance is the sum over merchants of the squared linearised differences
    (Woodruff 1971, JASA 66; Cochran 1977, Sampling techniques, 6.3 and 12.3). Amounts are as
    skewed as they are, so with few late merchants the interval is rough.
    """
    merchants = dates.codes("merchant_id")[0]
    parts = np.zeros(int(merchants.max(initial=0)) + 1)
    ratios = []
    for here, sign in ((~dates.is_now, -1), (dates.is_now, 1)):
        balance = dates.balance * here
        ratio = float((value * here).sum() / balance.sum())
        left = (value * here - ratio * balance) / balance.sum()
        parts += sign * np.bincount(merchants, weights=left, minlength=len(parts))
        ratios.append(ratio)
    reach = Z_95 * sqrt(float((parts**2).sum()))
    change = ratios[1] - ratios[0]
    return Interval(change, change - reach, change + reach, 0.95)
