"""A registered model's leaf tables, built once for as long as the model is held."""

from weakref import WeakKeyDictionary

from pipelines.errors import Refused
from pipelines.explain.leaf_tables import LeafTables, leaf_tables
from pipelines.model import Model

_BUILT: "WeakKeyDictionary[Model, LeafTables | None]" = WeakKeyDictionary()


def tables_of(model: Model) -> LeafTables | None:
    """The path-dependent tables of `model`; None where no table can hold it."""
    if model not in _BUILT:
        try:
            _BUILT[model] = leaf_tables(model.booster)
        except Refused:
            _BUILT[model] = None
    return _BUILT[model]
