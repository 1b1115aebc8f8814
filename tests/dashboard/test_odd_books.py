"""Books that are odd: each page tells the truth about them, or says why it cannot."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipelines.features.days import build_loan_days
from pipelines.ingest.load import Step
from pipelines.ingest.mapping import BookStatement, Mapping
from pipelines.ingest.run import run_import
from pipelines.ingest.targets import TARGETS
from pipelines.loans import build_schedule
from pipelines.outcomes import build_outcomes
from pipelines.portfolio import build_loan_months
from pipelines.settings import Settings
from pipelines.store import building

RATES = (0.02, 0.02, 0.005, 0.005, 0.005, 0.005)
AMOUNT = 600_000
AS_OF = date(2025, 12, 31)


@dataclass(frozen=True)
class OddLoan:
    """A loan of 6,000.00 that pays so many instalments when due, and what else happens to it."""

    loan: str
    funded: date
    paid: int = 6
    is_lost: bool = False
    merchant: str = "m1"
    extra: tuple[tuple[date, str, int], ...] = ()

    def events(self, as_of: date) -> Iterable[tuple[str, date, str, int]]:
        """Its events up to the as-of date."""
        dues = build_schedule(AMOUNT, RATES, self.funded).instalments
        found = [(due.due_on, "payment", due.payment_cents) for due in dues[: self.paid]]
        if self.is_lost:
            left = sum(due.principal_cents for due in dues[self.paid :])
            found.append((dues[self.paid].due_on + timedelta(days=120), "charge_off", left))
        for number, (day, kind, cents) in enumerate([*found, *self.extra]):
            if day <= as_of:
                yield f"{self.loan}-{number}", day, kind, cents


@dataclass(frozen=True)
class OddBook:
    """Loans, merchants with or without an industry, PDs, and what the pages must say of them."""

    loans: tuple[OddLoan, ...]
    says: tuple[str, ...]
    as_of: date = AS_OF
    industries: tuple[str, ...] = ("Toys", "Shoes", "Books")
    pd: float | None = 0.04
    orphans: tuple[tuple[str, date, str, int], ...] = ()


def every_month(first: date, months: int, **what) -> tuple[OddLoan, ...]:
    """Three loans a month, one of each merchant."""
    starts = [date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 10)
              for n in range(months)]  # fmt: skip
    return tuple(
        OddLoan(f"L{number}-{shop}", start, merchant=f"m{shop + 1}", **what)
        for number, start in enumerate(starts)
        for shop in range(3)
    )


def build(book: OddBook, folder: Path) -> Path:
    """Import the book's files, build its panel, and give every application its PD."""
    settings = Settings(store=folder / "store")
    rows = {
        "merchants": [
            (f"m{number + 1}", f"Shop {number + 1}", industry, "US", "CA")
            for number, industry in enumerate(book.industries)
        ],
        "applications": [(x.loan, x.funded, x.merchant, AMOUNT / 100) for x in book.loans],
        "loans": [
            (x.loan, x.loan, x.merchant, x.funded, AMOUNT / 100, f'"{list(RATES)}"')
            for x in book.loans
        ],
        "loan_events": [
            (loan, day, kind, cents / 100, event)
            for x in book.loans
            for event, day, kind, cents in x.events(book.as_of)
            for loan in (x.loan,)
        ]
        + [(loan, day, kind, cents / 100, f"o{n}")
           for n, (loan, day, kind, cents) in enumerate(book.orphans)],
    }  # fmt: skip
    statement = BookStatement("Odd", "USD", book.as_of, is_synthetic=False, note="hand-made")
    steps = [_step(folder, table, listed) for table, listed in rows.items()]
    run_import(settings, "hand-made", steps, statement)
    with building(settings, change="features") as con:
        build_loan_days(con)
        build_outcomes(con, default_days=90, window_months=9)
        build_loan_months(con)
        if book.pd is not None:
            con.execute(
                "insert into scores select application_id, 'model', 0, 0, $pd, 'B' "
                "from applications",
                {"pd": book.pd},
            )
    return settings.store


COLUMNS = {
    "merchants": ("merchant_id", "name", "industry", "country", "region"),
    "applications": ("application_id", "applied_at", "merchant_id", "order_amount"),
    "loans": (
        *("loan_id", "application_id", "merchant_id", "funded_at", "principal", "monthly_rates"),
    ),
    "loan_events": ("loan_id", "occurred_at", "kind", "amount", "event_id"),
}


def _step(folder: Path, table: str, rows: list[tuple]) -> Step:
    names = COLUMNS[table]
    assert set(TARGETS[table].required) <= set(names)
    lines = [",".join(names), *(",".join(map(str, row)) for row in rows)]
    file = folder / f"{table}.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Step(file, table, Mapping({name: name for name in names}))


