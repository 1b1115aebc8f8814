"""The record that a sign-off refers to."""

from dataclasses import replace

from pipelines.review import evidence
from pipelines.review.proof import Result
from pipelines.review.record import digest

RESULT = Result(10, "rows", 0, "nothing", "none")


def test_the_record_closes_with_its_own_digest(case):
    version = case.history.version()
    record = evidence(case.model.manifest, version, "1-abc", {"additivity": RESULT})
    without = {name: value for name, value in record.items() if name != "sha256"}
    assert record["sha256"] == digest(without)
    assert record["proofs"]["additivity"]["verdict"] == "pass"


def test_another_result_is_another_record(case):
    version = case.history.version()
    records = [
        evidence(case.model.manifest, version, "1-abc", {"additivity": result})
        for result in (RESULT, replace(RESULT, violations=1))
    ]
    assert records[0]["sha256"] != records[1]["sha256"]
