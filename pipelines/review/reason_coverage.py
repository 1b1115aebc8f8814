"""Every answer that is not a plain approval has governed reasons.

Purpose: show that each merchant who is declined, referred or offered less can be told why, in words
that are under review.
Mechanism: every scored feature's reason code must have a statement; every stored offer other than
an approval must give one to four reasons, each the statement that the governed file holds today,
naming the matter and never the score itself, and in effect on the day the answer was given, which
is the day the book was published with it and not the book's own date.
Signs of high risk: a decision without reasons, words that are not in the file or not in effect yet,
"score too low".
Strengths: complete, no sample; reads the stored answers.
Limitations: does not judge whether the reasons are the true ones; that is for the flip test.
"""

import json
from datetime import date

from pipelines.explain.score_reasons import MOST
from pipelines.reasons import (
    Statement,
    load_statements,
    not_yet_effective,
    speaks_of_the_score,
)
from pipelines.review.proof import SHOWN, Case, Result
from pipelines.store import sql_text


def reason_coverage(case: Case) -> Result:
    """Count the scored features without a statement and the answers without proper reasons."""
    statements = load_statements(case.settings.reasons)
    codes = case.model.manifest.reason_codes
    unmapped = [name for name, code in codes.items() if code not in statements]
    given_on = case.history.version().published_at.date()
    answers = case.history.rows(sql_text(__file__, "sql/answers.sql"))
    wrong = {
        application_id: fault
        for application_id, reasons in answers
        if (fault := reasons_fault(json.loads(reasons), statements, given_on)) is not None
    }
    faults = [f"feature {name} has no statement" for name in unmapped]
    faults += [f"{application_id}: {fault}" for application_id, fault in wrong.items()]
    return Result(
        n=len(answers) + len(codes),
        of="answers and scored features",
        violations=len(faults),
        found=f"{len(answers):,} answers other than an approval, {len(codes)} scored features",
        threshold=f"1 to {MOST} governed reasons each, in effect; a statement for every feature",
        examples=tuple(faults[:SHOWN]),
    )


def reasons_fault(
    reasons: list[dict[str, object]],
    statements: dict[str, Statement],
    given_on: date | None = None,
) -> str | None:
    """Say what is wrong with an answer's reasons, or None where they are as they must be."""
    if not 1 <= len(reasons) <= MOST:
        return f"{len(reasons)} reasons"
    for reason in reasons:
        code, words = str(reason["code"]), str(reason["statement"]).strip()
        if not words:
            return f"{code} is empty"
        if speaks_of_the_score(words):
            return f"{code} speaks of the score instead of the matter"
        if code not in statements or statements[code].statement != words:
            return f"{code} is not the statement under review: score again"
        if given_on and not_yet_effective((code,), statements, given_on):
            return f"{code} takes effect on {statements[code].effective_on} and was given before"
    return None
