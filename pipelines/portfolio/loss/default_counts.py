"""Default counts: where judged loans stood month by month, and which of them went on to default."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

STATUSES = ("current", "1-29", "30-59", "60-89")
FIRST_DAYS = np.array([1, 30, 60, 90])
IN_DEFAULT = len(STATUSES)
WINDOW_MONTHS = 3


@dataclass(frozen=True)
class DefaultCounts:
    """Loan-months of the judged loans before default, by status (rows) and step (columns).

    A loan is judged once its last instalment has been due for three months, and defaulted if a
    month-end until then saw it 90 days past due or charged off. `at_risk` and `missing` run over
    the instalments, steps of the term: loans still paying before it, and those that miss it and
    never catch up. Loans are counts, in parts of one where a step holds several month-ends.
    """

    judged_loans: int
    defaulted_loans: int
    loans: Floats
    defaulted: Floats
    owed_cents: Floats
    defaulted_cents: Floats
    at_risk: Floats
    missing: Floats


def default_counts(reader: Reader, as_of: date, steps: int) -> DefaultCounts:
    """Count over the panel as it stood at the month-end `as_of`; zeros where nothing is judged."""
    window = {"window_months": WINDOW_MONTHS, "last_step": steps + WINDOW_MONTHS}
    sql = sql_text(__file__, "sql/default_counts.sql")
    rows = reader.rows(sql, {"as_of": as_of, "steps": steps, **window})
    places = np.zeros((4, len(STATUSES), steps + WINDOW_MONTHS + 1))
    instalments = np.zeros((2, steps))
    for row in rows:
        _add(row, places, instalments)
    judged, defaulted = rows[0][-2:] if rows else (0, 0)
    return DefaultCounts(judged, defaulted, *places, *instalments)


def step_of(months_on_book: Ints, instalments: Ints, steps: int) -> Ints:
    """The step of the term a loan has reached: `steps` at its last instalment, then one a month."""
    within = months_on_book * steps // instalments
    after = steps + months_on_book - instalments
    step = np.where(months_on_book <= instalments, within, after)
    return np.minimum(step, steps + WINDOW_MONTHS)


def status_of(days_past_due: Ints) -> Ints:
    """The place of a loan's status in `STATUSES`, `IN_DEFAULT` from 90 days past due."""
    return np.searchsorted(FIRST_DAYS, days_past_due, side="right")


def _add(row: tuple[Any, ...], places: Floats, instalments: Floats) -> None:
    status, step, next_step, loans, defaulted, at_risk, missing, owed, lost, *_ = row
    places[:, STATUSES.index(status), step] += loans, defaulted, owed, lost
    if next_step is not None:
        instalments[:, next_step - 1] += at_risk, missing
