"""Scenarios: drafts of the policy that are named, kept, compared and proposed."""

from datetime import date

from pipelines.errors import Refused
from pipelines.offers import Policy, policy_document, policy_from_text, policy_toml
from pipelines.store import Workbench
from pipelines.store.scenarios import Scenario, ScenarioProposal, Scenarios

LONGEST_NAME = 80


def save_scenario(
    workbench: Workbench, *, name: str, author: str, note: str, policy_text: str, base: Policy
) -> Scenario:
    """Keep a draft under a name; the versions before stay.

    Raises Refused without a name and an author, and, in the words of the policy's own reader, when
    the text is no valid policy.
    """
    policy_from_text(policy_text)
    return Scenarios(workbench).save(
        name=_said(name, "a name for the scenario")[:LONGEST_NAME],
        author=_said(author, "who saves it"),
        note=" ".join(note.split()),
        policy_text=policy_text,
        base_version=base.version,
    )


def find_scenario(workbench: Workbench, scenario_id: str) -> Scenario:
    """The saved version of that id; Refused where there is none."""
    found = Scenarios(workbench).scenario(scenario_id)
    if found is None:
        raise Refused(f"no scenario {scenario_id!r} is saved in this store: check the link")
    return found


def scenario_policy(scenario: Scenario) -> Policy:
    """The scenario's policy; Refused where a later version of the program reads it no more."""
    try:
        return policy_from_text(scenario.policy_text)
    except Refused as refusal:
        raise Refused(
            f"scenario {scenario.name!r}, version {scenario.number}, is no valid policy any more "
            f"({refusal}): draft it again"
        ) from refusal


def propose_scenario(
    workbench: Workbench,
    scenario: Scenario,
    *,
    author: str,
    reason: str,
    effective_on: date,
    in_force: Policy,
) -> ScenarioProposal:
    """Record that somebody proposes the scenario as the next policy version.

    The proposal holds the file to put in: the scenario's rules under the next version's number,
    with this author, reason and day. Refused without an author and a reason, and when the scenario
    says what the policy in force says.
    """
    name, why = _said(author, "who proposes it"), _said(reason, "why")
    drafted = policy_document(scenario_policy(scenario))
    head = {"version": in_force.number + 1, "effective_on": effective_on}
    text = policy_toml(drafted | {"policy": head | {"author": name, "reason": why}})
    if rules(policy_from_text(text)) == rules(in_force):
        raise Refused("the scenario equals the policy in force: there is nothing to propose")
    return Scenarios(workbench).propose(
        scenario_id=scenario.scenario_id, proposed_by=name, reason=why, policy_text=text
    )


def rules(policy: Policy) -> dict[str, object]:
    """What the policy says, without its version, author, reason and day."""
    document = policy_document(policy)
    del document["policy"]
    return document


def _said(text: str, what: str) -> str:
    """The text in one line; Refused when there is nothing in it."""
    said = " ".join(text.split())
    if not said:
        raise Refused(f"say {what}: it is recorded with the scenario")
    return said
