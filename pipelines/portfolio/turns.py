"""Turns of the book: when it was hit, when lending changed, and which loans carry the loss."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from pipelines.portfolio.noise import differ, standing_out
from pipelines.portfolio.originations import OriginationMonth
from pipelines.portfolio.panel import BookMonth
from pipelines.portfolio.shifts import LendingShift, lending_shift

FILLING_MONTHS = 6


@dataclass(frozen=True)
class DelinquencyEpisode:
    """The month-ends around the peak of 30+ DPD that stand out from the book's own scatter."""

    first: BookMonth
    peak: BookMonth
    last: BookMonth


@dataclass(frozen=True)
class VintageContrast:
    """Defaults among the loans funded from `first` to `last` and among those funded before.

    `first` and `last` are month-ends; only months whose loans all have a known outcome count.
    """

    first: date
    last: date
    loans: int
    defaulted: int
    loans_before: int
    defaulted_before: int

    @property
    def rate(self) -> float:
        """Share of the loans that defaulted."""
        return self.defaulted / self.loans

    @property
    def rate_before(self) -> float:
        """Share of the loans funded before that defaulted."""
        return self.defaulted_before / self.loans_before

    def covers(self, month_end: date) -> bool:
        """Whether the loans funded in that month are the ones contrasted with those before."""
        return self.first <= month_end <= self.last

    @property
    def is_beyond_noise(self) -> bool:
        """Whether the two rates differ beyond noise."""
        return differ((self.defaulted, self.loans), (self.defaulted_before, self.loans_before))


@dataclass(frozen=True)
class BookTurns:
    """What happened to the book; None where nothing stands out from noise.

    `usual_share` is the median 30+ DPD of the month-ends since the book was filled. `contrast` is
    about the loans of the shift where more was lent, and otherwise about those on the book when the
    episode began.
    """

    usual_share: float | None
    episode: DelinquencyEpisode | None
    shift: LendingShift | None
    contrast: VintageContrast | None


def book_turns(
    months: Sequence[BookMonth], originations: Sequence[OriginationMonth], *, term_months: int = 6
) -> BookTurns:
    """Read the turns off the book's months; `term_months` is how long a loan runs by contract."""
    episode, shift = delinquency_episode(months), lending_shift(originations)
    contrast = None
    if shift and shift.share > shift.share_before:
        contrast = vintage_contrast(originations, shift.first, shift.last)
    elif episode:
        on_book = [m.month_end for m in months if m.month_end < episode.first.month_end]
        on_book = on_book[-term_months:]
        contrast = vintage_contrast(originations, on_book[0], on_book[-1]) if on_book else None
    return BookTurns(usual_share(months), episode, shift, contrast)


def usual_share(months: Sequence[BookMonth]) -> float | None:
    """Median 30+ DPD over the month-ends since the book was filled; None while it fills."""
    shares = [share for _, share in _filled(months)]
    return median(shares) if shares else None


def delinquency_episode(months: Sequence[BookMonth]) -> DelinquencyEpisode | None:
    """The stretch in which 30+ DPD stands out; the first six month-ends are no measure."""
    filled = _filled(months)
    found = standing_out([share for _, share in filled])
    return DelinquencyEpisode(*(filled[place][0] for place in found)) if found else None


def vintage_contrast(
    originations: Sequence[OriginationMonth], first: date, last: date
) -> VintageContrast | None:
    """The loans funded from `first` to `last` against all before; None without loans in both."""
    judged = [month for month in originations if month.is_judged]
    inside = [month for month in judged if first <= month.month_end <= last]
    before = [month for month in judged if month.month_end < first]
    if not inside or not before:
        return None
    return VintageContrast(
        first=inside[0].month_end,
        last=inside[-1].month_end,
        loans=sum(month.loans for month in inside),
        defaulted=sum(month.defaulted_loans for month in inside),
        loans_before=sum(month.loans for month in before),
        defaulted_before=sum(month.defaulted_loans for month in before),
    )


def _filled(months: Sequence[BookMonth]) -> list[tuple[BookMonth, float]]:
    since = months[FILLING_MONTHS:]
    return [(month, month.share_30_plus) for month in since if month.share_30_plus is not None]
