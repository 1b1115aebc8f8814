"""The watch list of a day: the merchants whose open loans show enough signs, with their words."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from pipelines.portfolio.reader import Reader
from pipelines.portfolio.watch_list.cases import EPOCH, Looks, looks_at_open_loans
from pipelines.portfolio.watch_list.rules import WatchRules
from pipelines.portfolio.watch_list.signs import Alert
from pipelines.store import sql_text

TOO_LATE_DAYS = 30
"""From here on a loan is late enough for collections: a warning would come too late."""


@dataclass(frozen=True)
class OpenLoan:
    """One loan open on the list's day: whose it is, what it owes in cents, how late it is."""

    loan_id: str
    application_id: str
    merchant: str
    industry: str
    owed_cents: int
    days_past_due: int


@dataclass(frozen=True)
class WatchedLoan:
    """One open loan on the list, since the first look that put it there.

    `points_now` are those of the list's day. `is_weaker` says that they are enough by themselves,
    not only those of its funding; `alerts` are the signs of the day that counts.
    """

    loan: OpenLoan
    merchant_id: str
    funded_on: date
    since: date
    points_at_funding: int
    points_now: int
    is_weaker: bool
    alerts: tuple[Alert, ...]


@dataclass(frozen=True)
class WatchedMerchant:
    """One merchant on the list with its listed loans; the first is the one with most points."""

    merchant_id: str
    loans: tuple[WatchedLoan, ...]

    @property
    def lead(self) -> WatchedLoan:
        """The loan whose signs speak loudest."""
        return self.loans[0]

    @property
    def owed_cents(self) -> int:
        """What its listed loans owe."""
        return sum(one.loan.owed_cents for one in self.loans)

    @property
    def words(self) -> str:
        """Its signs in words, most points first."""
        return "; ".join(alert.words for alert in self.lead.alerts)


@dataclass(frozen=True)
class WatchList:
    """The list of a day: of `open_loans`, owing `open_cents`, the merchants to look at first."""

    as_of: date
    open_loans: int
    open_cents: int
    merchants: tuple[WatchedMerchant, ...]

    @property
    def loans(self) -> tuple[WatchedLoan, ...]:
        """All loans on the list."""
        return tuple(loan for merchant in self.merchants for loan in merchant.loans)

    @property
    def weaker(self) -> tuple[WatchedMerchant, ...]:
        """The merchants that show enough signs now, not only when a loan was funded."""
        return tuple(merchant for merchant in self.merchants if merchant.lead.is_weaker)


def draw_watch_list(
    reader: Reader, rules: WatchRules, *, as_of: date | None = None
) -> WatchList | None:
    """The watch list of the book's as-of date, or of an earlier day; None without a loan.

    What became known after that day is left out, so a list of the past is the one that could have
    been drawn then, but for PDs, which are those of the model in force now. Loans 30 or more days
    late are not on it: they need no warning any more.
    """
    last = reader.rows(sql_text(__file__, "sql/last_day.sql"))
    if not last:
        return None
    day = as_of or last[0][0]
    number = (day - EPOCH) // timedelta(days=1)
    rows = reader.rows(sql_text(__file__, "sql/open.sql"), {"day": number})
    there = {row[0]: OpenLoan(*row) for row in rows}
    looks = looks_at_open_loans(reader, day)
    listed = _listed(looks, rules, there)
    weaker = [one.loan.application_id for one in listed if one.since == day]
    if weaker:
        since = _first_alerts(looks_at_open_loans(reader, day, weaker), rules)
        listed = [replace(one, since=since.get(one.loan.loan_id, one.since)) for one in listed]
    owed = sum(loan.owed_cents for loan in there.values())
    return WatchList(day, len(there), owed, _by_merchant(listed))


def _listed(looks: Looks, rules: WatchRules, there: dict[str, OpenLoan]) -> list[WatchedLoan]:
    """The loans whose funding, or whose last look, puts them on the list."""
    points, is_alert = looks.points(rules), looks.is_alert(rules)
    starts = np.flatnonzero(looks.is_funding)
    ends = np.append(starts, len(looks.day))[1:] - 1
    shows = is_alert[starts] | (points[ends] >= rules.points_later)
    found = []
    for start, end in zip(starts[shows], ends[shows], strict=True):
        loan = there[str(looks.loan_id[start])]
        is_weaker = bool(points[end] >= rules.points_later)
        if loan.days_past_due >= TOO_LATE_DAYS:
            continue
        listed = WatchedLoan(
            loan=loan,
            merchant_id=str(looks.merchant_id[start]),
            funded_on=_date(looks.funded_day[start]),
            since=_date(looks.day[start if is_alert[start] else end]),
            points_at_funding=int(points[start]),
            points_now=int(points[end]),
            is_weaker=is_weaker,
            alerts=looks.alerts(int(end if is_weaker else start), rules),
        )
        found.append(listed)
    return found


def _first_alerts(looks: Looks, rules: WatchRules) -> dict[str, date]:
    """The first day on which each loan had the points to be listed."""
    is_alert = looks.is_alert(rules)
    found: dict[str, date] = {}
    for loan, day in zip(looks.loan_id[is_alert], looks.day[is_alert], strict=True):
        found.setdefault(str(loan), _date(day))
    return found


def _by_merchant(listed: Sequence[WatchedLoan]) -> tuple[WatchedMerchant, ...]:
    """Merchants with their loans; those weaker now first, then by points and what they owe."""
    groups: dict[str, list[WatchedLoan]] = defaultdict(list)
    for one in sorted(listed, key=_urgency):
        groups[one.merchant_id].append(one)
    return tuple(WatchedMerchant(name, tuple(loans)) for name, loans in groups.items())


def _urgency(one: WatchedLoan) -> tuple[bool, int, int, str]:
    points = one.points_now if one.is_weaker else one.points_at_funding
    return not one.is_weaker, -points, -one.loan.owed_cents, one.loan.loan_id


def _date(number: np.int64) -> date:
    return EPOCH + timedelta(days=int(number))
