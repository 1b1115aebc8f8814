"""The sums that hold between the pack's tables and the book's own record."""

from pipelines.board_pack.records import Check, Section, Table
from pipelines.board_pack.source import Source


def checks(source: Source, sections: tuple[Section, ...]) -> tuple[Check, ...]:
    """The pack's tables added up beside the balance, the allowance and its movement."""
    tables = {table.sheet: table for section in sections for table in section.tables}
    balance, moved = source.summary.months[-1].balance_cents, source.loss.movement
    by_industry = total(tables["Concentration"], "Outstanding", only="industry")
    return (
        Check("Balance by stage is outstanding", balance, total(tables["Allowance"], "Balance")),
        Check("Outstanding by industry is outstanding", balance, by_industry),
        Check(
            "Allowance by stage is expected loss by grade",
            total(tables["Allowance"], "Allowance"),
            total(tables["Loss by grade"], "Expected loss"),
        ),
        Check(
            "Opening and lines of the movement are its closing",
            moved.closing_cents,
            moved.opening_cents + sum(line.cents for line in moved.lines),
        ),
    )


def total(table: Table, column: str, *, only: str | None = None) -> int:
    """The sum of a column of amounts, of the rows whose first value is `only` where it is given."""
    place = [found.title for found in table.columns].index(column)
    values = [row[place] for row in table.rows if only in (None, row[0])]
    return sum(value for value in values if isinstance(value, int))
