"""Details of a model: where it came from, how it was fitted, and its records to keep."""

import pandas as pd
import streamlit as st

from dashboard import formats
from dashboard.panels.models import signature
from dashboard.panels.promotion import show_decided
from dashboard.queries import models
from pipelines.model import Manifest
from pipelines.validation import ValidationReport


def show_details(model: Manifest) -> None:
    """Parameters, split, seed, versions and hashes, and every change of champion proposed."""
    report = models.report(model)
    for remark in model.remarks:
        st.caption(formats.markdown(f"{remark[:1].upper()}{remark[1:]}."))
    left, right = st.columns(2)
    left.markdown("**Where it came from**")
    left.table(_facts(model) | _validated(report), border="horizontal")
    right.markdown("**How it was fitted**, in CatBoost's own names")
    right.table(
        {name.replace("_", " "): str(value) for name, value in model.parameters.items()}
        | {f"{name} version": value for name, value in model.library_versions.items()},
        border="horizontal",
    )
    with st.container(horizontal=True):
        _download("Model record (JSON)", model.to_json(), f"{model.model_id}.json")
        if report is not None:
            name = f"{model.model_id}-validation.json"
            _download("Validation report (JSON)", report.to_json(), name)
    show_decided()


def _download(label: str, content: str, name: str) -> None:
    st.download_button(
        label, content, name, "application/json", icon=":material/download:", on_click="ignore"
    )


def _facts(model: Manifest) -> dict[str, str]:
    approved = models.approval(model.model_id)
    given = next((r for r in models.roles() if r.model_id == model.model_id), None)
    facts = {
        "Model": model.model_id,
        "SHA-256": f"`{model.sha256[:32]}` `{model.sha256[32:]}`",
        "Trained": formats.moment(pd.Timestamp(model.trained_at)),
        "Champion by": f"{given.actor}: {given.reason}" if given else "never champion",
        "Signature": signature(approved),
        "Trained on": f"version {model.data_version}, content `{model.content_hash[:12]}`",
        "Code": model.code_version,
        "Learned": model.fitted,
        "Label": model.label,
        "Cases": f"{model.n:,} outcomes, {model.bads:,} bad ({formats.rate(model.bad_rate)})",
        "Features": f"{len(model.features)}, {len(model.categorical)} of them categorical, "
        f"{sum(map(bool, model.directions.values()))} constrained in direction",
        "Trees": str(model.trees),
        "Fitted with": f"seed {model.seed}, {model.threads} threads, {model.unit}",
        "Judged": model.split,
        "Hold-out": f"`{model.hold_out}`" if model.hold_out else "none: cross-validation",
    }
    return {k: v if "`" in v else formats.markdown(v) for k, v in facts.items()}


def _validated(report: ValidationReport | None) -> dict[str, str]:
    """What the validation did besides the tabs: directions swept, peers built."""
    if report is None:
        return {"Validated": "no report"}
    kept = report.directions
    worst = f", worst in {kept.worst}" if kept.worst else ""
    found = {
        "Validated": f"{formats.moment(pd.Timestamp(report.validated_at))} under model policy "
        f"{report.policy_version}",
        "Directions": f"{kept.features} constrained features swept for {kept.sweeps:,} cases, "
        f"{kept.violations:,} against their direction{worst}",
    }
    found |= {peer.name: peer.about for peer in report.peers}
    return {name: formats.markdown(text) for name, text in found.items()}
