"""What people decide is kept, in order, and never changed."""

import sqlite3
from dataclasses import replace

import pytest

from pipelines.errors import Refused
from pipelines.settings import Settings
from pipelines.store import Workbench


def record(workbench: Workbench, application: str = "a1", decision: str = "approve") -> str:
    return workbench.record_decision(
        application_id=application,
        decision=decision,
        amount_cents=3_000_000,
        actor="Ann",
        reason="checked the invoices",
        evidence={"pd": 0.04, "steps": ["score"]},
    )


def test_decisions_come_back_newest_first(settings):
    workbench = Workbench(settings)
    first, second = record(workbench), record(workbench, "a2", "decline")
    assert [d.decision_id for d in workbench.decisions()] == [second, first]
    assert [d.decision for d in workbench.decisions("a1")] == ["approve"]
    assert workbench.decisions("a1")[0].evidence == {"pd": 0.04, "steps": ["score"]}


def test_unknown_decision_is_not_stored(settings):
    workbench = Workbench(settings)
    with pytest.raises(sqlite3.IntegrityError):
        record(workbench, decision="maybe")
    assert workbench.decisions() == []


def test_newest_assignment_holds_the_role(settings):
    workbench = Workbench(settings)
    assert workbench.role_holder("champion") is None
    for model in ("m-1", "m-2"):
        workbench.assign_role(model_id=model, role="champion", actor="Ann", reason="better")
    held = workbench.role_holder("champion")
    assert held is not None
    assert held.model_id == "m-2"
    assert [role.model_id for role in workbench.roles()] == ["m-2", "m-1"]


def test_findings_and_sign_offs_of_a_model(settings):
    workbench = Workbench(settings)
    workbench.record_finding(model_id="m-1", severity="high", title="t", detail="d", actor="Rita")
    workbench.sign_off(
        model_id="m-1", version_id="3-ab", verdict="rejected", note="see finding", actor="Rita"
    )
    assert [f.severity for f in workbench.findings("m-1")] == ["high"]
    assert [s.verdict for s in workbench.sign_offs("m-1")] == ["rejected"]
    assert workbench.findings("m-2") == workbench.sign_offs("m-2") == []


def test_writes_are_durable_and_logged_ahead(settings):
    record(Workbench(settings))
    con = sqlite3.connect(settings.workbench)
    try:
        assert con.execute("pragma journal_mode").fetchone() == ("wal",)
        assert con.execute("select count(*) from decisions").fetchone() == (1,)
    finally:
        con.close()


def test_a_full_disk_is_refused_and_keeps_nothing(tmp_path):
    workbench = Workbench(replace(Settings(), store=tmp_path))

    def overfill() -> None:
        with workbench.transaction() as con:
            con.execute("insert into model_roles values ('2026', 'champion', 'm-1', 'Ann', 'x')")
            con.execute("pragma max_page_count = 1")
            con.execute("create table more as select randomblob(1000000) as bytes")

    with pytest.raises(Refused, match="full"):
        overfill()
    assert workbench.roles() == []
