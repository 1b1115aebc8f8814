"""What a policy does to the book as a whole, and who changes sides between two of them."""

from dataclasses import dataclass

from pipelines.stats.intervals import Interval


@dataclass(frozen=True)
class Totals:
    """A policy over the whole book; money in cents, all expected values."""

    applications: int
    approved: int
    referred: int
    volume_cents: int
    loss_cents: int
    profit_cents: int

    @property
    def approval_rate(self) -> float:
        """Applications lent to among all."""
        return self.approved / self.applications if self.applications else 0.0

    @property
    def loss_rate(self) -> float:
        """Expected loss of what is lent."""
        return self.loss_cents / self.volume_cents if self.volume_cents else 0.0


@dataclass(frozen=True)
class SwapGroup:
    """Applications that both policies, or only one of them, lend to.

    `default_rate` is None where no outcome is known.
    """

    name: str
    applications: int
    volume_cents: int
    mean_pd: float | None
    known: int
    defaults: int
    default_rate: Interval | None
