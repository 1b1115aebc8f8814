"""Cash in if lending stops, and what the loans earned."""

from collections.abc import Sequence

from pipelines.board_pack.records import Chart, Column, Section, Series, Table
from pipelines.board_pack.words import money, month, rate
from pipelines.portfolio.returns import SegmentReturn
from pipelines.portfolio.run_off import FundingNeed, RunOff
from pipelines.portfolio.run_off.funding import STOP

RUN_OFF_NOTES = (
    "Expected: the contract with early repayment and defaults by PD. A bad and a good year: "
    "defaults as the economy is at its worst and its best one year in twenty."
)


def run_off_section(found: RunOff | None, need: FundingNeed | None, currency: str) -> Section:
    """Cash by month from the open loans, and what lending on would need."""
    title = "Run-off and funding"
    if found is None or need is None:
        return Section(title, "No loan is open, so no cash is due.")
    finding = (
        f"If lending stopped, {money(found.expected_cents, currency)} would come in over "
        f"{len(found.months)} months of {money(found.balance_cents, currency)} owed."
    )
    points = tuple(
        f"Lending {path.pace} needs at most {money(path.peak.need_cents, currency)} beyond what "
        f"comes in, by {month(path.peak.month_end)}."
        if path.peak
        else f"Lending {path.pace} needs nothing beyond what comes in."
        for path in need.paths
        if path.pace != STOP
    )
    return Section(
        title, finding, points, (_cash(found),), (_months(found), _need(need)), RUN_OFF_NOTES
    )


def _cash(found: RunOff) -> Chart:
    names = tuple(month(one.month_end) for one in found.months)
    expected = Series("Expected", tuple(one.expected_cents for one in found.months))
    bad = Series("A bad year", tuple(one.low_cents for one in found.months))
    return Chart("Cash in by month", "bars", "money", names, (expected, bad))


def _months(found: RunOff) -> Table:
    columns = (
        Column("Month-end", "date"), Column("Principal by contract", "money", True),
        Column("Fees by contract", "money", True), Column("Expected", "money"),
        Column("A bad year", "money"), Column("A good year", "money"),
    )  # fmt: skip
    rows = tuple(
        (
            one.month_end, one.contract_principal_cents, one.contract_fee_cents,
            round(one.expected_cents), round(one.low_cents), round(one.high_cents),
        )
        for one in found.months
    )  # fmt: skip
    return Table("Run-off", "Cash in if lending stops", "one row per month ahead", columns, rows)


def _need(need: FundingNeed) -> Table:
    columns = (
        Column("Pace of lending", "text"), Column("Month-end", "date"), Column("Lent", "money"),
        Column("From open loans", "money"), Column("From new loans", "money"),
        Column("Needed since the start", "money"),
    )  # fmt: skip
    rows = tuple(
        (
            path.pace, one.month_end, round(one.lent_cents), round(one.from_open_loans_cents),
            round(one.from_new_loans_cents), round(one.need_cents),
        )
        for path in need.paths
        for one in path.months
    )  # fmt: skip
    grain = "one row per pace of lending and month ahead"
    return Table("Funding", "Funding need", grain, columns, rows, 0)


def returns_section(found: Sequence[SegmentReturn], currency: str) -> Section:
    """What the loans earned over their lives, by grade and the other segments."""
    book = next((one for one in found if one.dimension == "book"), None)
    title = "Returns"
    if book is None:
        return Section(title, "The book holds no loans, so nothing was earned.")
    verb = "earned" if book.profit_cents >= 0 else "lost"
    a_year = f"{rate(book.rate)} a year on the mean balance, " if book.rate is not None else ""
    finding = (
        f"Over their lives so far {book.loans:,} loans {verb} "
        f"{money(abs(book.profit_cents), currency)}, {a_year}after funding, servicing and losses."
    )
    grades = [one for one in found if one.dimension == "grade" and one.rate is not None]
    chart = Chart(
        "Return a year on the mean balance, by grade",
        "bars",
        "rate",
        tuple(f"Grade {one.segment}" for one in grades),
        (Series("Return", tuple(one.rate for one in grades)),),
    )
    return Section(
        title, finding, (), (chart,) if grades else (), (_segments(found),),
        "Profit: fees paid less funding, servicing, net charge-off and the expected loss of what "
        "is still open.",
    )  # fmt: skip


def _segments(found: Sequence[SegmentReturn]) -> Table:
    columns = (
        Column("By", "text"), Column("Segment", "text"), Column("Loans", "count"),
        Column("Lent", "money", True), Column("Fees paid", "money", True),
        Column("Funding", "money", True),
        Column("Servicing", "money", True), Column("Net charge-off", "money"),
        Column("Expected loss", "money"), Column("Profit", "money"), Column("A year", "rate"),
    )  # fmt: skip
    rows = tuple(
        (
            one.dimension, one.segment, one.loans, one.originated_cents, one.fees_cents,
            one.funding_cents, one.servicing_cents, one.net_charge_off_cents,
            one.expected_loss_cents, one.profit_cents, one.rate,
        )
        for one in found
    )  # fmt: skip
    grain = "one row per segment; those of one kind add up to the book"
    return Table("Returns", "Returns by segment", grain, columns, rows, 8)
