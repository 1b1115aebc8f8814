"""Model review: proofs with thresholds and evidence, groups side by side, the record to sign."""

from pipelines.review.checklist import CHECKLIST, case_for, run_proofs
from pipelines.review.cohorts import Cohort, cohorts, equal_rates_p_value
from pipelines.review.leaks import FeatureLeak, LeakAudit, leak_audit
from pipelines.review.proof import Case, Proof, Result, Verdict
from pipelines.review.record import evidence

__all__ = [
    "CHECKLIST",
    "Case",
    "Cohort",
    "FeatureLeak",
    "LeakAudit",
    "Proof",
    "Result",
    "Verdict",
    "case_for",
    "cohorts",
    "equal_rates_p_value",
    "evidence",
    "leak_audit",
    "run_proofs",
]
