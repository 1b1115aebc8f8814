"""Files of the outside world become rows of the store: named, typed, judged, never lost."""

from pipelines.ingest.report import ImportReport, TableReport
from pipelines.ingest.sources.loan_tape import import_loan_tape
from pipelines.ingest.sources.marketplace import import_marketplace
from pipelines.ingest.sources.sme_invoices import import_sme_invoices
from pipelines.ingest.table import import_table

__all__ = [
    "ImportReport",
    "TableReport",
    "import_loan_tape",
    "import_marketplace",
    "import_sme_invoices",
    "import_table",
]
