"""A small synthetic book with known truth, for the tests of model and explain."""

import numpy as np
import pandas as pd

from pipelines.features import Feature, FeatureTable

DRIVERS = (
    ("sales_365d_cents", "money", -1, "Sales level", "R01"),
    ("sales_growth", "ratio", -1, "Sales growth", "R02"),
    ("days_since_last_sale", "days", 1, "Recency and activity", "R04"),
    ("refund_rate", "share", 1, "Refunds and voids", "R07"),
    ("refund_count", "count", 1, "Refunds and voids", "R07"),
    ("noise", "ratio", 0, "Order value", "R06"),
    ("trade", "ratio", 0, "Application details", "A01"),
)


def sample_feature(name, unit="ratio", direction=0, group="Order value", reason="R06"):
    return Feature(
        name=name,
        label=name.replace("_", " "),
        meaning=f"Meaning of {name}",
        unit=unit,
        window_days=None,
        feed="sales",
        direction=direction,
        group=group,
        reason=reason,
    )


def sample_table(n=300, *, seed=5, days=0):
    """`n` applications over `days` days; a value in five of refund_rate and trade is missing."""
    rng = np.random.default_rng(seed)
    ids = pd.Index([f"a{i:05d}" for i in range(n)], name="application_id")
    frame = pd.DataFrame(
        {
            "sales_365d_cents": np.exp(rng.normal(16, 1.5, n)).round(),
            "sales_growth": rng.normal(size=n),
            "days_since_last_sale": rng.exponential(20, n).round(),
            "refund_rate": np.where(rng.random(n) < 0.2, np.nan, rng.beta(1, 9, n)),
            "refund_count": rng.poisson(3, n).astype(float),
            "noise": rng.normal(size=n),
            "trade": np.where(rng.random(n) < 0.2, "missing", rng.choice(["toys", "shoes"], n)),
        },
        index=ids,
    )
    frame["trade"] = frame["trade"].astype("str")
    applied_at = pd.Timestamp("2018-01-01") + pd.to_timedelta(np.arange(n) * days / n, unit="D")
    applications = pd.DataFrame(
        {
            "merchant_id": [f"m{i}" for i in range(n)],
            "applied_at": applied_at,
            "order_amount_cents": 1_000_000,
        },
        index=ids,
    )
    return FeatureTable(
        frame, applications, ("trade",), tuple(sample_feature(*driver) for driver in DRIVERS)
    )


def sample_outcomes(table, *, seed=6, known_after=200):
    """Defaults drawn from a true log-odds of sales, growth, recency and trade."""
    frame, rng = table.frame, np.random.default_rng(seed)
    z = (
        -1.2
        - 0.6 * (np.log(frame["sales_365d_cents"]) - 16)
        - 0.6 * frame["sales_growth"]
        + 0.02 * (frame["days_since_last_sale"] - 20)
        + 0.7 * (frame["trade"] == "toys")
    )
    known_on = table.applications["applied_at"] + pd.Timedelta(days=known_after)
    return pd.DataFrame(
        {
            "is_default": rng.random(len(frame)) < 1 / (1 + np.exp(-z)),
            "observed_through": known_on.dt.normalize(),
        },
        index=frame.index,
    )
