"""What the tab Run-off says."""

from dashboard import formats
from pipelines.portfolio.run_off import FundingMonth, FundingNeed, RunOff, RunOffBackTest
from pipelines.portfolio.run_off.funding import PACE, SEASON, STOP


def running_off(found: RunOff, need: FundingNeed, currency: str) -> str:
    """What comes in if lending stops, and what of the balance does not."""
    half = need.path(STOP)
    by = half.half_back if half else None
    when = f", half of it by {formats.month(by.month_end)}" if by else ""
    return (
        f"If lending stopped, {formats.money(found.expected_cents, currency)} would still come in"
        f"{when}; {formats.money(found.lost_cents, currency)} of the "
        f"{formats.money(found.balance_cents, currency)} owed would not "
        f"({formats.rate(found.lost_cents / found.balance_cents)}), before recoveries of "
        f"{formats.money(found.recovery_cents, currency)} later."
    )


def funding(need: FundingNeed, currency: str) -> str:
    """What lending on needs, and when most."""
    pace, season = need.path(PACE), need.path(SEASON)
    month = formats.money(need.lent_a_month_cents, currency)
    parts = []
    if pace:
        parts.append(f"Lending {month} a month as lately {_most(pace.peak, currency)}")
    if season:
        parts.append(f"lending as in the last year {_most(season.peak, currency)}")
    return f"{'; '.join(parts)}."


def tested(found: RunOffBackTest, currency: str) -> str:
    """How far the run-off of some months ago was from what came in."""
    off = found.paid_cents / found.expected_cents - 1
    return (
        f"The same sum for {formats.month(found.as_of)} expected "
        f"{formats.money(found.expected_cents, currency)} by now; "
        f"{formats.money(found.paid_cents, currency)} came in, {formats.rate(abs(off))} "
        f"{'more' if off >= 0 else 'less'}."
    )


def _most(peak: FundingMonth | None, currency: str) -> str:
    if peak is None:
        return "needs no more funding than there is"
    return (
        f"needs at most {formats.money(peak.need_cents, currency)} more than now, at the end of "
        f"{formats.month(peak.month_end)}"
    )
