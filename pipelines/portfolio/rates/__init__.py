"""Rates: how loans move between statuses, how vintages go bad, and what merchants make of it."""

from pipelines.portfolio.rates.backtest import Backtest, backtest
from pipelines.portfolio.rates.borrowing import LoanNumber, repeat_borrowing
from pipelines.portfolio.rates.chain_ladder import Development, development
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
from pipelines.portfolio.rates.predicted import (
    Learning,
    PredictedVintage,
    learning_of,
    predicted_vintages,
)
from pipelines.portfolio.rates.programme import EffectPoint, ProgrammeEffect, programme_effect
from pipelines.portfolio.rates.projection import project
from pipelines.portfolio.rates.rolls import Roll, roll_rates
from pipelines.portfolio.rates.take_up import TakeUp, TakeUpShare, take_up, take_up_share
from pipelines.portfolio.rates.triangle import MEASURES, Measure, Triangle, triangles
from pipelines.portfolio.rates.vintage_curves import (
    CurvePoint,
    VintageCurve,
    tail_test,
    vintage_curves,
)
from pipelines.portfolio.rates.vintages import VintagePoint, vintages

__all__ = [
    "MEASURES",
    "Backtest",
    "BookForecast",
    "CurvePoint",
    "Development",
    "DurationCell",
    "DurationMatrix",
    "EffectPoint",
    "ForecastPoint",
    "KeyRoll",
    "Learning",
    "LoanNumber",
    "Measure",
    "Moves",
    "PredictedVintage",
    "ProgrammeEffect",
    "Roll",
    "Standing",
    "TakeUp",
    "TakeUpShare",
    "TransitionCell",
    "TransitionMatrix",
    "Triangle",
    "VintageCurve",
    "VintagePoint",
    "backtest",
    "book_forecast",
    "chances",
    "development",
    "duration_matrix",
    "generator",
    "key_rolls",
    "learning_of",
    "moves",
    "predicted_vintages",
    "programme_effect",
    "project",
    "repeat_borrowing",
    "roll_rates",
    "standing",
    "tail_test",
    "take_up",
    "take_up_share",
    "transition_matrix",
    "triangles",
    "vintage_curves",
    "vintages",
]
