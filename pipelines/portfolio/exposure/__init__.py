"""Exposure: where the book is concentrated, and how far it is from its limits."""

from pipelines.portfolio.exposure.concentration import (
    DIMENSIONS,
    Concentration,
    Exposure,
    concentration,
    herfindahl,
)
from pipelines.portfolio.exposure.history import ConcentrationMonth, concentration_months
from pipelines.portfolio.exposure.industry_region import MapCell, industry_region
from pipelines.portfolio.exposure.limit_states import LimitState, limit_states
from pipelines.portfolio.exposure.limits import BookLimits, load_book_limits

__all__ = [
    "DIMENSIONS",
    "BookLimits",
    "Concentration",
    "ConcentrationMonth",
    "Exposure",
    "LimitState",
    "MapCell",
    "concentration",
    "concentration_months",
    "herfindahl",
    "industry_region",
    "limit_states",
    "load_book_limits",
]
