"""One merchant's features at a moment, computed from the published history."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from functools import cache

import pandas as pd

from pipelines.features.catalogue import catalogue
from pipelines.features.compose import features_sql
from pipelines.features.restate import with_order_amount
from pipelines.features.serving import NewestFeatures
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


def features_now(
    newest: NewestFeatures,
    history: History,
    merchant_id: str,
    order_amount_cents: int | None,
    supplier_id: str | None = None,
) -> pd.Series:
    """All features of a merchant who asks on the day after the book's as-of date.

    They are looked up among the newest ones; what rests on the order amount is worked out, and what
    rests on the supplier counted in `history`. A merchant nobody knows has none.
    """
    if merchant_id not in newest.frame.index:
        return pd.Series(float("nan"), index=newest.frame.columns, name=merchant_id)
    row = newest.frame.loc[[merchant_id]]
    if order_amount_cents is not None:
        row = with_order_amount(row, order_amount_cents)
    now = row.iloc[0].copy()
    if supplier_id is not None:
        counted = live_features(
            history,
            merchant_id,
            applied_at=datetime.combine(newest.as_of + timedelta(days=1), time.min),
            order_amount_cents=order_amount_cents,
            supplier_id=supplier_id,
            names=of_supplier(),
        )
        now.update(counted)
    return now


@cache
def of_supplier() -> tuple[str, ...]:
    """The features whose own expression names the supplier asked for."""
    return tuple(feature.name for feature in catalogue() if "supplier_id" in feature.sql)
