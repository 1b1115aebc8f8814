"""Features that cannot matter to a model: one value only, or none at all."""

from pipelines.model.data import TrainingData

NAMED = 5


def unused_feature_remarks(data: TrainingData) -> tuple[str, ...]:
    """Name the features that are constant, and of those that are missing, in every case."""
    columns = {str(name): values for name, values in data.frame.items()}
    distinct = {name: values.nunique() for name, values in columns.items()}
    empty = [name for name in columns if distinct[name] == 0]
    constant = [name for name in columns if distinct[name] == 1 and not columns[name].isna().any()]
    found = []
    if empty:
        found.append(f"missing in every case, so the model cannot use {_named(empty)}")
    if constant:
        found.append(f"one value in every case, so the model cannot use {_named(constant)}")
    return tuple(found)


def _named(names: list[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
