"""The limits of the book as a whole, read from `portfolio_limits.toml`."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines.toml_section import Section, read_document


@dataclass(frozen=True)
class BookLimits:
    """The most that one name, supplier or region may owe, and the triggers of the book's quality.

    All are fractions of the outstanding balance, net charge-off a year. From `near_from` of a
    limit on, it counts as near. `version` is the number and the start of the file's digest.
    """

    version: str
    effective_on: date
    owner: str
    reason: str
    near_from: float
    single_name: float
    supplier: float
    region: float
    late_30_plus: float
    net_charge_off: float
    expected_loss: float


def load_book_limits(path: Path) -> BookLimits:
    """Read the limits at `path`.

    Raises Refused, naming the file and the key, when the file cannot be read or a key is missing,
    unknown or out of range.
    """
    document = read_document(
        path,
        {"limits", "shares", "triggers"},
        what="limits of the book",
        variable="PAYLATER_PORTFOLIO_LIMITS",
    )
    head, shares, triggers = (document.section(name) for name in ("limits", "shares", "triggers"))
    found = BookLimits(
        version=f"{head.whole('version', 1)}-{document.digest}",
        effective_on=head.day("effective_on"),
        owner=head.text("owner"),
        reason=head.text("reason"),
        near_from=_share(head, "near_from"),
        single_name=_share(shares, "single_name"),
        supplier=_share(shares, "supplier"),
        region=_share(shares, "region"),
        late_30_plus=_share(triggers, "late_30_plus"),
        net_charge_off=_share(triggers, "net_charge_off"),
        expected_loss=_share(triggers, "expected_loss"),
    )
    for section in (head, shares, triggers):
        section.finish()
    return found


def _share(section: Section, key: str) -> float:
    """A share above 0: a limit of nothing would be breached by every book."""
    value = section.number(key, 0, 1)
    if not value:
        raise section.refused(key, "must be above 0; a limit of 0 is breached by every book")
    return value
