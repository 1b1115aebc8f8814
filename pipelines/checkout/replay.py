"""Every kept decision taken again from its record: the same bytes, or it is named."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from pipelines.checkout.answers import ENCODER, answer, evidence
from pipelines.checkout.governed import read_again
from pipelines.checkout.grounds import Grounds
from pipelines.checkout.judge import CheckoutDecision, judge
from pipelines.checkout.score_tables import ScoreTables
from pipelines.errors import Refused
from pipelines.model import load_model
from pipelines.offers import Policy, load_policy
from pipelines.reasons import Statement, load_kept_statements
from pipelines.settings import Settings
from pipelines.store import Workbench
from pipelines.store.checkout_records import CheckoutRecord, kept_file


@dataclass(frozen=True)
class Replayed:
    """One decision taken again; `difference` is None where every byte is the same."""

    decision_id: str
    difference: str | None


@dataclass
class Replay:
    """Takes decisions again, reading each model, policy and set of statements once."""

    settings: Settings
    models: dict[str, ScoreTables] = field(default_factory=dict)
    policies: dict[str, Policy] = field(default_factory=dict)
    statements: dict[str, dict[str, Statement]] = field(default_factory=dict)

    def all(self, records: Iterable[CheckoutRecord]) -> Iterator[Replayed]:
        """Take every one of them again."""
        for record in records:
            try:
                yield Replayed(record.decision_id, self._difference(record))
            except Refused as refusal:
                yield Replayed(record.decision_id, str(refusal))

    def decided(self, record: CheckoutRecord) -> tuple[CheckoutDecision, Policy]:
        """One decision again, with the policy it was made by; Refused where a part is not there."""
        grounds = Grounds.from_json(msgspec.json.decode(record.grounds))
        policy = self._policy(record.policy_sha256)
        statements = self._statements(record.statements_sha256)
        tables = None if grounds.doubt else self._tables(grounds.model_id)
        return judge(grounds, tables, policy, statements), policy

    def _difference(self, record: CheckoutRecord) -> str | None:
        decided, policy = self.decided(record)
        again = answer(decided, policy.checkout, datetime.fromisoformat(record.decided_at))
        if again.body != record.answer:
            return "the answer differs"
        if again.offer_digest != record.offer_digest:
            return "the offer's digest differs"
        kept = self._as_noted_then(evidence(decided), record)
        return None if kept == record.evidence else "the evidence differs"

    def _as_noted_then(self, found: str, record: CheckoutRecord) -> str:
        """Evidence as it was noted at the time: a price had no reasons while statements had
        English alone.
        """
        statements = self._statements(record.statements_sha256).values()
        if any(statement.statement_zh for statement in statements):
            return found
        noted = msgspec.json.decode(found)
        for step in noted["steps"]:
            step["evidence"].pop("dearer_for", None)
        return ENCODER.encode(noted).decode()

    def _tables(self, model_id: str) -> ScoreTables:
        if model_id not in self.models:
            self.models[model_id] = ScoreTables.of(load_model(self.settings, model_id))
        return self.models[model_id]

    def _policy(self, sha256: str) -> Policy:
        if sha256 not in self.policies:
            self.policies[sha256] = read_again(self._file(sha256), load_policy)
        return self.policies[sha256]

    def _statements(self, sha256: str) -> dict[str, Statement]:
        if sha256 not in self.statements:
            self.statements[sha256] = read_again(self._file(sha256), load_kept_statements)
        return self.statements[sha256]

    def _file(self, sha256: str) -> str:
        with Workbench(self.settings).transaction() as con:
            content = kept_file(con, sha256)
        if content is None:
            raise Refused(f"no governed file {sha256[:12]} was kept: restore the workbench")
        return content
