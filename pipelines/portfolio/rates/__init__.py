"""Rates: how loans move between statuses, how vintages go bad, and what merchants make of it."""

from pipelines.portfolio.rates.backtest import Backtest, backtest
from pipelines.portfolio.rates.forecast import (
    BookForecast,
    ForecastPoint,
    Standing,
    book_forecast,
    standing,
)
from pipelines.portfolio.rates.generator import (
    DurationCell,
    DurationMatrix,
    chances,
    duration_matrix,
    generator,
)
from pipelines.portfolio.rates.key_rolls import KeyRoll, key_rolls
from pipelines.portfolio.rates.matrix import TransitionCell, TransitionMatrix, transition_matrix
from pipelines.portfolio.rates.moves import Moves, moves
from pipelines.portfolio.rates.projection import project
from pipelines.portfolio.rates.rolls import Roll, roll_rates
from pipelines.portfolio.rates.vintages import VintagePoint, vintages

__all__ = [
    "Backtest",
    "BookForecast",
    "DurationCell",
    "DurationMatrix",
    "ForecastPoint",
    "KeyRoll",
    "Moves",
    "Roll",
    "Standing",
    "TransitionCell",
    "TransitionMatrix",
    "VintagePoint",
    "backtest",
    "book_forecast",
    "chances",
    "duration_matrix",
    "generator",
    "key_rolls",
    "moves",
    "project",
    "roll_rates",
    "standing",
    "transition_matrix",
    "vintages",
]
