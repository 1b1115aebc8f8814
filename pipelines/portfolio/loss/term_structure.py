"""PD over a loan's life: when defaults begin, and how likely one is from where a loan stands."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from pipelines.offers.terms import Economics
from pipelines.portfolio.loss.default_counts import (
    IN_DEFAULT,
    STATUSES,
    DefaultCounts,
    Floats,
    Ints,
    default_counts,
)
from pipelines.portfolio.reader import Reader
from pipelines.stats.intervals import Interval, wilson_interval

PRIOR_DEFAULTS, PRIOR_REPAID = 30.0, 100.0
LATE_AND_REPAID = (0.03, 0.005, 0.001)
STILL_CURRENT = 0.005


@dataclass(frozen=True)
class MonthHazard:
    """One month of the term (a step of it, for other terms than the policy's).

    Of `at_risk` loans that had paid so far, `defaults` missed this instalment and never caught up;
    `hazard` is their share with its Wilson interval, None where no loan was at risk. `share` is
    the part of all defaults that begin here, `policy_share` the policy's assumption of it.
    """

    month: int
    at_risk: int
    defaults: int
    hazard: Interval | None
    share: float
    policy_share: float


@dataclass(frozen=True)
class StatusDefault:
    """Judged loan-months in one status, and how many of them went on to default; in cents owed."""

    status: str
    loans: int
    defaults: int
    rate: Interval | None


@dataclass(frozen=True)
class TermStructure:
    """What the panel at `as_of` says about when and from where loans default.

    `likelihood` holds P(status, step | default) / P(status, step | repaid): the factor by which
    standing there moves the odds of default. `exposure` is the balance owed at default as a share
    of the balance owed there. Rows are statuses by days late, columns steps of the term.
    `book_weight` is what part of the timing of defaults is the book's own, the rest the policy's.
    """

    as_of: date
    judged_loans: int
    defaulted_loans: int
    book_weight: float
    months: tuple[MonthHazard, ...]
    statuses: tuple[StatusDefault, ...]
    likelihood: Floats
    exposure: Floats

    def pd(self, at_application: Floats, status: Ints, step: Ints) -> Floats:
        """PD before repayment given that a loan stands there; NaN stays NaN, 1 when in default.

        Bayes in odds: PD / (1 - PD) at application times the likelihood ratio of the place.
        """
        ratio = self.likelihood[np.minimum(status, IN_DEFAULT - 1), step]
        posterior = at_application * ratio / (at_application * ratio + (1 - at_application))
        return np.where(status >= IN_DEFAULT, 1.0, posterior)

    def exposure_share(self, status: Ints, step: Ints) -> Floats:
        """Balance owed at default as a share of today's; 1 when in default."""
        share = self.exposure[np.minimum(status, IN_DEFAULT - 1), step]
        return np.where(status >= IN_DEFAULT, 1.0, share)


def term_structure(reader: Reader, economics: Economics, as_of: date) -> TermStructure:
    """Estimate from the panel up to `as_of`, shrunk to the policy's timing where events are few."""
    counts = default_counts(reader, as_of, len(economics.default_timing))
    return from_counts(counts, economics.default_timing, as_of)


def from_counts(counts: DefaultCounts, policy: tuple[float, ...], as_of: date) -> TermStructure:
    """The term structure of those counts; each weighs against 30 defaults of the policy's timing.

    Without any counts it is the policy's timing alone, with the assumption that 3 % of the loans
    that are repaid are 1-29 days late at a month-end, 0.5 % 30-59 and 0.1 % 60-89.
    """
    shares = timing(counts.missing, policy)
    likelihood = _likelihood(counts, policy)
    return TermStructure(
        as_of=as_of,
        judged_loans=counts.judged_loans,
        defaulted_loans=counts.defaulted_loans,
        book_weight=_weight(counts.missing.sum()),
        months=tuple(_month(k, counts, shares, policy) for k in range(len(policy))),
        statuses=tuple(_status(row, counts) for row in range(len(STATUSES))),
        likelihood=likelihood,
        exposure=_exposure(counts, shares),
    )


def timing(missing: Floats, policy: tuple[float, ...]) -> Floats:
    """Share of defaults that begin at each instalment: counts plus 30 defaults of the policy's."""
    return (missing + PRIOR_DEFAULTS * np.array(policy)) / (missing.sum() + PRIOR_DEFAULTS)


def _weight(events: float) -> float:
    return float(events / (events + PRIOR_DEFAULTS))


def _likelihood(counts: DefaultCounts, policy: tuple[float, ...]) -> Floats:
    """Likelihood ratio of each place, never lower for a later status at the same step."""
    repaid = counts.judged_loans - counts.defaulted_loans
    if_default = counts.defaulted + PRIOR_DEFAULTS * _places_of_defaults(policy, counts)
    if_repaid = counts.loans - counts.defaulted + PRIOR_REPAID * _places_of_repaid(counts)
    if_default /= counts.defaulted_loans + PRIOR_DEFAULTS
    if_repaid /= repaid + PRIOR_REPAID
    return np.maximum.accumulate(if_default / if_repaid, axis=0)


def _places_of_defaults(policy: tuple[float, ...], counts: DefaultCounts) -> Floats:
    """Where a defaulting loan stands if it pays until one instalment and nothing from it on."""
    steps = counts.loans.shape[1]
    begins = np.zeros(steps)
    begins[1 : len(policy) + 1] = policy
    places = np.zeros((len(STATUSES), steps))
    places[0] = np.maximum(1 - np.cumsum(begins), STILL_CURRENT)
    for late in range(1, len(STATUSES)):
        places[late, late - 1 :] = begins[: steps - late + 1]
    return places


def _places_of_repaid(counts: DefaultCounts) -> Floats:
    late = np.array([1 - sum(LATE_AND_REPAID), *LATE_AND_REPAID])
    return np.repeat(late[:, None], counts.loans.shape[1], axis=1)


def _exposure(counts: DefaultCounts, shares: Floats) -> Floats:
    """Owed at default over owed now: the book's ratio, weighed against the schedule's."""
    scheduled = np.ones_like(counts.loans)
    scheduled[0, : len(shares)] = [scheduled_share(shares, step) for step in range(len(shares))]
    owed = np.where(counts.owed_cents > 0, counts.owed_cents, 1.0)
    observed = np.minimum(counts.defaulted_cents / owed, 1.0)
    weight = counts.defaulted / (counts.defaulted + PRIOR_DEFAULTS)
    return weight * observed + (1 - weight) * scheduled


def scheduled_share(shares: Floats, step: int) -> float:
    """Balance owed when a default begins, as a share of that owed after `step` instalments.

    Expected over the defaults still to begin, with equal principals; 1 where none is left.
    """
    left = shares[step:]
    owed = np.arange(len(left), 0, -1) / len(left)
    return float(left @ owed / left.sum()) if left.sum() else 1.0


def _month(k: int, counts: DefaultCounts, shares: Floats, policy: tuple[float, ...]) -> MonthHazard:
    at_risk, defaults = round(counts.at_risk[k]), round(counts.missing[k])
    hazard = wilson_interval(defaults, at_risk) if at_risk else None
    return MonthHazard(k + 1, at_risk, defaults, hazard, float(shares[k]), policy[k])


def _status(row: int, counts: DefaultCounts) -> StatusDefault:
    loans, defaults = round(counts.loans[row].sum()), round(counts.defaulted[row].sum())
    rate = wilson_interval(defaults, loans) if loans else None
    return StatusDefault(STATUSES[row], loans, defaults, rate)
