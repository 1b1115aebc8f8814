"""The model files are the ones that were registered, and they still answer the same.

Purpose: show that nobody and nothing changed a model after it was registered.
Mechanism: the bytes of every registered model are hashed before they are loaded and compared with
the digest they are filed under; then each scores its canary cases and must give the recorded
scores.
Signs of high risk: another digest; equal bytes with other scores, as after a change of versions.
Strengths: complete; catches a damaged disk, a swapped file and a library that answers differently.
Limitations: whoever can rewrite both file and record can hide a change from this proof.
"""

from pipelines.errors import Refused
from pipelines.model import load_model, registered
from pipelines.review.proof import SHOWN, Case, Result


def model_file(case: Case) -> Result:
    """Count the registered models whose digest or canary scores do not hold."""
    records = registered(case.settings)
    faults = []
    for record in records:
        try:
            load_model(case.settings, record.model_id)
        except Refused as refusal:
            faults.append(str(refusal))
    return Result(
        n=len(records),
        of="registered model" if len(records) == 1 else "registered models",
        violations=len(faults),
        found=f"champion's SHA-256 {case.model.manifest.sha256[:12]}, "
        f"{len(case.model.manifest.canary.scores)} canary cases a model",
        threshold="digest as filed; canary scores equal to 1e-9",
        examples=tuple(faults[:SHOWN]),
    )
