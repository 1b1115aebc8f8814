"""`workbench.sqlite`: what people and the checkout decided, in small durable transactions."""

import json
import sqlite3
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.errors import Refused
from pipelines.settings import Settings
from pipelines.store.sql import sql_files, sql_text

SCHEMA = Path(__file__).with_name("workbench_schema")


@dataclass(frozen=True)
class RecordedDecision:
    """A decision as it was taken, with the evidence it rested on."""

    decision_id: str
    decided_at: datetime
    application_id: str
    decision: str
    amount_cents: int
    actor: str
    reason: str
    evidence: dict[str, Any]


@dataclass(frozen=True)
class RoleAssignment:
    """A model given a role by someone at some time."""

    assigned_at: datetime
    role: str
    model_id: str
    actor: str
    reason: str


@dataclass(frozen=True)
class Finding:
    """Something a reviewer found in a model; severity is low, medium or high."""

    finding_id: str
    found_at: datetime
    model_id: str
    severity: str
    title: str
    detail: str
    actor: str


@dataclass(frozen=True)
class SignOff:
    """A reviewer's verdict on a model as scored on a version of the history."""

    signed_at: datetime
    model_id: str
    version_id: str
    verdict: str
    note: str
    actor: str


class Workbench:
    """Reads and appends records; nothing is ever changed or deleted.

    A connection lives for one transaction, so pages, checkout and command line can write side by
    side (write-ahead log, full synchronisation).
    """

    def __init__(self, settings: Settings) -> None:
        settings.store.mkdir(parents=True, exist_ok=True)
        self._path = settings.workbench
        with self.transaction() as con:
            for _, text in sql_files(SCHEMA):
                con.execute(text)

    def record_decision(
        self,
        *,
        application_id: str,
        decision: str,
        amount_cents: int,
        actor: str,
        reason: str,
        evidence: Mapping[str, object],
    ) -> str:
        """Store a decision durably and return its id."""
        decision_id = uuid.uuid4().hex
        self._insert(
            "insert_decision",
            decision_id=decision_id,
            at=utc_now(),
            application_id=application_id,
            decision=decision,
            amount_cents=amount_cents,
            actor=actor,
            reason=reason,
            evidence=json.dumps(evidence, sort_keys=True),
        )
        return decision_id

    def decisions(self, application_id: str | None = None) -> list[RecordedDecision]:
        """Decisions taken, newest first, of one application or of all."""
        rows = self._select("decisions", application_id=application_id)
        return [
            RecordedDecision(r[0], moment(r[1]), r[2], r[3], r[4], r[5], r[6], json.loads(r[7]))
            for r in rows
        ]

    def assign_role(self, *, model_id: str, role: str, actor: str, reason: str) -> None:
        """Give a model the role of champion or challenger from now on."""
        self._insert(
            "insert_role", at=utc_now(), role=role, model_id=model_id, actor=actor, reason=reason
        )

    def roles(self) -> list[RoleAssignment]:
        """All role assignments, newest first."""
        return [RoleAssignment(moment(r[0]), *r[1:]) for r in self._select("roles")]

    def role_holder(self, role: str) -> RoleAssignment | None:
        """Who holds `role` now, if anyone."""
        return next((held for held in self.roles() if held.role == role), None)

    def use_hold_out(self, *, hold_out: str, model_id: str, actor: str) -> None:
        """Record that a model has been judged on a hold-out."""
        self._insert(
            "use_hold_out", at=utc_now(), hold_out=hold_out, model_id=model_id, actor=actor
        )

    def judged_on(self, hold_out: str) -> list[str]:
        """The models that have been judged on a hold-out, first one first."""
        return [row[0] for row in self._select("judged_on", hold_out=hold_out)]

    def record_finding(
        self, *, model_id: str, severity: str, title: str, detail: str, actor: str
    ) -> str:
        """Store a finding and return its id."""
        finding_id = uuid.uuid4().hex
        self._insert(
            "insert_finding",
            finding_id=finding_id,
            at=utc_now(),
            model_id=model_id,
            severity=severity,
            title=title,
            detail=detail,
            actor=actor,
        )
        return finding_id

    def findings(self, model_id: str | None = None) -> list[Finding]:
        """Findings, newest first, of one model or of all."""
        rows = self._select("findings", model_id=model_id)
        return [Finding(r[0], moment(r[1]), *r[2:]) for r in rows]

    def sign_off(
        self, *, model_id: str, version_id: str, verdict: str, note: str, actor: str
    ) -> None:
        """Store a reviewer's verdict."""
        self._insert(
            "insert_sign_off",
            at=utc_now(),
            model_id=model_id,
            version_id=version_id,
            verdict=verdict,
            note=note,
            actor=actor,
        )

    def sign_offs(self, model_id: str | None = None) -> list[SignOff]:
        """Sign-offs, newest first, of one model or of all."""
        return [SignOff(moment(r[0]), *r[1:]) for r in self._select("sign_offs", model_id=model_id)]

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A connection whose statements are kept together, or not at all when one fails.

        Refused where the disk is full, or another process holds the file for too long.
        """
        con = sqlite3.connect(self._path, timeout=10)
        try:
            con.execute("pragma journal_mode = wal")
            con.execute("pragma synchronous = full")
            with con:
                yield con
        except sqlite3.OperationalError as error:
            raise Refused(
                f"{self._path} cannot be read or written ({error}): make room or give access, "
                "then try again"
            ) from error
        finally:
            con.close()

    def _insert(self, name: str, **values: object) -> None:
        with self.transaction() as con:
            con.execute(sql_text(__file__, f"workbench_sql/{name}.sql"), values)

    def _select(self, name: str, **values: object) -> list[tuple[Any, ...]]:
        with self.transaction() as con:
            return con.execute(sql_text(__file__, f"workbench_sql/{name}.sql"), values).fetchall()


def utc_now() -> str:
    """This moment, as the workbench writes it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """A moment that the workbench has written."""
    return datetime.fromisoformat(text)
