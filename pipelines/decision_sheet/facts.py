"""What the sheet of one decision states, taken from the decision itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipelines.deciding import DecidedApplication, Desk
from pipelines.errors import Refused
from pipelines.explain import Baseline, Explanation, group_contributions
from pipelines.explain.application import Value
from pipelines.explain.baselines import FITTED_LABEL
from pipelines.features import Feature
from pipelines.offers import Decision
from pipelines.reasons import Statement
from pipelines.store import History, Version, sql_text


@dataclass(frozen=True)
class Figure:
    """A feature behind a reason: its value and the median of all applications, in words."""

    label: str
    value: str
    median: str


@dataclass(frozen=True)
class SheetReason:
    """A reason in both languages with the figures it rests on."""

    code: str
    statement: str
    statement_zh: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class DecisionSheet:
    """All that the sheet prints.

    `groups` are the contributions by driver group in log-odds, largest first: base + groups =
    score. They compare with `baseline`, of `baseline_n` applications; None where it is the cases
    the model was fitted on, which are not counted here. `dearer` says why the price is not the
    cheapest tier's.
    """

    merchant: str
    applied_on: date
    decision: Decision
    pd: float
    score: float
    base: float
    reasons: tuple[SheetReason, ...]
    dearer: tuple[SheetReason, ...]
    groups: tuple[tuple[str, float], ...]
    baseline: str
    baseline_n: int | None
    model_id: str
    version: Version


def decision_sheet(
    desk: Desk,
    history: History,
    decided: DecidedApplication,
    *,
    against: Explanation | None = None,
    baseline: Baseline | None = None,
) -> DecisionSheet:
    """Collect what the sheet of a decision states.

    `against` is its score taken apart against `baseline`; without them, against the cases the
    model was fitted on. Refused where the book does not know the application.
    """
    explanation, decision = against or decided.explanation, decided.decision
    name, applied_at = _asked(history, decision.application_id)
    known = desk.table.by_name
    values = {part.feature: part.value for part in explanation.contributions}
    stated = [(reason.code, reason.features) for reason in decision.reasons]
    behind = {reason.code: reason.features for reason in decided.explanation.reasons}
    price = [(code, behind.get(code, ())) for code in decision.dearer_for]
    reasons, dearer = (
        tuple(
            _reason(desk.statements[code], _figures(desk, names, known, values))
            for code, names in given
        )
        for given in (stated, price)
    )
    return DecisionSheet(
        merchant=name,
        applied_on=applied_at,
        decision=decision,
        pd=explanation.pd,
        score=explanation.score,
        base=explanation.base,
        reasons=reasons,
        dearer=dearer,
        groups=tuple(group_contributions(explanation, desk.table.features)),
        baseline=baseline.label if baseline else FITTED_LABEL,
        baseline_n=baseline.n if baseline else None,
        model_id=explanation.model_id,
        version=history.version(),
    )


def written(value: Value, feature: Feature, currency: str) -> str:
    """A value by its feature's unit: `USD 1,250.00`, `4.6 %`, `12 days`, `1.35`, `missing`."""
    if value is None or pd.isna(value):
        return "missing"
    if isinstance(value, str):
        return value
    if feature.unit == "money":
        return f"{currency} {value / 100:,.2f}"
    if feature.unit == "share":
        return f"{value:.1%}".replace("%", " %")
    digits = 0 if value == int(value) and feature.unit != "ratio" else 2
    return f"{value:,.{digits}f}" + (" days" if feature.unit == "days" else "")


def _asked(history: History, application_id: str) -> tuple[str, date]:
    found = history.row(sql_text(__file__, "sql/asked.sql"), {"application_id": application_id})
    if found is None:
        raise Refused(f"no application {application_id!r} in the store: check its id")
    return str(found[0]), found[1].date()


def _reason(statement: Statement, figures: tuple[Figure, ...]) -> SheetReason:
    return SheetReason(statement.code, statement.statement, statement.statement_zh, figures)


def _figures(
    desk: Desk, names: tuple[str, ...], known: Mapping[str, Feature], values: Mapping[str, Value]
) -> tuple[Figure, ...]:
    """The figures of the features of a reason; those a policy rule reads come from the table."""
    return tuple(
        Figure(
            known[name].label,
            written(values[name], known[name], desk.currency),
            written(_median(desk.table.frame[name]), known[name], desk.currency),
        )
        for name in names
        if name in known and name in values
    )


def _median(column: pd.Series) -> float | None:
    """The median of all applications, None where the feature is a text."""
    return float(column.median()) if column.dtype == float else None
