"""Hypothetical requests: who could have applied, in a book that has sales and no applications."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from pipelines.errors import Refused
from pipelines.ingest.load import Step
from pipelines.ingest.mapping import Mapping
from pipelines.ingest.run import Progress, run_import
from pipelines.outcomes.rules import ShortfallRules
from pipelines.settings import Settings
from pipelines.store import History, sql_text

SOURCE = "cold-start"
FILE = "hypothetical-requests.parquet"


@dataclass(frozen=True)
class ColdStart:
    """What a cold start left: hypothetical requests `added`, and all applications in the book.

    `real_ones` of the applications came with the book's own imports.
    """

    added: int
    applications: int
    real_ones: int


def add_hypothetical_requests(
    settings: Settings, rules: ShortfallRules, *, progress: Progress | None = None
) -> ColdStart:
    """Import a request of every merchant that could have applied, at each quarter's start.

    They bear ids that begin with `H-` and come from the source `cold-start`. Nothing is written
    where the book has real applications; where any of those has an outcome or a loan, Refused.
    """
    with History(settings) as history:
        found = history.row(sql_text(__file__, "sql/standing.sql"), {"source": SOURCE})
        applications, real_ones, outcomes, has_sales = found or (0, 0, 0, False)
        if outcomes:
            raise Refused(
                f"This book has {outcomes:,} loans or known outcomes: a proxy is for books without "
                "any; run `python -m pipelines train`"
            )
        if not has_sales:
            raise Refused("No sales in this store to make requests from: import sales first")
        if real_ones:
            return ColdStart(0, applications, real_ones)
        parameters = {"horizon": rules.horizon_months, **vars(rules.requests)}
        requests = history.arrow(sql_text(__file__, "sql/hypothetical_requests.sql"), parameters)
    added = requests.num_rows
    if applications + added == 0:
        raise Refused(
            "No merchant of this book has sales enough to stand for an applicant: import a longer "
            f"history, or ask for less under [requests] in {settings.shortfall}"
        )
    if added:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / FILE
            pq.write_table(requests, file)
            step = Step(
                file, "applications", Mapping({name: name for name in requests.schema.names})
            )
            run_import(settings, SOURCE, [step], None, progress=progress)
    return ColdStart(added, applications + added, 0)
