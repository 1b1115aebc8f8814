"""One application decided now: the same path for the command line, a page and a what-if."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path

import pandas as pd

from pipelines.errors import Refused
from pipelines.explain import Explanation, explain_row
from pipelines.features import FeatureTable, catalogue, feature_frame, with_order_amount
from pipelines.features.ranges import check_changes
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
from pipelines.recourse import Asked, Grounds, Recourse, in_effect, load_levers, recourse
from pipelines.settings import Settings
from pipelines.store import History


@dataclass(frozen=True)
class Desk:
    """All that a decision rests on, read once: features, model, policy, statements, currency.

    `published_on` is the day of the version's publication: levers that take effect later are left
    out.
    """

    table: FeatureTable
    model: Model
    policy: Policy
    statements: dict[str, Statement]
    currency: str
    published_on: date
    levers: Path = Settings().recourse

    @cached_property
    def recourse(self) -> Grounds:
        """What every search for recourse rests on.

        Refused where the levers cannot be read, or none of them is in effect.
        """
        known = {feature.name for feature in catalogue()}
        levers = in_effect(load_levers(self.levers, known), self.published_on)
        return Grounds.of(levers, self.table, self.model, self.policy)


@dataclass(frozen=True)
class DecidedApplication:
    """A decision with the explanation of the score it rests on."""

    decision: Decision
    explanation: Explanation


def open_desk(settings: Settings, history: History) -> Desk:
    """Read what decisions rest on: the champion, the policy in force and the newest features."""
    version = history.version()
    return Desk(
        table=feature_frame(history),
        model=champion(settings),
        policy=load_policy(settings.policy),
        statements=load_statements(settings.reasons),
        currency=version.book.currency,
        published_on=version.published_at.date(),
        levers=settings.recourse,
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
    application is unknown, and for a change of an unknown feature or to a value that cannot be.
    """
    check_changes(changes or {}, desk.table.features, desk.table.frame)
    table = _changed(desk.table, application_id, amount_cents, changes or {})
    exposure_cents = open_exposure_cents(history, application_id)
    return _decided(desk, table, application_id, amount_cents, exposure_cents)


def recourse_for(
    desk: Desk, history: History, application_id: str, amount_cents: int | None
) -> Recourse:
    """The cheapest permitted changes that would turn the decision for the better, or none.

    Every one is verified by the same path as `decide_application`; `amount_cents` as there. Raises
    `Refused` where the application is unknown or the levers cannot be read.
    """
    table = _changed(desk.table, application_id, amount_cents, {})
    exposure_cents = open_exposure_cents(history, application_id)
    before = _decided(desk, table, application_id, amount_cents, exposure_cents)
    verify = partial(decided_with, desk, application_id)
    return recourse(desk.recourse, Asked(table.frame, exposure_cents, before.decision), verify)


def decided_with(
    desk: Desk,
    application_id: str,
    changes: Mapping[str, float],
    amount_cents: int | None,
    exposure_cents: int,
) -> tuple[Decision, float]:
    """The decision and its PD for changed features and another open exposure, unchecked."""
    table = _changed(desk.table, application_id, amount_cents, changes)
    found = _decided(desk, table, application_id, amount_cents, exposure_cents)
    return found.decision, found.explanation.pd


def requested_recourse(desk: Desk, history: History, application_id: str) -> Recourse:
    """The same for the amount that was asked for; Refused where the application is unknown."""
    amount_cents = requested_cents(desk, application_id)
    return recourse_for(desk, history, application_id, amount_cents)


def requested_cents(desk: Desk, application_id: str) -> int | None:
    """What an application asks for, None where it names no amount; Refused for an unknown one."""
    if application_id not in desk.table.applications.index:
        raise Refused(f"no application {application_id!r} in the store: check its id")
    amount = desk.table.applications["order_amount_cents"].loc[application_id]
    return None if pd.isna(amount) else int(amount)


def _decided(
    desk: Desk,
    table: FeatureTable,
    application_id: str,
    amount_cents: int | None,
    exposure_cents: int,
) -> DecidedApplication:
    explanation = explain_row(table, desk.model, application_id, desk.statements)
    applicant = applicant_from(
        application_id,
        table.frame.loc[application_id].to_dict(),
        pd=explanation.pd,
        score_reasons=explanation.reasons,
        open_exposure_cents=exposure_cents,
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
