"""One application decided now: the same path for the command line, a page and a what-if."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from pipelines.explain import Explanation, explain_row
from pipelines.features import FeatureTable, feature_frame, with_order_amount
from pipelines.model import Model, champion
from pipelines.offers import (
    Decision,
    Policy,
    applicant_from,
    decide,
    load_policy,
    open_exposure_cents,
)
from pipelines.reasons import Statement, load_statements
from pipelines.settings import Settings
from pipelines.store import History


@dataclass(frozen=True)
class Desk:
    """All that a decision rests on, read once: features, model, policy, statements, currency."""

    table: FeatureTable
    model: Model
    policy: Policy
    statements: dict[str, Statement]
    currency: str


@dataclass(frozen=True)
class DecidedApplication:
    """A decision with the explanation of the score it rests on."""

    decision: Decision
    explanation: Explanation


def open_desk(settings: Settings, history: History) -> Desk:
    """Read what decisions rest on: the champion, the policy in force and the newest features."""
    return Desk(
        table=feature_frame(history),
        model=champion(settings),
        policy=load_policy(settings.policy),
        statements=load_statements(settings.reasons),
        currency=history.version().book.currency,
    )


def decide_application(
    desk: Desk,
    history: History,
    application_id: str,
    *,
    amount_cents: int | None,
    changes: Mapping[str, float] | None = None,
) -> DecidedApplication:
    """Decide one application for `amount_cents`, or at its limit where that is None.

    `changes` are other values for some of its features: a what-if. Raises `Refused` where the
    application is unknown.
    """
    table = _changed(desk.table, application_id, amount_cents, changes or {})
    explanation = explain_row(table, desk.model, application_id, desk.statements)
    applicant = applicant_from(
        application_id,
        table.frame.loc[application_id].to_dict(),
        pd=explanation.pd,
        score_reasons=explanation.reasons,
        open_exposure_cents=open_exposure_cents(history, application_id),
    )
    decision = decide(
        applicant,
        desk.policy,
        desk.statements,
        amount_cents=amount_cents,
        funded_on=_applied_on(table, application_id),
        currency=desk.currency,
    )
    return DecidedApplication(decision, explanation)


def _applied_on(table: FeatureTable, application_id: str) -> date:
    moment: pd.Timestamp = table.applications["applied_at"].loc[application_id]
    return moment.date()


def _changed(
    table: FeatureTable,
    application_id: str,
    amount_cents: int | None,
    changes: Mapping[str, float],
) -> FeatureTable:
    """The table with the application's row as asked; other rows are left out."""
    rows = table.frame[table.frame.index == application_id]
    if amount_cents is not None:
        rows = with_order_amount(rows, amount_cents)
    return replace(table, frame=rows.assign(**changes))
