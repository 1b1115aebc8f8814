"""The scenarios under review (`data/stress.toml`): what happens to sales, refunds and payments."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

Path = tuple[tuple[int, float], ...]
"""Days since the last normal one, rising, each with the factor on sales that holds then."""

MOST_DAYS = 180
"""The longest a shock may have lasted when the loans are looked at."""
HIGHEST_FACTOR = 3.0


@dataclass(frozen=True)
class SupplierStop:
    """Suppliers that deliver no more; what came from them sells for `stock_days` days longer.

    They are those of `country`, which the application's attribute `country_attribute` states; in a
    book that states none, the largest suppliers that together hold `largest_share` of the balance.
    """

    country_attribute: str
    country: str
    largest_share: float
    stock_days: int


@dataclass(frozen=True)
class Scenario:
    """What happens to merchants over the `days` days before the loans are looked at.

    `overall`, `industry` and `region` are paths of factors on sales, which multiply; `refunds` is a
    factor on what is sent or charged back. `late_share` of the loans pay `late_days` days later
    than they did. `lgd_added` is added to the LGD, up to 1. `happened_on` is the last normal day of
    a shock that came true, None where none did.
    """

    name: str
    title: str
    about: str
    days: int
    overall: Path = ()
    industry: Mapping[str, Path] = field(default_factory=dict)
    region: Mapping[str, Path] = field(default_factory=dict)
    refunds: float = 1.0
    late_share: float = 0.0
    late_days: int = 0
    lgd_added: float = 0.0
    suppliers: SupplierStop | None = None
    happened_on: date | None = None

    def at(self, severity: float) -> "Scenario":
        """The same shock at a part of its size: 0 nothing happens, 1 it comes as stated.

        Factors move from 1 towards theirs in proportion, shares and additions from 0.
        """
        return replace(
            self,
            overall=_milder(self.overall, severity),
            industry={name: _milder(path, severity) for name, path in self.industry.items()},
            region={name: _milder(path, severity) for name, path in self.region.items()},
            refunds=1 + severity * (self.refunds - 1),
            late_share=severity * self.late_share,
            lgd_added=severity * self.lgd_added,
        )


@dataclass(frozen=True)
class Loosening:
    """Requests of the last `months` months approved up to the PD `pd_up_to`."""

    pd_up_to: float
    months: int


@dataclass(frozen=True)
class FundingStop:
    """Funders want `advance_rate` of the open balance back, in `repay_months` equal parts."""

    advance_rate: float
    repay_months: int


@dataclass(frozen=True)
class Measured:
    """How much of a loss that came the stress foresaw when it was last tried, and on what.

    `foreseen` is the stressed expected loss over what was lost.
    """

    foreseen: float
    about: str
    measured_on: date


@dataclass(frozen=True)
class StressPlan:
    """All that the book is tried against; `version` are digits of the file's SHA-256.

    `reverse` names the scenario whose severity is searched until `share_lost` of the open balance
    is expected to be lost.
    """

    scenarios: tuple[Scenario, ...]
    reverse: str
    share_lost: float
    loosening: Loosening
    funding: FundingStop
    measured: Measured
    version: str

    def named(self, name: str) -> Scenario | None:
        """The scenario of that name, None where there is none."""
        return next((found for found in self.scenarios if found.name == name), None)


def _milder(path: Path, severity: float) -> Path:
    return tuple((day, 1 + severity * (factor - 1)) for day, factor in path)
