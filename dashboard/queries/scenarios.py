"""Saved scenarios of the policy, as the Policy lab reads them."""

import streamlit as st

from dashboard.queries.store import settings
from pipelines.offers import Policy
from pipelines.simulation.scenarios import find_scenario, scenario_policy
from pipelines.store import Workbench
from pipelines.store.scenarios import Scenario, ScenarioProposal, Scenarios

PARAMETER = "scenario"


def workbench() -> Workbench:
    """The store's workbench."""
    return Workbench(settings())


def saved() -> list[Scenario]:
    """Every version of every scenario, newest first."""
    return Scenarios(workbench()).newest_first()


def proposals() -> list[ScenarioProposal]:
    """Scenarios proposed as the next policy, newest first."""
    return Scenarios(workbench()).proposals()


def opened() -> Scenario | None:
    """The scenario that the address names, if any; Refused where there is no such one."""
    asked = st.query_params.get(PARAMETER)
    if not asked:
        return None
    found = find_scenario(workbench(), asked)
    policy_of(found)
    return found


def policy_of(scenario: Scenario) -> Policy:
    """Its policy, read once; Refused where it is no valid policy any more."""
    return _policy(scenario.scenario_id, scenario.policy_text, scenario)


@st.cache_resource(show_spinner=False, max_entries=32)
def _policy(scenario_id: str, text: str, _scenario: Scenario) -> Policy:
    return scenario_policy(_scenario)
