"""The features every contender computes, by their names in the catalogue."""

from pipelines import features
from pipelines.store import sql_text

WINDOWS = (30, 90, 180, 365)
"""Days before the application's day that a window looks back; the day itself is never in it."""

COMMON = (
    *(f"sales_{days}d_cents" for days in WINDOWS),
    *(f"sale_count_{days}d" for days in WINDOWS),
    *(f"active_days_{days}d" for days in WINDOWS),
    *(f"mean_sale_{days}d_cents" for days in WINDOWS),
    *(f"refund_rate_{days}d" for days in WINDOWS),
    "weekly_variation",
    "growth_90d",
    "buyers_90d",
    "buyers_365d",
    "top_buyer_share_90d",
    "top_buyer_share",
    "days_since_last_sale",
    "tenure_days",
)
ASKED = sql_text(features.__file__, "sql/asked_all.sql")
"""Whose features are asked for: all applications'."""