OVERPAYING = ((date(2025, 10, 20), "payment", 9_999_999),)
REFUNDED = ((date(2025, 12, 2), "refund", AMOUNT), (date(2025, 12, 3), "refund", AMOUNT))
USUAL = every_month(date(2025, 3, 1), 6)

BOOKS = {
    "all defaulted": OddBook(
        every_month(date(2024, 6, 1), 9, paid=1, is_lost=True),
        says=(
            "Every one of 27 loans with an instalment due has defaulted",
            "Nothing was outstanding at the end of Dec 2025",
            "There is no exposure to concentrate",
            "No loan is open today, so there is nothing to project",
        ),
    ),
    "no payment at all": OddBook(
        every_month(date(2025, 7, 1), 4, paid=0),
        says=("The book holds no payment on any of 12 loans with an instalment due",),
    ),
    "payments without loans": OddBook(
        USUAL,
        says=(
            "its loan_id is not among the loans: import those first",
            "1 row of loans and their events could not be loaded and count nowhere here",
        ),
        orphans=(("nobody", date(2025, 8, 1), "payment", 10_000),),
    ),
    "overpaid": OddBook(
        (*USUAL, OddLoan("over", date(2025, 9, 10), 1, extra=OVERPAYING)),
        says=("1 loan took in $95,000 more than was owed: that is owed back",),
    ),
    "refunded twice": OddBook(
        (*USUAL, OddLoan("twice", date(2025, 12, 1), 0, extra=REFUNDED)),
        says=("1 loan took in $6,000 more than was owed: that is owed back",),
    ),
    "a single vintage": OddBook(
        every_month(date(2025, 9, 1), 1),
        says=("is the only vintage that is old enough, so there is none to compare it with",),
    ),
    "no default yet": OddBook(
        every_month(date(2024, 6, 1), 18),
        says=(
            "No loan has defaulted yet: 0 of 54 loans with an instalment due",
            "it cannot know of one to come",
        ),
    ),
    "nobody scored": OddBook(
        every_month(date(2024, 12, 1), 12),
        pd=None,
        says=(
            "No model has scored $45,000 of the balance (100.0 %)",
            "Expected loss –",
            "so what the policy would decide is not known",
        ),
    ),
    "one merchant": OddBook(
        tuple(OddLoan(f"L{n}", date(2025, n, 5)) for n in range(1, 12)),
        industries=("Toys",),
        says=("All of the exposure is that of one name, Shop 1",),
    ),
    "no industry": OddBook(
        every_month(date(2025, 3, 1), 9),
        industries=("", "", ""),
        says=("The book states too few industries or regions for a map",),
    ),
    "before the first month-end": OddBook(
        every_month(date(2025, 12, 1), 1),
        as_of=date(2025, 12, 20),
        says=("The book holds 3 loans, and its figures are those of month-ends",),
    ),
    "before the first due date": OddBook(
        every_month(date(2025, 12, 1), 1),
        says=("No instalment has fallen due yet",),
    ),
}
QUICK = "all defaulted"


def words(at) -> str:
    """Everything the page says in Markdown, captions, headings, tables and metrics."""
    said = [element.value for kind in (at.title, at.subheader, at.markdown, at.caption)
            for element in kind]  # fmt: skip
    said += [f"{metric.label} {metric.value} {metric.delta}" for metric in at.metric]
    said += [table.value.to_string() for table in at.dataframe]
    return "\n".join(said)


def told(open_page, store: Path) -> dict[str, str]:
    """What each page and tab of the book says; raises where one cannot be drawn."""
    said = {}
    for name in ("overview", "portfolio", "data"):
        at = open_page(name, store)
        labels = [tab.label for tab in at.tabs] or [""]
        for label in labels:
            if label and label != labels[0]:
                at.session_state["tab"] = label
                at.run()
            said[f"{name} {label}".strip()] = words(at)
            assert not at.exception, (name, label, at.exception)
    return said


@pytest.mark.parametrize(
    "name", [QUICK, *(pytest.param(x, marks=pytest.mark.long) for x in BOOKS if x != QUICK)]
)
def test_pages_tell_the_truth_about_an_odd_book(open_page, tmp_path, name):
    book = BOOKS[name]
    said = told(open_page, build(book, tmp_path))
    broken = [place for place, text in said.items() if "could not be drawn" in text]
    assert broken == []
    whole = "\n".join(said.values()).replace("\\", "").replace("\xa0", " ")
    for sentence in book.says:
        assert sentence in whole
