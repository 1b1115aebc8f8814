"""Saved policy scenarios, and those proposed as the next version of the policy."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from pipelines.store.sql import sql_text
from pipelines.store.workbench import Workbench, moment, utc_now


@dataclass(frozen=True)
class Scenario:
    """One saved version; `number` counts the versions under a name, from 1.

    `policy_text` is a whole policy file, `base_version` the policy it was drafted from.
    """

    scenario_id: str
    saved_at: datetime
    name: str
    number: int
    author: str
    note: str
    policy_text: str
    base_version: str


@dataclass(frozen=True)
class ScenarioProposal:
    """A scenario proposed as the next policy; `policy_text` is the file as it would be put in."""

    proposal_id: str
    proposed_at: datetime
    scenario_id: str
    proposed_by: str
    reason: str
    policy_text: str


class Scenarios:
    """Scenarios and proposals in `workbench.sqlite`; nothing is ever changed or deleted."""

    def __init__(self, workbench: Workbench) -> None:
        self._workbench = workbench

    def save(
        self, *, name: str, author: str, note: str, policy_text: str, base_version: str
    ) -> Scenario:
        """Store a new version under its name; the versions before stay as they are."""
        scenario_id = uuid.uuid4().hex[:12]
        values = {
            "scenario_id": scenario_id,
            "at": utc_now(),
            "name": name,
            "author": author,
            "note": note,
            "policy_text": policy_text,
            "base_version": base_version,
        }
        with self._workbench.transaction() as con:
            con.execute(_sql("insert_scenario"), values)
        return self._select(scenario_id)[0]

    def newest_first(self) -> list[Scenario]:
        """Every version of every scenario."""
        return self._select(None)

    def scenario(self, scenario_id: str) -> Scenario | None:
        """The version of that id, if there is one."""
        return next(iter(self._select(scenario_id)), None)

    def propose(
        self, *, scenario_id: str, proposed_by: str, reason: str, policy_text: str
    ) -> ScenarioProposal:
        """Store that somebody proposes a scenario as the next policy."""
        values = {
            "proposal_id": uuid.uuid4().hex[:12],
            "at": utc_now(),
            "scenario_id": scenario_id,
            "proposed_by": proposed_by,
            "reason": reason,
            "policy_text": policy_text,
        }
        with self._workbench.transaction() as con:
            con.execute(_sql("insert_scenario_proposal"), values)
        return self.proposals()[0]

    def proposals(self) -> list[ScenarioProposal]:
        """All proposals, newest first."""
        with self._workbench.transaction() as con:
            rows = con.execute(_sql("scenario_proposals")).fetchall()
        return [ScenarioProposal(r[0], moment(r[1]), *r[2:]) for r in rows]

    def _select(self, scenario_id: str | None) -> list[Scenario]:
        with self._workbench.transaction() as con:
            rows = con.execute(_sql("scenarios"), {"scenario_id": scenario_id}).fetchall()
        return [Scenario(r[0], moment(r[1]), *r[2:]) for r in rows]


def _sql(name: str) -> str:
    return sql_text(__file__, f"workbench_sql/{name}.sql")
