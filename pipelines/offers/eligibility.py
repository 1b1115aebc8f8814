"""The rules a merchant must meet before a score counts."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from pipelines.offers.applicant import Applicant
from pipelines.offers.terms import Eligibility


class RuleCheck(NamedTuple):
    """One rule against one applicant; `met` is None where the figure is missing."""

    name: str
    code: str
    feature: str
    value: float | None
    threshold: float
    met: bool | None

    def evidence(self) -> dict[str, Any]:
        """The figures, for the record."""
        return {"value": self.value, "threshold": self.threshold, "met": self.met}


def rules(applicant: Applicant, eligibility: Eligibility) -> tuple[RuleCheck, ...]:
    """Check every rule, the failed ones too, so that all reasons are known at once."""
    return (
        _at_least(applicant, "P01", "tenure_days", eligibility.minimum_tenure_days),
        _at_least(applicant, "P02", "sales_365d_cents", eligibility.minimum_sales_365d_cents),
        _at_least(applicant, "P02", "sales_90d_cents", eligibility.minimum_sales_90d_cents),
        _at_most(
            applicant, "P03", "days_since_last_sale", eligibility.maximum_days_since_last_sale
        ),
    )


def failed_rules(checks: Iterable[RuleCheck]) -> dict[str, list[str]]:
    """Reason code to the features that failed it, in the order of the rules."""
    failed: dict[str, list[str]] = {}
    for check in checks:
        if check.met is False:
            failed.setdefault(check.code, []).append(check.feature)
    return failed


def _at_least(applicant: Applicant, code: str, feature: str, threshold: float) -> RuleCheck:
    value = getattr(applicant, feature)
    met = None if value is None else value >= threshold
    return RuleCheck(f"minimum {feature}", code, feature, value, threshold, met)


def _at_most(applicant: Applicant, code: str, feature: str, threshold: float) -> RuleCheck:
    value = getattr(applicant, feature)
    met = None if value is None else value <= threshold
    return RuleCheck(f"maximum {feature}", code, feature, value, threshold, met)
