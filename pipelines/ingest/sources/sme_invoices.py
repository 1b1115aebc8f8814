"""Electronic invoices of 425 small Chinese companies (CUMCM 2020, problem C).

The bank's default flags carry no date, and the invoices run on to February 2020: a feature that
saw the end of the files would see which companies had stopped trading. Every company therefore
gets one application at `APPLIED_AT`, the first day of 2019. By then all 425 have a sales history,
the trading year 2018 is complete for everybody, and at least 13 months of what followed, in which
the flags were set, stay out of the features. Whether a default fell before that day cannot be
known from the files.

Rules of the import: amounts are net of tax. A negative amount is a red-letter invoice, a refund of
its own day. An invoice marked invalid is a void; the law lets it be cancelled until the end of the
month of issue, and the files do not say when it was, so it counts as known on that last day. Every
other invoice is known on its day, since the tax bureau issues it. The rating is kept to be looked
at and is no feature: its worst grade, D, *is* the default flag.
"""

from datetime import date
from pathlib import Path

from pipelines.ingest.files import require_folder
from pipelines.ingest.load import Step
from pipelines.ingest.mapping import BookStatement, Mapping
from pipelines.ingest.report import ImportReport
from pipelines.ingest.run import Progress, run_import
from pipelines.settings import Settings
from pipelines.store import sql_text

FIRMS, SALES, PURCHASES = "firms.csv", "sales_invoices.parquet", "purchase_invoices.parquet"
APPLIED_AT = date(2019, 1, 1)
LAST_DAY = date(2020, 2, 29)
CODE, NAME, RATING, DEFAULTED = "企业代号", "企业名称", "信誉评级", "是否违约"

BOOK = BookStatement(
    name="SME invoices (CUMCM 2020 C)",
    currency="CNY",
    as_of=LAST_DAY,
    is_synthetic=False,
    note="425 small companies; one application each on 2019-01-01; default flags without a date",
)


def import_sme_invoices(
    settings: Settings, folder: Path, *, progress: Progress | None = None
) -> ImportReport:
    """Import the folder with the companies and their sales and purchase invoices."""
    require_folder(folder, (FIRMS, SALES, PURCHASES))
    return run_import(settings, "sme-invoices", _steps(folder), BOOK, progress=progress)


def _steps(folder: Path) -> list[Step]:
    firms = (CODE, NAME, RATING, DEFAULTED)
    invoice = ("firm", "date", "amount", "valid")
    sales, purchases = folder / SALES, folder / PURCHASES
    return [
        Step(folder / FIRMS, "merchants", _merchants(), firms),
        Step(sales, "sales", _events("buyer_id"), (*invoice, "buyer"), _prepare("sales")),
        Step(
            purchases,
            "purchases",
            _events("supplier_id"),
            (*invoice, "supplier"),
            _prepare("purchases"),
        ),
        Step(folder / FIRMS, "applications", _applications(), firms),
    ]


def _merchants() -> Mapping:
    return Mapping({"merchant_id": CODE, "name": NAME}, {"country": "CN"})


def _events(party: str) -> Mapping:
    same = ("merchant_id", "occurred_at", "known_at", "kind", "amount", party)
    return Mapping({name: name for name in same})


def _applications() -> Mapping:
    return Mapping(
        {"application_id": CODE, "merchant_id": CODE, "is_default": DEFAULTED},
        {"applied_at": APPLIED_AT.isoformat(), "observed_through": LAST_DAY.isoformat()},
        ignored=(NAME,),
        not_features=(RATING,),
        meanings={RATING: "The bank's rating A-D. Never a feature: grade D is the default flag"},
    )


def _prepare(feed: str) -> str:
    return sql_text(__file__, f"sql/sme_{feed}.sql")
