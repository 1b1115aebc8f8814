"""What the Models page asks: the registered models, who holds which role, the judged cases."""

from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard import formats
from dashboard.queries.store import policy, read, settings
from pipelines.errors import Refused
from pipelines.model import SHORTFALL, Manifest, judged_cases, registered
from pipelines.monitoring import Shift, shift
from pipelines.stats.calibration import CalibrationBin, calibration_table
from pipelines.store import RoleAssignment, SignOff, Workbench


def manifests() -> list[Manifest]:
    """The records of all registered models, newest first."""
    folder = settings().models
    marks = tuple(
        sorted((str(path), path.stat().st_mtime_ns) for path in folder.glob("*/manifest.json"))
    )
    return _manifests(str(settings().store), marks)


@st.cache_resource(show_spinner=False, max_entries=8)
def _manifests(store: str, marks: tuple[tuple[str, int], ...]) -> list[Manifest]:
    return registered(settings())


def role(name: str = "champion") -> RoleAssignment | None:
    """Who holds the role now."""
    return Workbench(settings()).role_holder(name)


def roles() -> list[RoleAssignment]:
    """All role assignments, newest first."""
    return Workbench(settings()).roles()


def approval(model_id: str) -> SignOff | None:
    """The newest verdict on the model that a person signed, if any."""
    return next(iter(Workbench(settings()).sign_offs(model_id)), None)


def champion_label() -> str | None:
    """What a bad is to the champion: "default" or the proxy "shortfall"; None without a champion.

    None, too, where a record cannot be read: the pages that use the model say why.
    """
    held = role()
    try:
        records = manifests() if held else []
    except Refused:
        return None
    return next((one.label for one in records if held and one.model_id == held.model_id), None)


def role_of(model_id: str) -> str:
    """The model's present role in words; a former champion is called so."""
    held = [assigned for assigned in roles() if assigned.role == "champion"]
    if held and held[0].model_id == model_id:
        return "champion"
    return "former champion" if any(one.model_id == model_id for one in held) else "registered"


def judged(manifest: Manifest) -> pd.DataFrame:
    """The cases the model was judged on: index application_id; bad, score, pd."""
    path = settings().models / manifest.sha256 / "judged.parquet"
    return _judged(str(path), manifest.model_id, _changed(path))


@st.cache_data(show_spinner=False, max_entries=8)
def _judged(path: str, model_id: str, changed_ns: int) -> pd.DataFrame:
    return judged_cases(settings(), model_id)


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0


def sample(version_id: str) -> str:
    """What the page rests on, in words."""
    on_the_proxy = champion_label() == SHORTFALL
    name = "models_shortfalls" if on_the_proxy else "models_outcomes"
    found = read(name, version_id).iloc[0]
    what = "proxy label" if on_the_proxy else "known outcome"
    known = formats.plural(int(found["n"]), what)
    return f"{known}, {formats.count(found['bads'])} of them bad"


def scored_by(version_id: str) -> str | None:
    """The model whose scores are in the store, if any."""
    frame = read("models_scored_by", version_id)
    return None if frame.empty else str(frame["model_id"].iloc[0])


def reach(version_id: str) -> Shift | None:
    """The PDs of applications without an outcome against those with one; None for too few."""
    scores = read("models_scores", version_id)
    known, other = (scores.loc[scores["has_outcome"] == flag, "pd"] for flag in (True, False))
    return shift(known, other)


def by_grade(judged_pds: pd.DataFrame) -> list[tuple[str, CalibrationBin]]:
    """The judged cases by the policy's grades, best grade first, as rows of a calibration table."""
    grades = policy().grades_for(judged_pds["pd"].to_numpy())
    return [
        (str(grade), calibration_table(part["bad"], part["pd"], bins=1)[0])
        for grade, part in judged_pds.groupby(grades)
    ]
