"""Figures made of the book's own flows: outstanding, net charge-off and the return."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from pipelines.portfolio.changes.averaged_order import averaged_effects
from pipelines.portfolio.changes.records import Cause, FigureChange
from pipelines.portfolio.noise import LEAST_VALUES, STANDS_OUT, modified_z
from pipelines.portfolio.panel.book_months import MONTHS_A_YEAR, BookMonth

Flows = dict[str, float]


def outstanding(months: Sequence[BookMonth]) -> FigureChange:
    """Opening + lent - repaid - charged off = closing, in cents; the first must have one before."""
    before, last = months[-2:]
    charged_off = last.charged_off_cents
    repaid = before.balance_cents + last.funded_cents - charged_off - last.balance_cents
    return FigureChange(
        figure="outstanding",
        unit="cents",
        before=before.balance_cents,
        now=last.balance_cents,
        causes=(
            Cause("lent", last.funded_cents),
            Cause("repaid", -repaid),
            Cause("charged off", -charged_off),
        ),
        is_beyond_noise=_stands_out([float(month.balance_cents) for month in months]),
    )


def net_charge_off(months: Sequence[BookMonth]) -> FigureChange | None:
    """Annualised net charge-off of twelve months by charge-offs, recoveries and the balance."""
    return _yearly("net charge-off", months, _lost, ("charge-offs", "recoveries", "growth"))


def net_return(months: Sequence[BookMonth]) -> FigureChange | None:
    """Fees less net charge-off over the balance, a year, by each of its parts."""

    def earned(flows: Flows) -> float:
        return MONTHS_A_YEAR * flows["fees"] / flows["growth"] - _lost(flows)

    return _yearly("net return", months, earned, ("fees", "charge-offs", "recoveries", "growth"))


def _yearly(
    figure: str,
    months: Sequence[BookMonth],
    rate: Callable[[Flows], float],
    parts: Sequence[str],
) -> FigureChange | None:
    """The change of a rate over twelve months, by the parts it is computed from.

    None until the book has thirteen months, and where nothing was owed in one of the years.
    """
    years = [_flows(months[end - MONTHS_A_YEAR : end]) for end in _ends(months)]
    if len(years) < 2 or not years[-1]["growth"] or not years[-2]["growth"]:
        return None
    then, now = years[-2:]

    def at(new: frozenset[str]) -> float:
        return rate({part: (now if part in new else then)[part] for part in now})

    effects = averaged_effects(at, parts)
    return FigureChange(
        figure=figure,
        unit="share",
        before=rate(then),
        now=rate(now),
        causes=tuple(Cause(part, effect) for part, effect in effects.items()),
        is_beyond_noise=_stands_out([rate(flows) for flows in years if flows["growth"]]),
    )


def _ends(months: Sequence[BookMonth]) -> range:
    return range(MONTHS_A_YEAR, len(months) + 1)


def _flows(year: Sequence[BookMonth]) -> Flows:
    """The year's flows in cents; `growth` is the sum of month-end balances that they are over."""
    return {
        "fees": sum(month.fee_cents for month in year),
        "charge-offs": sum(month.charged_off_cents for month in year),
        "recoveries": sum(month.recovered_cents for month in year),
        "growth": sum(month.balance_cents for month in year),
    }


def _lost(flows: Flows) -> float:
    net = flows["charge-offs"] - flows["recoveries"]
    return MONTHS_A_YEAR * net / flows["growth"]


def _stands_out(values: Sequence[float]) -> bool | None:
    """Whether the newest change is an outlier among the series' own changes; None of few."""
    steps = [later - earlier for earlier, later in pairwise(values)]
    if len(steps) < LEAST_VALUES:
        return None
    return abs(modified_z(steps)[-1]) > STANDS_OUT
