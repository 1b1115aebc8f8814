"""The six numbers of a loan book: owed, lent, late, lost, still to be lost, left over."""

from collections.abc import Sequence

from dashboard import formats, page
from dashboard.glossary import term
from pipelines.portfolio import (
    BookMonth,
    PortfolioSummary,
    net_charge_off_rate,
    trailing_net_charge_off,
)

YEAR = 12


def loan_cards(found: PortfolioSummary, currency: str) -> list[page.Card]:
    """Owed, lent, late, lost, still to be lost, and what is left over; trends since the start."""
    last, before = found.months[-1], found.months[-2] if len(found.months) > 1 else None
    against = f"vs {before.month_end:%b}" if before else None
    late_now = last.share_30_plus or 0.0
    late_before = (before.share_30_plus or 0.0) if before else late_now
    return [
        page.Card(
            "Outstanding",
            formats.money(last.balance_cents, currency),
            help=term("Outstanding"),
            change=formats.change(last.balance_cents, before.balance_cents if before else None),
            against=against,
            trend=[month.balance_cents / 100 for month in found.months],
        ),
        page.Card(
            f"Lent in {formats.month(last.month_end)}",
            formats.money(last.funded_cents, currency),
            change=formats.change(last.funded_cents, before.funded_cents if before else None),
            against=against,
            trend=[month.funded_cents / 100 for month in found.months],
        ),
        page.Card(
            "30+ DPD",
            formats.rate(last.share_30_plus),
            help=term("30+ DPD"),
            change=formats.points(late_now - late_before) if before else None,
            against=against,
            trend=[month.share_30_plus or 0.0 for month in found.months],
            tone="worse" if late_now > late_before else "neutral",
        ),
        _yearly("Net charge-off", trailing_net_charge_off(found.months, over=YEAR), bad=1),
        _expected_loss(found, currency),
        _yearly("Net return", trailing_return(found.months), bad=-1),
    ]


def _expected_loss(found: PortfolioSummary, currency: str) -> page.Card:
    """What is still to be lost: at least that where loans have no PD, not known without any."""
    owed, without = found.outstanding_cents, found.unscored_cents
    loss = formats.money(found.expected_loss_cents, currency)
    share = f"{formats.rate(found.expected_loss_cents / owed)} of balance" if owed else None
    if without:
        loss = f"≥ {loss}" if found.expected_loss_cents else formats.NO_VALUE
        share = f"no PD for {formats.rate(without / owed)}"
    return page.Card(
        "Expected loss",
        loss,
        help=f"{term('Expected loss')} Over what is left of the open loans' lives.",
        change=share,
    )


def _yearly(name: str, rates: Sequence[float | None], *, bad: int) -> page.Card:
    """A rate of twelve months against the twelve before; `bad` is the sign of a turn for worse."""
    known = [rate for rate in rates if rate is not None]
    if not known:
        return page.Card(name, formats.NO_VALUE, help=term(name), change="under a year old")
    if len(known) <= YEAR:
        return page.Card(
            name, formats.rate(known[-1]), help=term(name), change="a year", trend=known
        )
    moved = known[-1] - known[-1 - YEAR]
    return page.Card(
        name,
        formats.rate(known[-1]),
        help=term(name),
        change=formats.points(moved),
        against="a year",
        trend=known,
        tone="worse" if moved * bad > 0 else "neutral",
    )


def trailing_return(months: Sequence[BookMonth]) -> list[float | None]:
    """The return after losses of the twelve months to each month-end from the twelfth on."""
    ends = range(YEAR, len(months) + 1)
    return [return_after_losses(months[end - YEAR : end]) for end in ends]


def return_after_losses(months: Sequence[BookMonth]) -> float | None:
    """Fees less net charge-offs over the mean balance, a year; None where nothing was owed."""
    owed = sum(month.balance_cents for month in months)
    lost = net_charge_off_rate(months)
    if not owed or lost is None:
        return None
    return sum(month.fee_cents for month in months) / owed * YEAR - lost
