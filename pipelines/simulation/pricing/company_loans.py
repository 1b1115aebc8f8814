"""Yearly loans to companies at one rate each: any amount in a range, take-up by rating and rate.

The problem of the SME invoices (CUMCM 2020, problem C, question 2): a budget for a year's lending
to companies whose rating nobody knows. A loan is repaid with its interest after a year; a company
that defaults pays no interest and LGD of the principal is lost.

The take-up table is by the bank's rating. Companies without one get the curve of their PD's band:
the bands hold as many of the rated companies as their rating does, so the safest are taken to
behave as those rated A. The curves lie close to one another, so little hangs on it; `solve` with
one curve for all shows how little.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.errors import Refused
from pipelines.simulation.pricing.limits import Limits
from pipelines.simulation.pricing.menu import Floats, Price, ranged_menu
from pipelines.simulation.pricing.portfolio import NONE, Portfolio
from pipelines.simulation.pricing.problem import Problem
from pipelines.simulation.pricing.take_up import DemandCurve
from pipelines.store import History, sql_text


@dataclass(frozen=True)
class CompanyTerms:
    """What may be lent to one company, at which yearly rates, and what is lost; money in cents."""

    rates: tuple[float, ...]
    least_cents: int = 100_000_00
    most_cents: int = 1_000_000_00
    lgd: float = 0.88
    funding_rate: float = 0.0


@dataclass(frozen=True)
class Companies:
    """The companies to lend to, in the order of their ids, and the rated ones beside them.

    `pd` are the champion's PDs of those without an outcome; `rated_pd` and `rating` those of the
    companies that the bank has rated.
    """

    company_id: NDArray[np.object_]
    pd: Floats
    rated_pd: Floats
    rating: NDArray[np.object_]


def read_companies(history: History, rating: str = "信誉评级") -> Companies:
    """Read the scored companies; `rating` is the attribute that holds the bank's rating.

    Raises Refused where every company has an outcome, or none is scored.
    """
    frame = history.frame(sql_text(__file__, "sql/companies.sql"), {"rating": rating})
    asked = frame[~frame["known"]]
    if asked.empty:
        raise Refused("no scored company without an outcome: import, train and score them first")
    rated = frame[frame["rating"].notna()]
    return Companies(
        asked["application_id"].to_numpy(object),
        asked["pd"].to_numpy(float),
        rated["pd"].to_numpy(float),
        rated["rating"].to_numpy(object),
    )


def rating_bounds(
    rated_pd: Floats, rating: NDArray[np.object_], ratings: Sequence[str]
) -> tuple[float, ...]:
    """The PDs that part the rated companies into bands as large as their ratings, last one open.

    Companies of other ratings, such as D that no bank lends to, are left out.
    """
    held = np.isin(rating, list(ratings))
    if not held.any():
        raise Refused(f"no company is rated {' or '.join(ratings)}: give the bounds of the bands")
    counts = np.array([(rating == name).sum() for name in ratings], dtype=float)
    reached = counts.cumsum()[:-1] / counts.sum()
    return tuple(map(float, np.quantile(rated_pd[held], reached)))


def company_prices(terms: CompanyTerms) -> tuple[Price, ...]:
    """Interest less funding where a loan is repaid; interest and LGD x principal lost where not."""
    return tuple(
        Price(f"{rate:.2%}", rate, rate - terms.funding_rate, rate + terms.lgd, terms.lgd)
        for rate in terms.rates
    )


def company_problem(
    pd: Floats,
    curves: Mapping[str, DemandCurve],
    bounds: Sequence[float],
    terms: CompanyTerms,
    limits: Limits,
) -> Problem:
    """The lending problem; a company has the curve of its PD's band, curves by rising PD."""
    table = np.array([curve.share(terms.rates) for curve in curves.values()])
    if len(bounds) != len(table) - 1:
        raise ValueError(f"{len(table)} curves need {len(table) - 1} bounds, not {len(bounds)}")
    take_up = table[np.searchsorted(bounds, pd)]
    menu = ranged_menu(
        pd, take_up, company_prices(terms),
        least_cents=terms.least_cents, most_cents=terms.most_cents,
    )  # fmt: skip
    return Problem(menu, limits)


def profit_at(portfolio: Portfolio, pd: Floats) -> Floats:
    """The portfolio's expected profit were the PDs others; one row a draw of PDs, in cents."""
    menu, made = portfolio.problem.menu, portfolio.line != NONE
    price = portfolio.price[made]
    certain = np.array([each.certain for each in menu.prices])[price]
    at_default = np.array([each.at_default for each in menu.prices])[price]
    taken = menu.take_up[made, portfolio.line[made]] * portfolio.amount_cents[made]
    drawn = np.atleast_2d(pd)[:, made]
    return np.asarray((certain - drawn * at_default) @ taken, dtype=float)
