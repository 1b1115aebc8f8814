"""What the tab "Roll rates" asks: matrices, key roll rates, forecast and its backtest."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.queries.store import history, settings, still_at
from pipelines.portfolio.rates import (
    Backtest,
    BookForecast,
    DurationMatrix,
    KeyRoll,
    TransitionMatrix,
    backtest,
    book_forecast,
    duration_matrix,
    key_rolls,
    moves,
    standing,
    transition_matrix,
)
from pipelines.portfolio.rates.moves import Basis
from pipelines.portfolio.rates.statuses import PLACE

WINDOWS = (3, 6, 12)


@dataclass(frozen=True)
class Outlook:
    """The forecast of today's loans, and the one made six months ago with what happened."""

    forecast: BookForecast
    tested: Backtest | None


@dataclass(frozen=True)
class RollRates:
    """Everything the tab draws by month-ends; matrices by the months they look back."""

    matrices: dict[int, TransitionMatrix]
    key_rolls: tuple[KeyRoll, ...]
    outlooks: dict[Basis, Outlook]


def roll_rates(version_id: str) -> RollRates | None:
    """The roll rates of that version; None where no loan was seen at two month-ends."""
    return _roll_rates(str(settings().store), version_id)


@st.cache_data(show_spinner=False, max_entries=8)
def _roll_rates(store: str, version_id: str) -> RollRates | None:
    reader = history()
    found = moves(reader)
    rates = None
    if found:
        today = standing(reader, found.month_ends[-1])
        rates = RollRates(
            matrices={months: transition_matrix(found, months=months) for months in WINDOWS},
            key_rolls=key_rolls(found),
            outlooks={
                basis: Outlook(
                    book_forecast(found, today, basis=basis), backtest(reader, found, basis=basis)
                )
                for basis in ("loans", "cents")
            },
        )
    still_at(version_id, reader)
    return rates


def by_duration(version_id: str, matrix: TransitionMatrix) -> DurationMatrix | None:
    """The matrix of the same months from exact days; None where the loans' days are not built."""
    return _by_duration(str(settings().store), version_id, matrix)


@st.cache_data(show_spinner=False, max_entries=16)
def _by_duration(store: str, version_id: str, matrix: TransitionMatrix) -> DurationMatrix | None:
    reader = history()
    found = duration_matrix(reader, matrix.last, months=matrix.months)
    still_at(version_id, reader)
    return found


def matrix_rows(matrix: TransitionMatrix, exact: DurationMatrix | None = None) -> pd.DataFrame:
    """One row a pair of statuses; the chance from exact days beside it where it is known."""
    rows = []
    for cell in matrix.cells:
        other = exact.cell(cell.from_status, cell.to_status) if exact else None
        rows.append(
            {
                "from": cell.from_status,
                "to": cell.to_status,
                "loans": cell.loans,
                "of": cell.n,
                "share": cell.share.estimate,
                "low": cell.share.low,
                "high": cell.share.high,
                "share_of_amount": cell.amount_share,
                "by_days": other.share.estimate if other else None,
                "by_days_low": other.share.low if other else None,
                "by_days_high": other.share.high if other else None,
            }
        )
    return pd.DataFrame(rows)


def key_rows(rows: tuple[KeyRoll, ...]) -> pd.DataFrame:
    """One row a key roll rate and month."""
    return pd.DataFrame(
        [
            {
                "roll_rate": row.name,
                "month_end": row.month_end,
                "loans": row.events,
                "of": row.n,
                "rate": row.rate.estimate,
                "low": row.rate.low,
                "high": row.rate.high,
                "twelve_months_before": row.usual,
                "beyond_noise": row.is_news,
            }
            for row in rows
        ]
    )


def outlook_rows(found: Outlook) -> pd.DataFrame:
    """One row a made forecast, month-end and status: expected, bounds, what happened if known."""
    rows = _points(found.forecast, None)
    return pd.DataFrame(
        rows + (_points(found.tested.forecast, found.tested) if found.tested else [])
    )


def _points(made: BookForecast, tested: Backtest | None) -> list[dict[str, object]]:
    return [
        {
            "made_at": made.as_of,
            "month_end": point.month_end,
            "status": point.status,
            "expected": point.expected,
            "low": point.low,
            "high": point.high,
            "happened": tested and float(tested.realised[point.step, PLACE[point.status]]),
            "is_projected": point.is_projected,
        }
        for point in made.points
    ]
