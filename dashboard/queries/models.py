"""What the Models page asks: the registered models, their roles, cases, validation and rivals."""

from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard import formats
from dashboard.queries.store import read, settings
from pipelines import model
from pipelines.errors import Refused
from pipelines.features import catalogue
from pipelines.model import SHORTFALL, Comparison, Manifest, judged_cases, registered
from pipelines.stats.calibration import CalibrationBin, calibration_table
from pipelines.store import Promotion, Promotions, RoleAssignment, SignOff, Workbench
from pipelines.validation import ValidationReport, report_of

USUAL_APPROVAL = 0.5


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


def is_champion(model_id: str) -> bool:
    """Whether that model decides now."""
    held = role()
    return held is not None and held.model_id == model_id


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
    return "former champion" if any(one.model_id == model_id for one in held) else "challenger"


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


def report(manifest: Manifest) -> ValidationReport | None:
    """The model's validation report; None where it has none."""
    path = settings().models / manifest.sha256 / "validation.json"
    return _report(str(path), manifest.model_id, _changed(path))


# Records are frozen, so pages share them instead of copying at every rerun.
@st.cache_resource(show_spinner=False, max_entries=8)
def _report(path: str, model_id: str, changed_ns: int) -> ValidationReport | None:
    return report_of(settings(), model_id)


def bins_before(manifest: Manifest) -> tuple[CalibrationBin, ...]:
    """The judged cases' calibration table by the PDs before they were calibrated."""
    cases = judged(manifest)
    return tuple(calibration_table(cases["bad"], cases["pd_before"]))


def promotions() -> list[Promotion]:
    """All proposals of a champion, newest first."""
    return Promotions(Workbench(settings())).newest_first()


def hold_out_uses(manifest: Manifest) -> int:
    """How many models have been judged on the model's hold-out by now; 0 in cross-validation."""
    if not manifest.hold_out:
        return 0
    return max(m.hold_out_use for m in manifests() if m.hold_out == manifest.hold_out)


def previous_champion(champion_id: str) -> str | None:
    """The model that decided before the champion did, if any."""
    held = [one.model_id for one in roles() if one.role == "champion"]
    return next((one for one in held if one != champion_id), None)


def comparison(first: Manifest, second: Manifest, version_id: str) -> Comparison | None:
    """First against second, each approving the share of cases that the book's offers approve."""
    share = read("models_approval", version_id)["share"].iloc[0]
    approval = USUAL_APPROVAL if pd.isna(share) else float(share)
    marks = tuple(
        _changed(settings().models / one.sha256 / "judged.parquet") for one in (first, second)
    )
    return _comparison(str(settings().store), first.model_id, second.model_id, approval, marks)


@st.cache_resource(show_spinner=False, max_entries=16)
def _comparison(
    store: str, first: str, second: str, approval: float, marks: tuple[int, ...]
) -> Comparison | None:
    return model.comparison(settings(), first, second, approval=approval)


def labels() -> dict[str, str]:
    """What each feature of the catalogue is called on a page, by its name."""
    return {feature.name: feature.label for feature in catalogue()}
