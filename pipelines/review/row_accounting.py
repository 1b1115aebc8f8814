"""Every imported row is accounted for.

Purpose: show that no row got lost between a file and the store.
Mechanism: for every import, rows loaded + duplicate + quarantined must be the rows read; the rows
that the table really holds of that import must be those loaded, and its quarantine those
quarantined.
Signs of high risk: a table with fewer rows than its import claims; quarantine emptied by hand.
Strengths: complete; counts the tables themselves instead of believing the report.
Limitations: counts rows; that their content survived is for the import's own tests.
"""

from pipelines.review.proof import SHOWN, Case, Result
from pipelines.store import sql_text


def row_accounting(case: Case) -> Result:
    """Count the imports whose rows do not add up."""
    counts = case.history.frame(sql_text(__file__, "sql/row_accounting.sql"))
    adds_up = (
        counts["read_rows"]
        == counts["loaded_rows"] + counts["duplicate_rows"] + counts["quarantined_rows"]
    )
    held = (counts["held_rows"] == counts["loaded_rows"]) & (
        counts["held_in_quarantine"] == counts["quarantined_rows"]
    )
    wrong = counts[~(adds_up & held)]
    read = int(counts["read_rows"].sum())
    return Result(
        n=len(counts),
        of="imported file" if len(counts) == 1 else "imported files",
        violations=len(wrong),
        found=f"{read:,} rows read, {int(counts['held_rows'].sum()):,} in their tables, "
        f"{int(counts['held_in_quarantine'].sum()):,} in quarantine",
        threshold="read = loaded + duplicate + quarantined, and as many really there",
        examples=tuple(
            f"{row.file_name}: {row.read_rows:,} read, {row.loaded_rows:,} loaded, "
            f"{row.held_rows:,} in {row.table_name}"
            for row in wrong.head(SHOWN).itertuples()
        ),
    )
