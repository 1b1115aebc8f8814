"""One score against each of the model's baselines; tables are built once for each of them."""

from collections.abc import Mapping

import streamlit as st

from dashboard.queries.desk import desk
from dashboard.queries.store import settings
from pipelines.errors import Refused
from pipelines.explain import Baselines, Explanation, ReasonIndex, baseline_tables, read_baselines
from pipelines.explain.baselines import FITTED, FITTED_LABEL, RECORD_FILE, tables_against
from pipelines.explain.leaf_tables import LeafTables
from pipelines.explain.reasons_by_baseline import Seen, reasons_by_baseline, row_of
from pipelines.model import Model
from pipelines.model.registry import model_folder

Frozen = tuple[str, str, int]
"""Store, model and the time at which its baselines were last written, 0 where it has none."""


def baselines(version_id: str) -> Baselines | Refused:
    """The champion's baselines, or why there are none."""
    model = desk(version_id).model
    try:
        return _baselines(_frozen(model), model)
    except Refused as refusal:
        return refusal


def labels(found: Baselines | Refused) -> dict[str, str]:
    """What each baseline is called, the cases the model was fitted on first."""
    known = {} if isinstance(found, Refused) else {s.name: s.label for s in found.sets}
    return {FITTED: FITTED_LABEL} | known


def seen(version_id: str, explanation: Explanation, names: Mapping[str, str]) -> tuple[Seen, ...]:
    """The score of that explanation against each named baseline."""
    held = desk(version_id)
    frozen = _frozen(held.model)
    tables = {name: _tables(frozen, name, held.model) for name in names}
    index = ReasonIndex.named(held.model.features, held.table.features)
    return reasons_by_baseline(tables, row_of(explanation, held.model), index, held.statements)


def _frozen(model: Model) -> Frozen:
    held = settings()
    path = model_folder(held, model.model_id) / RECORD_FILE
    return str(held.store), model.model_id, path.stat().st_mtime_ns if path.exists() else 0


@st.cache_resource(show_spinner=False, max_entries=4)
def _baselines(frozen: Frozen, _model: Model) -> Baselines:
    return read_baselines(settings(), _model)


@st.cache_resource(show_spinner=False, max_entries=24)
def _tables(frozen: Frozen, name: str, _model: Model) -> LeafTables:
    if name == FITTED:
        return baseline_tables(settings(), _model, name)
    return tables_against(_model, _baselines(frozen, _model).rows[name])
