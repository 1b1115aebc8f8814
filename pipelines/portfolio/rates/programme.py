"""Whether merchants buy more once they borrow: before and after, against those who do not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from pipelines.portfolio.rates.moves import Floats
from pipelines.portfolio.rates.statuses import GROUPS
from pipelines.portfolio.reader import Reader
from pipelines.stats.intervals import Interval
from pipelines.store import sql_text

BEFORE, AFTER = 6, 5
"""Months before the one of the first loan, and after it, that are followed."""
COHORTS, BANDS = 12, 5
MOST = 20_000
"""Merchants that are enough; of more, every so many-th is taken."""
DRAWS, SEED = 200, 20261127


@dataclass(frozen=True)
class EffectPoint:
    """What merchants bought in a month relative to that of their first loan, more than the matched.

    In cents a merchant and month, against the mean of the six months before in both; `bought` is
    all they bought, `own` what loans did not finance. Both have 95 % intervals.
    """

    step: int
    bought: Interval
    own: Interval


@dataclass(frozen=True)
class ProgrammeEffect:
    """Purchases around the first loan against matched merchants who took none: no proof of cause.

    `usual_cents` is what a borrowing merchant bought a month in the six months before. `bought` and
    `own` are the mean difference over the month of the loan and the five after, as shares of that;
    `before` is how far the difference rose from the first to the second half of the six months
    before, when there was no loan yet: what it shows is no effect of one.
    """

    first: date
    last: date
    merchants: int
    matched: int
    unmatched: int
    usual_cents: float
    points: tuple[EffectPoint, ...]
    bought: Interval
    own: Interval
    before: Interval


def programme_effect(reader: Reader, *, draws: int = DRAWS) -> ProgrammeEffect | None:
    """Difference in differences by month relative to the first loan; None without a match.

    Merchants with a first loan in a month are held against those of their industry and band of
    purchases before who took none until five months later. Each stratum weighs as many borrowers as
    it has; intervals resample groups of merchants, borrowers and others alike.
    """
    rows = reader.rows(
        sql_text(__file__, "sql/programme.sql"),
        {
            "before": BEFORE,
            "after": AFTER,
            "cohorts": COHORTS,
            "bands": BANDS,
            "groups": GROUPS,
            "most": MOST,
        },
    )
    if not rows:
        return None
    counts, bought, financed = _arrays(rows)
    total = counts.sum(axis=0)
    is_matched = (total[0] > 0) & (total[1] > 0)
    if not is_matched.any():
        return None
    own = bought - financed
    weights = np.random.default_rng(SEED).multinomial(
        GROUPS, np.full(GROUPS, 1 / GROUPS), size=draws
    )
    all_weights = np.vstack([np.ones(GROUPS), weights])
    paths = [_differences(all_weights, counts, amounts) for amounts in (bought, own)]
    usual = _usual(total, bought.sum(axis=0), is_matched)
    months = sorted({row[0] for row in rows if row[3]})
    return ProgrammeEffect(
        first=_first_day(months[0]),
        last=_first_day(months[-1]),
        merchants=int(total[1][is_matched].sum()),
        matched=int(total[0][is_matched].sum()),
        unmatched=int(total[1][~is_matched].sum()),
        usual_cents=usual,
        points=tuple(
            EffectPoint(step - BEFORE, _interval(paths[0][:, step]), _interval(paths[1][:, step]))
            for step in range(BEFORE + AFTER + 1)
        ),
        bought=_interval(paths[0][:, BEFORE:].mean(axis=1) / usual),
        own=_interval(paths[1][:, BEFORE:].mean(axis=1) / usual),
        before=_interval(_rise(paths[0]) / usual),
    )


def _arrays(rows: Sequence[tuple[Any, ...]]) -> tuple[Floats, Floats, Floats]:
    """Merchants by group, arm and stratum; amounts with the step last."""
    strata = {key: n for n, key in enumerate(sorted({row[:3] for row in rows}))}
    counts = np.zeros((GROUPS, 2, len(strata)))
    bought = np.zeros((GROUPS, 2, len(strata), BEFORE + AFTER + 1))
    financed = np.zeros_like(bought)
    for *key, has_loan, group, merchants, cents, lent in rows:
        place = (group, int(has_loan), strata[tuple(key)])
        counts[place], bought[place], financed[place] = merchants, cents, lent
    return counts, bought, financed


def _differences(weights: Floats, counts: Floats, amounts: Floats) -> Floats:
    """Difference in differences by draw and step."""
    n = np.tensordot(weights, counts, axes=1)
    sums = np.tensordot(weights, amounts, axes=1)
    means = np.divide(sums, n[..., None], out=np.zeros_like(sums), where=n[..., None] > 0)
    share = n[:, 1] * (n[:, 0] > 0)
    share = share / np.maximum(share.sum(axis=1, keepdims=True), 1e-12)
    gaps = ((means[:, 1] - means[:, 0]) * share[..., None]).sum(axis=1)
    return np.asarray(gaps - gaps[:, :BEFORE].mean(axis=1, keepdims=True))


def _rise(paths: Floats) -> Floats:
    half = BEFORE // 2
    return np.asarray(paths[:, half:BEFORE].mean(axis=1) - paths[:, :half].mean(axis=1))


def _usual(counts: Floats, amounts: Floats, is_matched: Floats) -> float:
    before = amounts[1][is_matched][:, :BEFORE].sum() / BEFORE
    return float(before / counts[1][is_matched].sum())


def _interval(draws: Floats) -> Interval:
    """The first draw is the estimate, the others bound it."""
    low, high = np.quantile(draws[1:], [0.025, 0.975])
    return Interval(float(draws[0]), float(low), float(high))


def _first_day(number: int) -> date:
    return date((number - 1) // 12, (number - 1) % 12 + 1, 1)
