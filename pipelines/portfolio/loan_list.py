"""The loans behind a figure: every bar and cell of the pages opens the rows it was summed from."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

from pipelines.errors import Refused
from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text

Scope = Literal["owed", "funded", "moved"]
SCOPES: tuple[Scope, ...] = ("owed", "funded", "moved")
ROLL_MONTHS = 12
MOST_ROWS = 10_000


@dataclass(frozen=True)
class LoanFilter:
    """Which loans; a field that is None lets everything through.

    `scope` 'owed' takes the loans with a balance at the month-end `as_of` (the panel's last by
    default), 'funded' every loan funded by then as it stood last, and 'moved' those that went from
    `from_status` to `status` within a month, over the last `months` month-ends. Funding runs from
    `funded_from` to the day before `funded_before`. `late_by`, `defaulted_by` and
    `charged_off_by` (scope 'funded') are months on book by which a loan had been 30 or 90 days
    late, or was charged off (which counts as either).
    """

    as_of: date | None = None
    scope: Scope = "owed"
    status: str | None = None
    least_days_past_due: int | None = None
    industry: str | None = None
    region: str | None = None
    grade: str | None = None
    tier: str | None = None
    merchant_id: str | None = None
    supplier_id: str | None = None
    funded_from: date | None = None
    funded_before: date | None = None
    from_status: str | None = None
    months: int = ROLL_MONTHS
    late_by: int | None = None
    defaulted_by: int | None = None
    charged_off_by: int | None = None

    def __post_init__(self) -> None:
        """Refuse what no list can be made of."""
        if self.scope not in SCOPES:
            raise Refused(f"no loans are listed by '{self.scope}': use {', '.join(SCOPES)}")
        if (self.scope == "moved") != (self.from_status is not None):
            raise Refused("loans that moved need the status they came from: name from_status")
        ages = (self.late_by, self.defaulted_by, self.charged_off_by)
        if self.scope != "funded" and any(age is not None for age in ages):
            raise Refused("what loans became by an age needs all of them: use scope 'funded'")


@dataclass(frozen=True)
class ListedLoan:
    """One loan where it stands at `month_end`; money in cents, `pd` None where it has no score.

    `net_charge_off_cents` is what was charged off less recoveries by then, in scope 'funded'.
    """

    loan_id: str
    application_id: str
    merchant_id: str
    merchant: str
    industry: str
    region: str
    supplier_id: str
    grade: str
    pd: float | None
    tier: str
    funded_on: date
    month_end: date
    months_on_book: int
    status: str
    days_past_due: int
    principal_cents: int
    balance_cents: int
    net_charge_off_cents: int


@dataclass(frozen=True)
class LoanTotals:
    """What the whole list adds up to, in cents; `loan_months` are its rows."""

    loans: int
    loan_months: int
    merchants: int
    principal_cents: int
    balance_cents: int
    net_charge_off_cents: int


def loan_list(
    reader: Reader, chosen: LoanFilter, *, limit: int = 100, offset: int = 0
) -> tuple[ListedLoan, ...]:
    """The loans that the filter lets through, largest balance first, `limit` from `offset` on.

    Raises Refused for more than 10,000 rows at once: ask for them page by page.
    """
    if not 0 <= limit <= MOST_ROWS or offset < 0:
        raise Refused(f"a page of loans holds up to {MOST_ROWS:,} rows: ask for fewer at once")
    page = {**_bound(reader, chosen), "limit": limit, "offset": offset}
    return tuple(ListedLoan(*row) for row in reader.rows(_over("loan_page"), page))


def loan_totals(reader: Reader, chosen: LoanFilter) -> LoanTotals:
    """How many loans the filter lets through and what they add up to."""
    return LoanTotals(*reader.rows(_over("loan_totals"), _bound(reader, chosen))[0])


def _over(query: str) -> str:
    """A query over the list, which is its first common table expression."""
    listed, asked = (sql_text(__file__, f"sql/{name}.sql") for name in ("loan_list", query))
    return f"with loan_list as (\n{listed}\n)\n{asked}"


def _bound(reader: Reader, chosen: LoanFilter) -> dict[str, object]:
    """The filter's parameters, the panel's last month-end where it names none."""
    fields = asdict(chosen)
    if chosen.as_of is None:
        last = reader.rows(sql_text(__file__, "sql/last_month_end.sql"))
        fields["as_of"] = last[0][0]
    return fields
