"""A change of champion: proposed by one person, decided by another."""

import json
import sqlite3
import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pipelines.errors import Refused
from pipelines.store.sql import sql_text
from pipelines.store.workbench import Workbench, moment, utc_now

Verdict = Literal["approved", "rejected"]
UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5") | frozenset(map(chr, range(0xFE00, 0xFE10)))
"""Letters and marks that show nothing: joiners, fillers and variation selectors."""


@dataclass(frozen=True)
class Promotion:
    """A proposal that a model become champion; its last four fields are None until decided."""

    promotion_id: str
    proposed_at: datetime
    model_id: str
    proposed_by: str
    reason: str
    evidence: dict[str, Any]
    decided_at: datetime | None
    verdict: Verdict | None
    decided_by: str | None
    note: str | None

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.verdict is None


class Promotions:
    """Proposals and verdicts in `workbench.sqlite`; a role changes in the verdict's transaction."""

    def __init__(self, workbench: Workbench) -> None:
        self._workbench = workbench

    def newest_first(self) -> list[Promotion]:
        """All proposals."""
        with self._workbench.transaction() as con:
            rows = con.execute(_sql("promotions")).fetchall()
        return [_promotion(row) for row in rows]

    def propose(
        self, *, model_id: str, actor: str, reason: str, evidence: Mapping[str, object]
    ) -> str:
        """Record a proposal and return its id.

        Refused without a name and a reason, and while the model is proposed already.
        """
        name, why = _named(actor, "who proposes it"), _said(reason, "the reason")
        promotion_id = uuid.uuid4().hex[:12]
        with self._workbench.transaction() as con:
            values = {
                "promotion_id": promotion_id,
                "at": utc_now(),
                "model_id": model_id,
                "proposed_by": name,
                "reason": why,
                "evidence": json.dumps(evidence, sort_keys=True),
            }
            if con.execute(_sql("insert_promotion"), values).rowcount == 0:
                raise Refused(
                    f"{model_id} has been proposed already: somebody else has to decide that"
                )
        return promotion_id

    def decide(self, promotion_id: str, *, verdict: Verdict, actor: str, note: str) -> Promotion:
        """Record a verdict, and with an approval the new champion, in one transaction.

        Refused when nothing of that id is open, or its proposer decides it.
        """
        found = next((p for p in self.newest_first() if p.promotion_id == promotion_id), None)
        name, why = _named(actor, "who decides it"), _said(note, "a note on what was checked")
        if found is None:
            raise Refused(f"No promotion {promotion_id!r} has been proposed: see `models list`")
        if _person(name) == _person(found.proposed_by):
            raise Refused(
                f"{name} proposed {found.model_id}, so somebody else has to decide: a champion "
                "takes a second person"
            )
        try:
            self._store(found, verdict, name, why)
        except sqlite3.IntegrityError as error:
            raise Refused(f"Promotion {promotion_id} has been decided already") from error
        return next(p for p in self.newest_first() if p.promotion_id == promotion_id)

    def _store(self, found: Promotion, verdict: Verdict, actor: str, note: str) -> None:
        at = utc_now()
        decided = {"at": at, "verdict": verdict, "decided_by": actor, "note": note}
        role = {"at": at, "role": "champion", "model_id": found.model_id, "actor": actor}
        why = f"proposed by {found.proposed_by}: {found.reason}; approved: {note}"
        with self._workbench.transaction() as con:
            con.execute(
                _sql("insert_promotion_verdict"), decided | {"promotion_id": found.promotion_id}
            )
            if verdict == "approved":
                con.execute(_sql("insert_role"), role | {"reason": why})


def _promotion(row: tuple[Any, ...]) -> Promotion:
    promotion_id, proposed_at, model_id, proposed_by, reason, evidence, decided_at, *verdict = row
    return Promotion(
        promotion_id,
        moment(proposed_at),
        model_id,
        proposed_by,
        reason,
        json.loads(evidence),
        None if decided_at is None else moment(decided_at),
        *verdict,
    )


def _said(text: str, what: str) -> str:
    """The text in one line; Refused when there is nothing in it."""
    said = " ".join(text.split())
    if not said:
        raise Refused(f"Say {what}: it is recorded with the change")
    return said


def _named(text: str, what: str) -> str:
    """A name in one line; Refused unless it can be told from another."""
    if not _person(_said(text, what)):
        raise Refused(f"Say {what} in letters: it is recorded with the change")
    return _said(text, what)


def _person(name: str) -> str:
    """What two spellings of one name share: letters, their marks and digits, in one case.

    Spaces, stops and characters that cannot be seen do not make another person.
    """
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(c for c in plain if unicodedata.category(c)[0] in "LMN" and c not in UNSEEN)


def _sql(name: str) -> str:
    return sql_text(__file__, f"workbench_sql/{name}.sql")
