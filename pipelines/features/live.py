"""One merchant's features at a moment, computed from the published history."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import pandas as pd

from pipelines.features.catalogue import catalogue
from pipelines.features.compose import features_sql
from pipelines.features.restate import ORDER, PURCHASES, SUPPLIER, with_request
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
    merchant_id: str,
    order_amount_cents: int | None,
    supplier_id: str | None = None,
) -> pd.Series:
    """All features of a merchant who asks on the day after the book's as-of date.

    They are looked up among the newest ones, and what rests on the request is worked out. A
    merchant nobody knows has none.
    """
    if merchant_id not in newest.frame.index:
        return pd.Series(float("nan"), index=newest.frame.columns, name=merchant_id)
    given: dict[str, Any] = {}
    if order_amount_cents is not None:
        given[ORDER] = order_amount_cents
    if supplier_id is not None:
        count = newest.purchases.get((merchant_id, supplier_id), 0)
        given |= {SUPPLIER: supplier_id, PURCHASES: float(count)}
    row = newest.frame.loc[[merchant_id]]
    return (with_request(row, given) if given else row).iloc[0]
