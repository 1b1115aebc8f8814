"""All scored applications as columns: what every policy of the lab is tried on."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.errors import Refused
from pipelines.features.table import require_features
from pipelines.offers import open_exposures
from pipelines.offers.applicant import HISTORY
from pipelines.store import History, sql_text

Numbers = NDArray[np.float64]
Cents = NDArray[np.int64]
UNKNOWN = -1
TEXTS = ("application_id", "merchant_id", "name", "industry", "region", "grade")


@dataclass(frozen=True)
class Cases:
    """One row per scored application; money in cents.

    Text columns are objects, None where nobody knows. `pd` and the five history figures are NaN
    where they are missing. `requested_cents` is 0 for an application without an amount: it asks for
    its limit. `open_exposure_cents` is what its merchant still owed on its day. `has_drivers` says
    whether a reason code raises the score, without which no score declines. `outcome` is 1 for a
    default, 0 for none and -1 where it is not known; `loss_share` is what was charged off and not
    recovered by what was lent, NaN where no loan shows it.
    """

    application_id: NDArray[np.object_]
    merchant_id: NDArray[np.object_]
    name: NDArray[np.object_]
    industry: NDArray[np.object_]
    region: NDArray[np.object_]
    grade: NDArray[np.object_]
    applied_on: NDArray[np.datetime64]
    pd: Numbers
    has_drivers: NDArray[np.bool_]
    tenure_days: Numbers
    sales_365d_cents: Numbers
    sales_90d_cents: Numbers
    worst_month_cents: Numbers
    days_since_last_sale: Numbers
    requested_cents: Cents
    open_exposure_cents: Cents
    outcome: NDArray[np.int8]
    loss_share: Numbers

    def __len__(self) -> int:
        return len(self.application_id)

    def take(self, rows: NDArray[Any]) -> "Cases":
        """These rows only, by mask or by position (which may repeat)."""
        return replace(
            self, **{field.name: getattr(self, field.name)[rows] for field in fields(self)}
        )

    @property
    def known(self) -> NDArray[np.bool_]:
        """Whether the outcome is known."""
        known: NDArray[np.bool_] = self.outcome != UNKNOWN
        return known

    @cached_property
    def merchant(self) -> NDArray[np.int64]:
        """Merchants numbered from 0, by application."""
        return pd.factorize(self.merchant_id)[0].astype(np.int64)

    @property
    def merchants(self) -> int:
        """How many merchants applied."""
        return int(self.merchant.max()) + 1 if len(self) else 0


def read_cases(history: History) -> Cases:
    """Read the scored applications of the store; PD and drivers are the stored ones.

    Raises Refused where no features are built or nothing is scored.
    """
    require_features(history)
    frame = history.frame(sql_text(__file__, "sql/cases.sql"))
    if frame.empty:
        raise Refused("no application is scored yet: run `python -m pipelines score`")
    return cases_from(frame, open_exposures(history))


def cases_from(frame: pd.DataFrame, exposures: Mapping[str, int]) -> Cases:
    """Make columns of the rows of `sql/cases.sql` and the open exposure by application."""
    columns: dict[str, Any] = {name: _text(frame[name]) for name in TEXTS}
    for name in ("pd", *HISTORY, "loss_share"):
        columns[name] = frame[name].to_numpy(np.float64, na_value=np.nan)
    exposure = [exposures.get(key, 0) for key in columns["application_id"]]
    return Cases(
        **columns,
        applied_on=frame["applied_on"].to_numpy("datetime64[D]"),
        has_drivers=frame["has_drivers"].to_numpy(np.bool_),
        requested_cents=frame["requested_cents"].to_numpy(np.int64),
        open_exposure_cents=np.array(exposure, np.int64),
        outcome=frame["outcome"].to_numpy(np.float64, na_value=UNKNOWN).astype(np.int8),
    )


def _text(column: pd.Series) -> NDArray[np.object_]:
    values = column.astype(object)
    return values.where(column.notna(), None).to_numpy(object)
