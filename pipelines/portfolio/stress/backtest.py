"""The stress model tried on a shock that came: what it would have foreseen, and what was lost."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from pipelines.features import feature_frame
from pipelines.model import Model
from pipelines.offers import Policy
from pipelines.portfolio.loss import OpenLoans
from pipelines.portfolio.loss.open_loans import standing
from pipelines.portfolio.loss.term_structure import term_structure
from pipelines.portfolio.stress.carried import stress_bench, stressed
from pipelines.portfolio.stress.records import StressResult
from pipelines.portfolio.stress.scenarios import Scenario
from pipelines.stats.intervals import Interval, wilson_interval
from pipelines.store import History, sql_text

WATCHED_DAYS = 450
"""Six instalments, 120 days to the charge-off and half a year of recoveries."""


@dataclass(frozen=True)
class StressBacktest:
    """A shock that came, carried through on the eve of it, beside what happened; money in cents.

    `result` is the stress of the loans open at the month-end before the shock, with the PDs the
    model gives their applications. `defaults` of them came to be 90 days past due or charged off
    by `watched_through`; `lost_cents` is what was charged off less what was recovered by then.
    `knew` says that the model was trained on this book, and so may have seen the shock itself.
    """

    happened_on: date
    watched_through: date
    result: StressResult
    defaults: int
    default_rate: Interval
    lost_cents: int
    model_id: str
    knew: bool

    @property
    def foreseen(self) -> float | None:
        """Stressed expected loss over what was lost; None where nothing was."""
        return self.result.stressed_loss_cents / self.lost_cents if self.lost_cents else None

    def to_json(self) -> dict[str, Any]:
        """The record as `stress --backtest --json` gives it."""
        return {
            "happened_on": self.happened_on.isoformat(),
            "watched_through": self.watched_through.isoformat(),
            "model_id": self.model_id,
            "knew": self.knew,
            "defaults": self.defaults,
            "default_rate": self.default_rate.estimate,
            "default_rate_low": self.default_rate.low,
            "default_rate_high": self.default_rate.high,
            "lost_cents": self.lost_cents,
            "foreseen": self.foreseen,
            "result": self.result.to_json(),
        }


def backtest(
    history: History, model: Model, policy: Policy, scenario: Scenario
) -> StressBacktest | None:
    """Stress the book on the eve of a scenario that came and compare it with what followed.

    None where the scenario states no day, or the book has no scored loan open then, or does not
    reach far enough beyond it for the losses to be known.
    """
    if scenario.happened_on is None:
        return None
    stated = {"happened_on": scenario.happened_on}
    eve, last = history.rows(sql_text(__file__, "sql/month_end_before.sql"), stated)[0]
    if eve is None or last < eve + timedelta(days=WATCHED_DAYS):
        return None
    loans = _scored_by(history, model, policy, eve)
    if not len(loans):
        return None
    bench = stress_bench(history, loans, model)
    try:
        return _compared(history, scenario, model, last, stressed(bench, scenario))
    finally:
        bench.close()


def _scored_by(history: History, model: Model, policy: Policy, eve: date) -> OpenLoans:
    """The loans open then, with the PDs that the model gives their applications."""
    place = standing(history, policy.economics, eve)
    asked = {"loan_ids": list(place.columns["loan_id"])}
    rows = history.rows(sql_text(__file__, "sql/applications_of.sql"), asked)
    frame = feature_frame(history).frame.reindex([application for _, application in rows])
    scored = {**place.columns, "pd_at_application": model.pd(model.score(frame))}
    return replace(place, columns=scored).under(term_structure(history, policy.economics, eve))


def _compared(
    history: History, scenario: Scenario, model: Model, last: date, result: StressResult
) -> StressBacktest:
    asked = {"as_of": result.as_of, "loan_ids": list(result.stressed.loan_id)}
    defaults, _, charged_off, recovered = history.rows(sql_text(__file__, "sql/lost.sql"), asked)[0]
    content = {"content_hash": model.manifest.content_hash}
    knew = history.rows(sql_text(__file__, "sql/has_content.sql"), content)[0][0]
    assert scenario.happened_on is not None
    return StressBacktest(
        happened_on=scenario.happened_on,
        watched_through=last,
        result=result,
        defaults=defaults,
        default_rate=wilson_interval(defaults, result.loans),
        lost_cents=charged_off - recovered,
        model_id=model.model_id,
        knew=bool(knew),
    )
