"""A scenario carried from sales to features, score, PD and loss.

The PD of an open loan moves by the change of the log-odds that the champion gives its merchant when
asked again on the day after the month-end, from the history as it was to as the shock would have
left it: logit(PD') = logit(PD) + logit(p') - logit(p). Without a shock the book's own PDs come out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, logit

from pipelines.errors import Refused
from pipelines.explain import Contributions, contributions
from pipelines.features import catalogue, feature_frame
from pipelines.model import Model
from pipelines.portfolio.loss import OpenLoans
from pipelines.portfolio.stress.histories import Histories
from pipelines.portfolio.stress.movers import feature_moves
from pipelines.portfolio.stress.parts import stressed_parts
from pipelines.portfolio.stress.records import StressResult
from pipelines.portfolio.stress.scenarios import Scenario
from pipelines.portfolio.stress.suppliers import stopped_suppliers
from pipelines.store import History

Floats = NDArray[np.float64]
LEAST_PD = 1e-9
WORSE = 1e-9
"""Log-odds by which a score has to rise to count as worse."""


@dataclass(frozen=True)
class StressBench:
    """The open loans with what their merchants' features and scores are without a shock.

    Loans without a PD are not scored again: `scored` are the places of the others in `loans`.
    """

    loans: OpenLoans
    model: Model
    histories: Histories
    scored: NDArray[np.intp]
    attributes: pd.DataFrame
    calm: Contributions
    features: pd.DataFrame

    def close(self) -> None:
        """Give the memory back."""
        self.histories.close()


def stress_bench(history: History, loans: OpenLoans, model: Model) -> StressBench:
    """Read what shocks are tried on: the histories of the loans' merchants, and their scores.

    Raises Refused where no open loan has a PD to be shifted.
    """
    scored = np.flatnonzero(~np.isnan(loans.pd))
    if not len(scored):
        raise Refused(
            f"No loan open at {loans.as_of} has a PD, so there is nothing a shock could move: run "
            "`python -m pipelines score`, or import loans whose applications are in the book"
        )
    known = {feature.name for feature in catalogue()}
    ids = list(loans.loan_id[scored])
    histories = Histories(
        history,
        ids,
        list(loans.merchant_id[scored]),
        loans.as_of,
        [name for name in model.features if name in known],
    )
    attributes = _attributes(history, histories, model, ids)
    features = _whole(histories.calm(), attributes, ids)
    calm = contributions(model, features)
    return StressBench(loans, model, histories, scored, attributes, calm, features)


def stressed(bench: StressBench, scenario: Scenario, severity: float = 1.0) -> StressResult:
    """Carry the scenario, at a part of its size, through to the loss of the open loans."""
    shock = scenario.at(severity)
    stopped, note = stopped_suppliers(bench.histories, shock, bench.loans)
    features, change = bench.histories.under(shock, replace(stopped, delivered=1 - severity))
    features = _whole(features, bench.attributes, bench.calm.application_ids)
    found = contributions(bench.model, features)
    shifted = shifted_pd(bench, found.scores)
    under = replace(bench.loans, pd=shifted, lgd=np.minimum(1.0, bench.loans.lgd + shock.lgd_added))
    return _result(bench, shock, severity, features, found, change, under, note)


def shifted_pd(bench: StressBench, scores: Floats) -> Floats:
    """The loans' PDs moved by the change of calibrated log-odds; 1 stays 1 and NaN stays NaN."""
    before = _log_odds(bench.model.pd(bench.calm.scores))
    after = _log_odds(bench.model.pd(scores))
    moved = bench.loans.pd.copy()
    held = moved[bench.scored]
    odds = expit(_log_odds(held) + after - before)
    moved[bench.scored] = np.where((held >= 1) | (after == before), held, odds)
    return moved


def _log_odds(probability: Floats) -> Floats:
    return np.asarray(logit(np.clip(probability, LEAST_PD, 1 - LEAST_PD)))


def _whole(features: pd.DataFrame, attributes: pd.DataFrame, ids: Sequence[str]) -> pd.DataFrame:
    """Features and what the applications brought, in the order of the loans."""
    return features.loc[list(ids)].join(attributes)


def _attributes(
    history: History, histories: Histories, model: Model, ids: Sequence[str]
) -> pd.DataFrame:
    """The model's inputs that are no features of the catalogue, as each loan's request stated."""
    known = {feature.name for feature in catalogue()}
    names = [name for name in model.features if name not in known]
    if not names:
        return pd.DataFrame(index=list(ids))
    loans = histories.rows("select loan_id, application_id from calm.loans")
    application = dict(loans)
    frame = feature_frame(history).frame.reindex([application[name] for name in ids])[names]
    return frame.set_axis(list(ids))


def _result(
    bench: StressBench,
    shock: Scenario,
    severity: float,
    features: pd.DataFrame,
    found: Contributions,
    change: pd.DataFrame,
    under: OpenLoans,
    note: str,
) -> StressResult:
    loans, shift = bench.loans, found.scores - bench.calm.scores
    worse_pds = replace(loans, pd=under.pd)
    total = change.sum()
    return StressResult(
        scenario=shock.name,
        title=shock.title,
        about=shock.about,
        severity=severity,
        as_of=loans.as_of,
        days=shock.days,
        loans=len(loans),
        scored=len(bench.scored),
        merchants=bench.histories.merchants.num_rows,
        balance_cents=int(loans.balance_cents.sum()),
        sales_change=_change(total["sale_cents"], total["shocked_sale_cents"]),
        refunds_change=_change(total["refund_cents"], total["shocked_refund_cents"]),
        score_shift=float(shift.mean()),
        loans_worse=int((shift > WORSE).sum()),
        pd=float(loans.pd[bench.scored].mean()),
        stressed_pd=float(under.pd[bench.scored].mean()),
        lgd_added=shock.lgd_added,
        expected_loss_cents=float(loans.expected_loss_cents.sum()),
        pd_loss_cents=float(worse_pds.expected_loss_cents.sum()),
        stressed_loss_cents=float(under.expected_loss_cents.sum()),
        moves=feature_moves(bench.features, features, bench.calm, found),
        parts=stressed_parts(loans, under, change),
        note=note,
        stressed=under,
    )


def _change(before: float, after: float) -> float | None:
    return float(after / before - 1) if before else None
