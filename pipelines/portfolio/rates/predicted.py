"""Predicted against realised loss by vintage, with an interval that knows of bad times."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from pipelines.offers import Policy
from pipelines.offers.economics import default_shares
from pipelines.portfolio.rates.chain_ladder import development
from pipelines.portfolio.rates.correlations import (
    Correlation,
    correlation_before,
    correlation_known,
)
from pipelines.portfolio.rates.loss_interval import PdBand, loss_interval
from pipelines.portfolio.rates.triangle import LAST_AGE, Measure, Triangle
from pipelines.portfolio.reader import Reader
from pipelines.stats.intervals import Interval
from pipelines.store import sql_text

Basis = Literal["fitted", "judged", "later"]
LEAST_DEVELOPED = 0.1
"""Below this share of the loss there is next to nothing to compare yet."""


@dataclass(frozen=True)
class Learning:
    """What the model that scored the book had seen.

    `judged` are the PDs by which it was judged, of a model that had not seen these applications;
    outcomes of applications up to `through` were learned. None of either: nothing is known of it,
    and all count as later.
    """

    judged: Mapping[str, float]
    through: datetime | None


@dataclass(frozen=True)
class PredictedVintage:
    """A funding month's loss up to its age: predicted from PDs at application, and realised.

    Money in cents. `basis` says whether the model had learned most of the vintage's outcomes, was
    judged on them, or could not know them. `developed` is the share of the loss that vintages have
    shown by `age`; both predictions are up to that age and have 95 % intervals, `loss` in cents and
    `defaults` in loans. Only scored loans are in it.
    """

    vintage: date
    basis: Basis
    age: int
    developed: float
    loans: int
    unscored_loans: int
    principal_cents: int
    mean_pd: float
    correlation: Correlation
    loss: Interval
    realised_cents: int
    defaults: Interval
    realised_defaults: int

    @property
    def is_judged(self) -> bool:
        """Whether enough of the loss has shown for a comparison."""
        return self.developed >= LEAST_DEVELOPED

    @property
    def is_inside(self) -> bool:
        """Whether the realised loss lies in the interval of the predicted one."""
        return self.loss.low <= self.realised_cents <= self.loss.high


def learning_of(reader: Reader, judged: Mapping[str, float]) -> Learning:
    """What a model had seen that was judged by these PDs (application to PD).

    It learned from every outcome of its store but those it was judged on, and the newest outcomes
    are always among these; so what was asked for later came after the training.
    """
    sql = sql_text(__file__, "sql/judged_through.sql")
    return Learning(judged, reader.rows(sql, {"ids": list(judged)})[0][0])


def predicted_vintages(
    reader: Reader,
    policy: Policy,
    found: Mapping[Measure, Triangle],
    learning: Learning,
    *,
    hindsight: bool = False,
) -> tuple[PredictedVintage, ...]:
    """Predict every funding month from PD at application x LGD x principal owed at default.

    LGD and timing of defaults are the policy's; how much of it shows by an age is read off the
    triangles of the book. The asset correlation is that of earlier vintages, or, by `hindsight`, of
    all whose defaults are known today. Empty where nothing is scored, or was lost yet.
    """
    loss, default = found.get("net charge-off"), found.get("default")
    shown = loss and development(loss), default and development(default)
    if loss is None or default is None or not shown[0] or not shown[1]:
        return ()
    bands = _bands(reader, policy, learning)
    realised = {row[0]: row[1:] for row in _realised(reader, policy)}
    rows = []
    for place, vintage in enumerate(loss.vintages):
        parts = bands.get(vintage, [])
        if parts:
            age = min(int(loss.ages[place]), LAST_AGE)
            shares = (float(shown[0].developed[age]), float(shown[1].developed[age]))
            pd = _mean_pd(parts)
            correlation = (
                correlation_known(default, pd)
                if hindsight
                else correlation_before(default, vintage, pd)
            )
            rows.append(_predicted(vintage, age, parts, realised[vintage], shares, correlation))
    return tuple(rows)


def _predicted(
    vintage: date,
    age: int,
    parts: Sequence[tuple[Basis, PdBand]],
    realised: Sequence[int],
    shares: tuple[float, float],
    correlation: Correlation,
) -> PredictedVintage:
    loans, scored, principal, defaults, lost = realised
    bands = [band for _, band in parts]
    by_basis: Counter[Basis] = Counter()
    for basis, band in parts:
        by_basis[basis] += band.loans
    cents = loss_interval(bands, correlation.rho, shares[0], seed=vintage.toordinal())
    return PredictedVintage(
        vintage=vintage,
        basis=by_basis.most_common(1)[0][0],
        age=age,
        developed=shares[0],
        loans=scored,
        unscored_loans=loans - scored,
        principal_cents=principal,
        mean_pd=_mean_pd(parts),
        correlation=correlation,
        loss=cents.loss,
        realised_cents=lost,
        defaults=loss_interval(
            bands, correlation.rho, shares[1], seed=vintage.toordinal()
        ).defaults,
        realised_defaults=defaults,
    )


def _mean_pd(parts: Sequence[tuple[Basis, PdBand]]) -> float:
    return sum(band.pds for _, band in parts) / sum(band.loans for _, band in parts)


def _bands(
    reader: Reader, policy: Policy, learning: Learning
) -> dict[date, list[tuple[Basis, PdBand]]]:
    """The scored loans by funding month, basis and band of PD."""
    terms = [row[0] for row in reader.rows(sql_text(__file__, "sql/instalment_counts.sql"))]
    timing = [
        (n, number, share)
        for n in terms
        for number, share in enumerate(default_shares(policy.economics.default_timing, n), start=1)
    ]
    columns: Sequence[Sequence[Any]] = list(zip(*timing, strict=True)) or [(), (), ()]
    rows = reader.rows(
        sql_text(__file__, "sql/predicted.sql"),
        {
            "ids": list(learning.judged),
            "pds": list(learning.judged.values()),
            "terms": list(columns[0]),
            "numbers": list(columns[1]),
            "shares": list(columns[2]),
            "lgd": policy.economics.lgd,
            "learned_through": learning.through or datetime.min,
        },
    )
    found: dict[date, list[tuple[Basis, PdBand]]] = {}
    for vintage, basis, _, *sums in rows:
        found.setdefault(vintage, []).append((basis, PdBand(*sums)))
    return found


def _realised(reader: Reader, policy: Policy) -> list[tuple[Any, ...]]:
    return reader.rows(
        sql_text(__file__, "sql/realised.sql"),
        {"default_days": policy.default.days_past_due, "last_age": LAST_AGE},
    )
