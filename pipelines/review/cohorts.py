"""Approval rates side by side, with the interval that says how much they can carry.

Groups are of the merchant, never of its owner: this shows the method, it is no fairness finding.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from scipy.stats import chi2_contingency

from pipelines.stats.intervals import Interval, wilson_interval
from pipelines.store import History, sql_text

FEWEST = 30
"""Below this many applications a group's rate is not compared."""

Grouping = Literal["industry", "region"]


@dataclass(frozen=True)
class Cohort:
    """The scored applications of one group: how many are lent to, in full or as a counter-offer."""

    name: str
    n: int
    approved: int
    approval: Interval
    mean_pd: float

    @property
    def is_sufficient(self) -> bool:
        """Whether there are enough applications to compare this group with others."""
        return self.n >= FEWEST


def cohorts(history: History, by: Grouping) -> tuple[Cohort, ...]:
    """Return the groups with at least one scored application, largest first; none without names."""
    rows = history.rows(sql_text(__file__, "sql/cohorts.sql"), {"by": by})
    return tuple(
        Cohort(name, n, approved, wilson_interval(approved, n), mean_pd)
        for name, n, approved, mean_pd in rows
    )


def equal_rates_p_value(groups: Sequence[Cohort]) -> float:
    """P-value of "all groups are approved at the same rate", Pearson's chi-square test of k x 2.

    1 where nobody or everybody is approved. Takes applications as independent, which several of
    one merchant are not: the true p-value is then larger.
    """
    approved, n = sum(group.approved for group in groups), sum(group.n for group in groups)
    if len(groups) < 2 or approved in (0, n):
        return 1.0
    table = [[group.approved, group.n - group.approved] for group in groups]
    return float(chi2_contingency(table, correction=False).pvalue)
