"""Reading and checking `shortfall.toml`: the rules of the proxy label."""

from dataclasses import dataclass
from pathlib import Path

from pipelines.toml_section import Section, read_document

SECTIONS = {"shortfall", "offer", "repayment", "requests"}


@dataclass(frozen=True)
class RequestRules:
    """Who stands for an applicant where there are no applications.

    First sold at least `history_days` before, last sold at most `active_days` before, and made at
    least `minimum_sales` sales in the year before.
    """

    history_days: int
    active_days: int
    minimum_sales: int


@dataclass(frozen=True)
class ShortfallRules:
    """When the sales that followed would not have paid a typical offer; shares are of one.

    `version` is the number given in the file and the first digits of its SHA-256. The offer is
    `share_of_annual_sales` of the year before, repaid in one instalment for each of
    `monthly_rates`; `share_of_sales` of each month's net sales can go to instalments, and one that
    is unpaid `months_late` months after it fell due is a shortfall.
    """

    version: str
    author: str
    reason: str
    share_of_annual_sales: float
    monthly_rates: tuple[float, ...]
    share_of_sales: float
    months_late: int
    requests: RequestRules

    @property
    def horizon_months(self) -> int:
        """Months that must follow an application before it has a label."""
        return len(self.monthly_rates) + self.months_late


def load_shortfall_rules(path: Path) -> ShortfallRules:
    """Read the rules at `path`; Refused names the file and the key that is missing or unfit."""
    document = read_document(path, SECTIONS, what="shortfall rules", variable="PAYLATER_SHORTFALL")
    head, offer = document.section("shortfall"), document.section("offer")
    repayment = document.section("repayment")
    rules = ShortfallRules(
        version=f"{head.whole('version', 1)}-{document.digest}",
        author=head.text("author"),
        reason=head.text("reason"),
        share_of_annual_sales=offer.number("share_of_annual_sales", 0.0001, 10),
        monthly_rates=offer.rates("monthly_rates"),
        share_of_sales=repayment.number("share_of_sales", 0.0001, 1),
        months_late=repayment.whole("months_late", 1),
        requests=_requests(document.section("requests")),
    )
    for section in (head, offer, repayment):
        section.finish()
    return rules


def _requests(section: Section) -> RequestRules:
    read = RequestRules(
        history_days=section.whole("history_days", 1),
        active_days=section.whole("active_days", 1),
        minimum_sales=section.whole("minimum_sales", 1),
    )
    section.finish()
    return read
