"""The evidence of a review as one record that can be kept, compared and signed."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pipelines.model import Manifest
from pipelines.review.proof import Result
from pipelines.store import Version


def evidence(
    manifest: Manifest, version: Version, policy_version: str, results: Mapping[str, Result]
) -> dict[str, Any]:
    """Return what was reviewed and what the proofs found, closed by the SHA-256 of all of it.

    The digest is taken of the record without it, as JSON with sorted keys and no spaces.
    """
    record = {
        "model_id": manifest.model_id,
        "model_sha256": manifest.sha256,
        "trained_on": manifest.data_version,
        "code_version": manifest.code_version,
        "history_version": version.version_id,
        "history_content": version.content_hash,
        "policy_version": policy_version,
        "proofs": {name: result.to_json() for name, result in results.items()},
    }
    return {**record, "sha256": digest(record)}


def digest(record: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a record's canonical JSON."""
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
