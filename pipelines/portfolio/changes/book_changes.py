"""What changed in the book since the month-end before, and why."""

from collections.abc import Sequence

from pipelines.offers import Policy
from pipelines.portfolio.changes.flows import net_charge_off, net_return, outstanding
from pipelines.portfolio.changes.records import BookChanges
from pipelines.portfolio.changes.risk import expected_loss, late_share
from pipelines.portfolio.changes.two_dates import TwoDates
from pipelines.portfolio.loss import open_loans
from pipelines.portfolio.panel import BookMonth
from pipelines.portfolio.reader import Reader


def book_changes(reader: Reader, policy: Policy, months: Sequence[BookMonth]) -> BookChanges | None:
    """The headline figures of the last two of `months`; None where there is only one."""
    if len(months) < 2:
        return None
    before, now = (open_loans(reader, policy, as_of=month.month_end) for month in months[-2:])
    if before is None or now is None:
        return None
    dates = TwoDates(before, now)
    found = (
        outstanding(months),
        late_share(dates),
        net_charge_off(months),
        expected_loss(dates),
        net_return(months),
    )
    known = tuple(figure for figure in found if figure is not None)
    return BookChanges(months[-2].month_end, months[-1].month_end, known)
