"""From a world's exports to a store, and the book's months read off it."""

import shutil
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from pipelines.features.days import build_loan_days
from pipelines.ingest import import_marketplace
from pipelines.offers import load_policy
from pipelines.outcomes import build_outcomes
from pipelines.portfolio import BookMonth, book_months, build_loan_months
from pipelines.settings import Settings
from pipelines.stages import build_feature_tables
from pipelines.store import History, building

LOAN_FILES = (
    "marketplace.toml", "merchants.parquet", "applications.parquet", "loans.parquet",
    "loan_events.parquet",
)  # fmt: skip
# The first loans are funded in July of the first year and charged off from January on: from the
# tenth month on the book loses as a running one does.
MONTHS_TO_RUN_IN = 9


def build_whole_book(exports: Path, store: Path) -> None:
    """Import all feeds and build the features, as the demo does."""
    settings = Settings(store=store)
    import_marketplace(settings, exports, fresh=True)
    build_feature_tables(settings)


def build_loan_book(exports: Path, store: Path) -> None:
    """Import the loans alone (an import needs a file of sales: an empty one), build the panel."""
    settings, folder = Settings(store=store), store.with_name(f"{store.name}-exports")
    folder.mkdir()
    for name in LOAN_FILES:
        shutil.copy(exports / name, folder / name)
    sales = pq.read_schema(exports / "sales.parquet")
    pq.write_table(sales.empty_table(), folder / "sales.parquet")
    import_marketplace(settings, folder, fresh=True)
    default = load_policy(settings.policy).default
    with building(settings, change="loan months") as con:
        build_loan_days(con)
        build_outcomes(con, default_days=default.days_past_due, window_months=default.within_months)
        build_loan_months(con)


def months_of(store: Path) -> dict[date, BookMonth]:
    """The book by the first day of each month, from the first loan on."""
    with History(Settings(store=store)) as history:
        return {month.month_end.replace(day=1): month for month in book_months(history)}


def net_charge_off(months: list[BookMonth]) -> float:
    """Charge-offs less recoveries over the mean balance, annualised."""
    lost = sum(month.charged_off_cents - month.recovered_cents for month in months)
    return lost / sum(month.balance_cents for month in months) * 12


def trailing(months: dict[date, BookMonth], last: date) -> float:
    """Net charge-off of the twelve months that end with the month of `last`."""
    return net_charge_off([month for first, month in months.items() if first <= last][-12:])
