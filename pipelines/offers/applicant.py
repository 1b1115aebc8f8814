"""What a decision needs to know of one applicant."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.reasons import Reason

HISTORY = (
    "tenure_days",
    "sales_365d_cents",
    "sales_90d_cents",
    "worst_month_cents",
    "days_since_last_sale",
)


@dataclass(frozen=True)
class BookExposure:
    """Principal owed by all merchants, and by those of the applicant's industry, in cents.

    `industry` is None where the merchant's is unknown: its limit is then not judged.
    """

    open_cents: int
    industry: str | None = None
    industry_cents: int = 0


@dataclass(frozen=True)
class Applicant:
    """One application as the policy sees it; history figures are None where history is missing.

    Sales are in cents, before refunds, over the days before the application; `worst_month_cents`
    is the lowest of the last twelve 30-day months. `open_exposure_cents` is the principal the
    merchant still owes on earlier loans; `book` what the whole book does, None where the limits of
    the book are not judged. `score_reasons` are the adverse drivers of the score, largest first.
    """

    application_id: str
    pd: float | None
    score_reasons: tuple[Reason, ...]
    tenure_days: float | None
    sales_365d_cents: float | None
    sales_90d_cents: float | None
    worst_month_cents: float | None
    days_since_last_sale: float | None
    open_exposure_cents: int = 0
    book: BookExposure | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the history figures nobody has."""
        return tuple(name for name in HISTORY if getattr(self, name) is None)


def applicant_from(
    application_id: str,
    features: Mapping[Any, Any],
    *,
    pd: float | None,
    score_reasons: tuple[Reason, ...],
    open_exposure_cents: int = 0,
    book: BookExposure | None = None,
) -> Applicant:
    """Take the policy's figures out of an application's feature row; NaN means missing.

    Raises KeyError when the row lacks a feature of `HISTORY`: the catalogue and the policy would
    no longer speak of the same figures.
    """
    figures = {name: _figure(features[name]) for name in HISTORY}
    return Applicant(
        application_id=application_id,
        pd=_figure(pd),
        score_reasons=score_reasons,
        open_exposure_cents=open_exposure_cents,
        book=book,
        **figures,
    )


def _figure(value: Any) -> float | None:
    """The value as a number, or None where it is missing."""
    if value is None:
        return None
    number = float(value)
    return number if math.isfinite(number) else None
