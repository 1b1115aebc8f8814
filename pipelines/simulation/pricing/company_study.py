"""The best company loans beside simpler rules, and what PDs, LGD and demand may change of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipelines.simulation.pricing.company_loans import CompanyTerms, company_problem, profit_at
from pipelines.simulation.pricing.limits import Limits
from pipelines.simulation.pricing.menu import Floats
from pipelines.simulation.pricing.optimum import Optimum
from pipelines.simulation.pricing.portfolio import Portfolio
from pipelines.simulation.pricing.rivals import greedy, uniform_price
from pipelines.simulation.pricing.solver import solve
from pipelines.simulation.pricing.take_up import DemandCurve
from pipelines.stats.intervals import Interval

LEVEL = 0.95
MILLION = 100_000_000
"""Cents."""


@dataclass(frozen=True)
class RuleProfit:
    """What a rule offers and earns; money in cents, profit with its interval over draws of PDs.

    `behind` is how much less it earns than the best offers, on the same draws.
    """

    rule: str
    offers: int
    offered_cents: int
    lent_cents: float
    loss_cents: float
    profit: Interval
    behind: Interval

    def in_millions(self) -> dict[str, str | int | float]:
        """The rule as a table's row; money in millions of units of currency."""
        return {
            "rule": self.rule,
            "offers": self.offers,
            "taken up": self.lent_cents / MILLION,
            "loss": self.loss_cents / MILLION,
            "profit": self.profit.estimate / MILLION,
            "profit from": self.profit.low / MILLION,
            "profit to": self.profit.high / MILLION,
            "behind": self.behind.estimate / MILLION,
            "behind from": self.behind.low / MILLION,
            "behind to": self.behind.high / MILLION,
        }


@dataclass(frozen=True)
class Sensitivity:
    """The best offers under another assumption; money in cents.

    `kept_profit_cents` is what the offers that were best before would earn under it.
    """

    assumption: str
    offers: int
    lent_cents: float
    profit_cents: float
    kept_profit_cents: float
    gap: float

    def in_millions(self) -> dict[str, str | int | float]:
        """The assumption as a table's row; money in millions of units of currency."""
        return {
            "assumption": self.assumption,
            "offers": self.offers,
            "taken up": self.lent_cents / MILLION,
            "profit": self.profit_cents / MILLION,
            "kept": self.kept_profit_cents / MILLION,
            "gap": self.gap,
        }


def beside_simpler_rules(found: Optimum, pd: Floats, draws: Floats) -> list[RuleProfit]:
    """The optimum, one price with the best cut-off, and greed, within the same limits.

    Each rule decides on the PDs as they are and is judged on each draw of PDs.
    """
    problem = found.portfolio.problem
    best = found.portfolio
    rules: dict[str, Portfolio | None] = {
        "best offers": best,
        "one rate for all, best cut-off": uniform_price(problem, pd),
        "greedy: by profit for each unit offered": greedy(problem),
    }
    return [
        _rule_profit(name, portfolio, best, draws)
        for name, portfolio in rules.items()
        if portfolio is not None
    ]


def sensitivity(
    pd: Floats,
    curves: Mapping[str, DemandCurve],
    bounds: Sequence[float],
    terms: CompanyTerms,
    limits: Limits,
    lgds: Sequence[float],
) -> list[Sensitivity]:
    """The best offers at other LGDs, and were all companies to answer prices as one rating does."""
    base = solve(company_problem(pd, curves, bounds, terms, limits)).portfolio

    def assumptions() -> Iterator[tuple[str, Mapping[str, DemandCurve], Sequence[float], float]]:
        yield from ((f"LGD {lgd:.0%}", curves, bounds, lgd) for lgd in lgds)
        yield from ((f"all as rated {r}", {r: curve}, (), terms.lgd) for r, curve in curves.items())

    rows = []
    for name, demand, ends, lgd in assumptions():
        problem = company_problem(pd, demand, ends, replace(terms, lgd=lgd), limits)
        found, kept = solve(problem), Portfolio(problem, base.line, base.part)
        totals = found.portfolio.totals
        rows.append(
            Sensitivity(
                name, totals.offers, totals.lent_cents, totals.profit_cents,
                kept.totals.profit_cents, found.gap,
            )
        )  # fmt: skip
    return rows


def _rule_profit(name: str, portfolio: Portfolio, best: Portfolio, draws: Floats) -> RuleProfit:
    totals, earned = portfolio.totals, profit_at(portfolio, draws)
    behind = profit_at(best, draws) - earned
    gap = best.totals.profit_cents - totals.profit_cents
    return RuleProfit(
        rule=name,
        offers=totals.offers,
        offered_cents=totals.offered_cents,
        lent_cents=totals.lent_cents,
        loss_cents=totals.loss_cents,
        profit=_interval(totals.profit_cents, earned),
        behind=_interval(gap, behind),
    )


def _interval(estimate: float, values: Floats) -> Interval:
    low, high = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(estimate, float(low), float(high), LEVEL)
