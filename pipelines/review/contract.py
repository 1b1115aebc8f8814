"""The store keeps its data contract.

Purpose: show that keys are unique, references hold and nothing lies after the as-of date.
Mechanism: every check of the data contract is run on the published history; each returns the rows
that break it.
Signs of high risk: any row; every publish runs the same checks, so one means an edit from outside.
Strengths: complete; the same statements that guard the publishing.
Limitations: covers form, not truth: a wrong amount in a right row passes.
"""

from pipelines.review.proof import SHOWN, Case, Result
from pipelines.store import contract_violations
from pipelines.store.build import checks


def contract(case: Case) -> Result:
    """Count the rows of the published history that break a check of the data contract."""
    names = [name.replace("_", " ") for name, _ in checks(since=0)]
    broken = contract_violations(case.history)
    return Result(
        n=len(names),
        of="checks",
        violations=sum(broken.values()),
        found=", ".join(names),
        threshold="no row may break a check",
        examples=tuple(
            f"{name.replace('_', ' ')}: {rows} rows" for name, rows in list(broken.items())[:SHOWN]
        ),
    )
