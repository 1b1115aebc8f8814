"""How much a merchant's sales support."""

import math
from dataclasses import dataclass
from typing import Any

from pipelines.offers.applicant import Applicant
from pipelines.offers.terms import LimitRules


@dataclass(frozen=True)
class Limit:
    """The limit in cents, and what it came from.

    `before_exposure_cents` is the least of the three rules; open balances are taken off it and
    the rest is rounded down to a step. `bound_by` names the rule that gave the least.
    """

    cents: int
    before_exposure_cents: int
    from_annual_sales_cents: int
    from_worst_month_cents: int
    cap_cents: int
    open_exposure_cents: int
    bound_by: str

    def evidence(self) -> dict[str, Any]:
        """The figures, for the record."""
        return dict(vars(self))


def supported_limit(applicant: Applicant, rules: LimitRules) -> Limit:
    """Return the limit; sales that are missing or below zero support nothing."""
    annual = _share(applicant.sales_365d_cents, rules.share_of_annual_sales)
    worst = _share(applicant.worst_month_cents, rules.worst_month_multiple)
    bounds = {"annual sales": annual, "worst month": worst, "cap": rules.cap_cents}
    bound_by = min(bounds, key=bounds.__getitem__)
    available = max(bounds[bound_by] - applicant.open_exposure_cents, 0)
    return Limit(
        cents=available // rules.step_cents * rules.step_cents,
        before_exposure_cents=bounds[bound_by] // rules.step_cents * rules.step_cents,
        from_annual_sales_cents=annual,
        from_worst_month_cents=worst,
        cap_cents=rules.cap_cents,
        open_exposure_cents=applicant.open_exposure_cents,
        bound_by=bound_by,
    )


def _share(cents: float | None, share: float) -> int:
    return max(math.floor((cents or 0) * share), 0)
