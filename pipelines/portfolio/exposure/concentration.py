"""Concentration: how much of the exposure stands in one industry, region, name or supplier."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text

DIMENSIONS = ("industry", "region", "merchant", "supplier", "grade")


@dataclass(frozen=True)
class Exposure:
    """One part along a dimension: its merchants, exposure in cents and share of the whole."""

    key: str
    label: str
    merchants: int
    exposure_cents: int
    share: float


@dataclass(frozen=True)
class Concentration:
    """The exposures along one dimension, largest first; `hhi` is None where there is none."""

    dimension: str
    exposures: tuple[Exposure, ...]
    hhi: float | None

    @property
    def effective_number(self) -> float | None:
        """How many equal exposures would be as concentrated: 1 / HHI."""
        return 1 / self.hhi if self.hhi else None


def concentration(reader: Reader, basis: str) -> dict[str, Concentration]:
    """Concentration along each of `DIMENSIONS`, of `basis` 'loans' or 'offers'.

    Exposures without an industry, region, supplier or grade stand together as 'not stated' or
    'not scored'.
    """
    rows = reader.rows(sql_text(__file__, "sql/exposures.sql"), {"basis": basis})
    return {name: _along(name, [row[1:] for row in rows if row[0] == name]) for name in DIMENSIONS}


def herfindahl(shares: Sequence[float]) -> float:
    """Herfindahl-Hirschman index: the sum of squared shares, from 1 / n to 1."""
    return sum(share * share for share in shares)


def _along(dimension: str, rows: Sequence[tuple[str, str, int, int]]) -> Concentration:
    total = sum(row[3] for row in rows)
    exposures = tuple(Exposure(*row, share=row[3] / total) for row in rows)
    hhi = herfindahl([exposure.share for exposure in exposures]) if exposures else None
    return Concentration(dimension, exposures, hhi)
