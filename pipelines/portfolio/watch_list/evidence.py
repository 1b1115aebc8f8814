"""How well the watch list warns: defaults found in time against loans alerted for nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pipelines.portfolio.reader import Reader
from pipelines.portfolio.watch_list.cases import Looks, looks_at_known_loans
from pipelines.portfolio.watch_list.rules import WatchRules
from pipelines.stats.intervals import Interval, wilson_interval
from pipelines.store import sql_text

LEAST_LEAD_DAYS = 30
FEWEST_DEFAULTS = 30
MOST_LOANS = 20_000


@dataclass(frozen=True)
class WatchPoint:
    """The list with the points at funding set to `points_at_funding`, later to `points_later`.

    `found_in_time` of the defaults were alerted at least 30 days before the first missed payment.
    `alerted_for_nothing` of the loans that did not default were ever alerted, in
    `looks_alerted` of their looks.
    """

    points_at_funding: int
    points_later: int
    found_in_time: int
    alerted_for_nothing: int
    looks_alerted: float


@dataclass(frozen=True)
class WatchEvidence:
    """The list judged on loans whose outcome is known.

    `basis` is 'judged' where the loans are those the champion was judged on, with the PDs it gave
    them before it saw an outcome of theirs; 'without PD' where there are no such loans, and the PD
    counts for nothing. `lead_days` are the days from the first alert to the first missed payment,
    one for each default alerted at all, in rising order.
    """

    basis: str
    first: date
    last: date
    defaults: int
    others: int
    chosen: WatchPoint
    curve: tuple[WatchPoint, ...]
    lead_days: tuple[int, ...]

    @property
    def found(self) -> Interval:
        """Share of defaults alerted in time, with its 95 % interval."""
        return wilson_interval(self.chosen.found_in_time, self.defaults)

    @property
    def false_alarms(self) -> Interval:
        """Share of the other loans ever alerted, with its 95 % interval."""
        return wilson_interval(self.chosen.alerted_for_nothing, self.others)

    @property
    def base_rate(self) -> float:
        """Share of the loans that defaulted."""
        return self.defaults / (self.defaults + self.others)

    @property
    def precision(self) -> float | None:
        """Share of alerts in time among all alerts: how often the list is right."""
        alerts = self.chosen.found_in_time + self.chosen.alerted_for_nothing
        return self.chosen.found_in_time / alerts if alerts else None


def watch_evidence(
    reader: Reader, rules: WatchRules, judged: Mapping[str, float]
) -> WatchEvidence | None:
    """Judge the list on past loans; None where fewer than 30 of them defaulted.

    `judged` has the PDs that the champion gave to cases it was judged on, by application. Every
    loan is looked at as it stood at funding and each month-end, by what was known then; the newest
    20,000 loans where there are more.
    """
    rows = reader.rows(sql_text(__file__, "sql/known.sql"), {"most": MOST_LOANS})
    known = [row for row in rows if row[0] in judged]
    basis = "judged" if sum(row[2] for row in known) >= FEWEST_DEFAULTS else "without PD"
    used = known if basis == "judged" else rows
    if sum(row[2] for row in used) < FEWEST_DEFAULTS:
        return None
    pds = {row[0]: judged[row[0]] if basis == "judged" else None for row in used}
    looks = looks_at_known_loans(reader, rows[0][3], pds)
    days = [row[1] for row in used]
    return judged_on(looks, rules, basis, min(days), max(days))


def judged_on(
    looks: Looks, rules: WatchRules, basis: str, first: date, last: date
) -> WatchEvidence:
    """Judge the list on given looks at loans funded from `first` to `last`."""
    points = looks.points(rules)
    starts = np.flatnonzero(looks.is_funding)
    is_default = looks.is_default[starts]
    levels = sorted({*range(1, int(points[looks.is_funding].max(initial=1)) + 1),
                     rules.points_at_funding})  # fmt: skip
    gap = rules.points_later - rules.points_at_funding
    return WatchEvidence(
        basis=basis,
        first=first,
        last=last,
        defaults=int(is_default.sum()),
        others=int((~is_default).sum()),
        chosen=_point(looks, points, rules.points_at_funding, rules.points_later),
        curve=tuple(_point(looks, points, level, level + gap) for level in levels),
        lead_days=_leads(looks, looks.is_alert(rules)),
    )


def _point(looks: Looks, points: NDArray[np.int64], at_funding: int, later: int) -> WatchPoint:
    alert = points >= np.where(looks.is_funding, at_funding, later)
    in_time = alert & (looks.missed_day - looks.day >= LEAST_LEAD_DAYS)
    starts = np.flatnonzero(looks.is_funding)
    found = np.logical_or.reduceat(in_time & looks.is_default, starts)
    ever = np.logical_or.reduceat(alert & ~looks.is_default, starts)
    good = alert[~looks.is_default]
    return WatchPoint(
        points_at_funding=at_funding,
        points_later=later,
        found_in_time=int(found.sum()),
        alerted_for_nothing=int(ever.sum()),
        looks_alerted=float(good.mean()) if len(good) else 0.0,
    )


def _leads(looks: Looks, alert: NDArray[np.bool_]) -> tuple[int, ...]:
    """Days from each alerted default's first alert to its first missed payment."""
    hit = alert & looks.is_default
    loans, first = np.unique(looks.loan_id[hit].astype(str), return_index=True)
    leads = (looks.missed_day[hit] - looks.day[hit])[first]
    return tuple(sorted(int(lead) for lead in leads[: len(loans)]))
