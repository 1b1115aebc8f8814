"""What the Review page asks: the proofs of the champion, reasons, groups, findings, sign-offs."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard.queries.store import history, policy, read, settings, still_at
from pipelines.reasons import load_statements
from pipelines.review import CHECKLIST, Case, Cohort, Result, case_for, cohorts
from pipelines.review.cohorts import Grouping
from pipelines.store import Finding, SignOff, Workbench

Report = Callable[[float, str], None]


def proofs(version_id: str, model_id: str, report: Report) -> dict[str, Result]:
    """The checklist's results by name; `report` is told how far it is while they are run."""
    key = (str(settings().store), version_id, model_id, _marks())
    found = {}
    for place, proof in enumerate(CHECKLIST):
        report(place / len(CHECKLIST), proof.title)
        found[proof.name] = _proof(*key, proof.name)
    return found


@st.cache_data(show_spinner=False, max_entries=128)
def _proof(store: str, version_id: str, model_id: str, marks: tuple[int, ...], name: str) -> Result:
    proof = next(proof for proof in CHECKLIST if proof.name == name)
    result = proof.run(_case(store, version_id, model_id))
    still_at(version_id, history())
    return result


@st.cache_resource(show_spinner=False, max_entries=2)
def _case(store: str, version_id: str, model_id: str) -> Case:
    return case_for(settings(), history())


def _marks() -> tuple[int, ...]:
    """When the files that proofs read beside the history last changed."""
    files = [settings().reasons, *sorted(settings().models.glob("*/*"))]
    return tuple(_changed(path) for path in files)


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0


def reasons(version_id: str) -> pd.DataFrame:
    """Every governed statement with the applications it was given to and the features behind it."""
    given = read("review_reasons", version_id).set_index("code")
    mapped = read("review_reason_features", version_id).set_index("code")["features"]
    rows = [
        {
            "code": code,
            "group": statement.group,
            "statement": statement.statement,
            "applications": int(given["applications"].get(code, 0)),
            "first": int(given["first"].get(code, 0)),
            "features": int(mapped.get(code, 0)),
            "owner": statement.owner,
            "effective_on": statement.effective_on,
        }
        for code, statement in load_statements(settings().reasons).items()
    ]
    return pd.DataFrame(rows).sort_values("applications", ascending=False, kind="stable")


def answers(version_id: str) -> Mapping[str, int]:
    """How many scored applications got each answer."""
    frame = read("review_answers", version_id)
    return {
        str(name): int(n) for name, n in zip(frame["decision"], frame["applications"], strict=True)
    }


def groups(version_id: str, by: Grouping) -> tuple[Cohort, ...]:
    """Approval by group of merchants."""
    return _groups(str(settings().store), version_id, by)


@st.cache_data(show_spinner=False, max_entries=16)
def _groups(store: str, version_id: str, by: Grouping) -> tuple[Cohort, ...]:
    reader = history()
    found = cohorts(reader, by)
    still_at(version_id, reader)
    return found


def policy_version() -> str:
    """The version of the policy in force."""
    return policy().version


def findings() -> list[Finding]:
    """All findings, newest first."""
    return Workbench(settings()).findings()


def sign_offs() -> list[SignOff]:
    """All sign-offs, newest first."""
    return Workbench(settings()).sign_offs()
