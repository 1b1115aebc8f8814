"""One merchant's features at a moment, computed from the published history."""

from collections.abc import Iterable
from datetime import datetime

import pandas as pd

from pipelines.features.catalogue import catalogue
from pipelines.features.compose import features_sql
from pipelines.store import History, sql_text

ASKING = "asking now"


def live_features(
    history: History,
    merchant_id: str,
    *,
    applied_at: datetime,
    order_amount_cents: int | None,
    supplier_id: str | None = None,
    names: Iterable[str] | None = None,
) -> pd.Series:
    """The features (all, or those in `names`) of a merchant who asks at `applied_at`, as floats.

    Sees what was known before that day, as the stored features of an application do; a merchant
    nobody knows has none. NaN is missing.
    """
    wanted = list(names) if names is not None else [feature.name for feature in catalogue()]
    asked = sql_text(__file__, "sql/asked_one.sql")
    found = history.frame(
        features_sql(wanted, asked=asked),
        {
            "application_id": ASKING,
            "merchant_id": merchant_id,
            "applied_at": applied_at,
            "order_amount_cents": order_amount_cents,
            "supplier_id": supplier_id,
        },
    )
    return found[wanted].iloc[0].astype("float64")
