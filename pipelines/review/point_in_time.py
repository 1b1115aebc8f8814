"""No feature looks beyond the day of its application.

Purpose: show that a feature counts only what a lender could have known, so that the model was not
trained, and is not judged, with hindsight.
Mechanism: for applications of some days, spread over the book, all events of their merchants that
were known only later are taken away, in every feed, and the market's days with them; all features
are built on what is left by the same code and must equal the stored ones exactly.
Signs of high risk: any difference: something that came later has changed the feature.
Strengths: tests the result, not the intention; needs no knowledge of how a feature is computed.
Limitations: a sample; blind where the sampled merchants have no later events to be tempted by, and
to a known-at time that the import itself stated wrongly. The leak audit alters the future besides.
"""

from pipelines.review.futures import removed
from pipelines.review.leaks import leak_audit
from pipelines.review.proof import SHOWN, Case, Result

DAYS = 3


def point_in_time(case: Case) -> Result:
    """Count the sampled feature values that change when later events are taken away."""
    audit = leak_audit(case.history, future=removed, days=DAYS)
    later = sum(audit.later_rows.values())
    return Result(
        n=sum(feature.compared for feature in audit.features if feature.later_rows),
        of="feature values",
        violations=sum(feature.changed for feature in audit.features),
        found=f"{audit.applications} applications built anew without {later:,} rows known later",
        threshold="every value exactly equal",
        examples=tuple(
            f"{application}: {feature.name}"
            for feature in audit.leaking[:SHOWN]
            for application in feature.examples[:1]
        ),
    )
