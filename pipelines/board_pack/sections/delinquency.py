"""How late the book is, and where loans go from one month-end to the next."""

from pipelines.board_pack.records import Chart, Column, Section, Series, Table
from pipelines.board_pack.words import between, money, month, rate
from pipelines.portfolio import PortfolioSummary
from pipelines.portfolio.rates import TransitionMatrix

BUCKETS = ("current", "1-29", "30-59", "60-89", "90+")
SHOWN_MONTHS = 24


def delinquency(found: PortfolioSummary, matrix: TransitionMatrix | None, currency: str) -> Section:
    """The balance by days past due over time, and the roll rates of the last twelve months."""
    last, before = found.months[-1], found.months[max(len(found.months) - 13, 0)]
    finding = (
        f"{rate(last.share_30_plus)} of {money(last.balance_cents, currency)} is 30 or more days "
        f"late at the end of {month(last.month_end)}"
    )
    if before is not last:
        finding += f", against {rate(before.share_30_plus)} in {month(before.month_end)}"
    tables = (_months(found), *((_rolls(matrix),) if matrix else ()))
    return Section(
        "Delinquency and roll rates",
        f"{finding}.",
        _points(matrix),
        (_balance(found), _late(found)),
        tables,
        "DPD: days since the oldest instalment not paid in full fell due. A roll rate is the share "
        "of loans in one status at a month-end that stand in another a month later.",
    )


def _points(matrix: TransitionMatrix | None) -> tuple[str, ...]:
    if matrix is None:
        return ("No loan has been on the book at two month-ends: there are no roll rates yet.",)
    found = []
    for start, ends, words in (
        ("current", BUCKETS[1:], "of current loans fall behind within a month"),
        ("30-59", ("60-89", "90+", "charged off"), "of loans 30 to 59 days late get worse"),
    ):
        share, cell = matrix.share(start, ends), matrix.cell(start, "paid")
        if share and cell:
            found.append(
                f"{rate(share.estimate)} {words} ({between(share.low, share.high)}, "
                f"n = {cell.n:,} loan-months, {month(matrix.first)} to {month(matrix.last)})."
            )
    return tuple(found)


def _balance(found: PortfolioSummary) -> Chart:
    months = found.months[-SHOWN_MONTHS:]
    owed = {(status.month_end, status.status): status.balance_cents for status in found.statuses}
    return Chart(
        "Outstanding by days past due",
        "stacked",
        "money",
        tuple(month(one.month_end) for one in months),
        tuple(
            Series(name, tuple(float(owed.get((one.month_end, name), 0)) for one in months))
            for name in BUCKETS
        ),
    )


def _late(found: PortfolioSummary) -> Chart:
    months = found.months[-SHOWN_MONTHS:]
    return Chart(
        "30+ DPD, share of outstanding",
        "lines",
        "rate",
        tuple(month(one.month_end) for one in months),
        (Series("30+ DPD", tuple(one.share_30_plus for one in months)),),
    )


def _months(found: PortfolioSummary) -> Table:
    rows = tuple(
        (
            one.month_end, one.open_loans, one.balance_cents, one.late_cents, one.funded_cents,
            one.charged_off_cents, one.recovered_cents, one.fee_cents,
        )
        for one in reversed(found.months)
    )  # fmt: skip
    columns = (
        Column("Month-end", "date"), Column("Open loans", "count"), Column("Outstanding", "money"),
        Column("30+ days late", "money"), Column("Lent", "money"), Column("Charged off", "money"),
        Column("Recovered", "money", True), Column("Fees", "money", True),
    )  # fmt: skip
    return Table("Months", "The book month by month", "one row per month-end", columns, rows, 6)


def _rolls(matrix: TransitionMatrix) -> Table:
    columns = (
        Column("From", "text"), Column("To", "text"), Column("Loans", "count"),
        Column("Of", "count"), Column("Share", "rate"), Column("Low", "rate"),
        Column("High", "rate"),
    )  # fmt: skip
    rows = tuple(
        (c.from_status, c.to_status, c.loans, c.n, c.share.estimate, c.share.low, c.share.high)
        for c in matrix.cells
        if c.loans
    )
    title = f"Roll rates, {month(matrix.first)} to {month(matrix.last)}"
    grain = "one row per pair of statuses a month apart, with 95 % Wilson intervals"
    return Table("Roll rates", title, grain, columns, rows, 0)
