"""Single applications as they are stored: what each feature was, and its part of the score."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.errors import Refused
from pipelines.explain.application import Value
from pipelines.store import History, sql_text

Part = tuple[Value, float]
"""A feature's value, None where missing, and its contribution in log-odds."""


@dataclass(frozen=True)
class Asked:
    """Whose a scored application is, and the day on which it was made."""

    merchant_id: str
    on: date


def asked_application(history: History, application_id: str) -> Asked:
    """Look up a scored application; Refused for an id that the store has not scored."""
    found = history.row(sql_text(__file__, "sql/scored_application.sql"), {"id": application_id})
    if found is None:
        raise Refused(
            f"No scored application {application_id!r} in this store: check the id, or run "
            "`python -m pipelines score` if it was imported since"
        )
    return Asked(*found)


def stored_parts(history: History, ids: Sequence[str]) -> dict[str, dict[str, Part]]:
    """Every feature's stored part, by application and feature."""
    return {application_id: _parts(history, application_id) for application_id in ids}


def _parts(history: History, application_id: str) -> dict[str, Part]:
    """One application's parts: asked for alone, the store reads only the block that has it."""
    sql = sql_text(__file__, "sql/application_parts.sql")
    rows = history.rows(sql, {"id": application_id})
    return {feature: (_value(number, text), part) for feature, number, text, part in rows}


def _value(number: float | None, text: str | None) -> Value:
    return text if number is None or math.isnan(number) else number
