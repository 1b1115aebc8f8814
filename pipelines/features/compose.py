"""One SQL statement for all features, put together from the catalogue's own expressions.

Only the project's own text is composed here: definitions and stage files. Values never are.
"""

from functools import cache
from pathlib import Path

from pipelines.features.catalogue import Feature, Measure, families
from pipelines.store import sql_text

STAGES = ("days", "weeks", "months", "buyers", "purchase_days", "suppliers")
LAST = "application"
SLOT = "/* measures */"


@cache
def features_sql() -> str:
    """The statement whose result is one row per application: its ids, its day and every feature."""
    ctes = [f"cuts as (\n{_stage_text('cuts')})"]
    ctes += [f"{stage} as (\n{_stage_sql(stage)})" for stage in STAGES]
    ctes.append(f"joined as (\n{_joined_sql()})")
    ctes.append(f"measured as (\n{_measured_sql()})")
    names = ",\n    ".join(feature.name for family in families() for feature in family.features)
    return (
        f"with {', '.join(ctes)}\n"
        f"select\n    application_id,\n    merchant_id,\n    applied_at,\n    {names}\n"
        "from measured\norder by application_id\n"
    )


def definitions(stage: str) -> list[Feature | Measure]:
    """What is computed at `stage`, in an order in which each only needs those before it."""
    items: list[Feature | Measure] = []
    for family in families():
        items += [*family.measures, *family.features]
    return [item for item in items if item.stage == stage]


def _stage_text(stage: str) -> str:
    return sql_text(__file__, str(Path("stages") / f"{stage}.sql"))


def _select_list(stage: str) -> str:
    return ",\n    ".join(f"{item.sql} as {item.name}" for item in definitions(stage))


def _stage_sql(stage: str) -> str:
    return _stage_text(stage).replace(SLOT, _select_list(stage))


def _joined_sql() -> str:
    columns = [f"{stage}.{item.name}" for stage in STAGES for item in definitions(stage)]
    joins = [f"left join {s} on {s}.application_id = cuts.application_id" for s in STAGES]
    listed = ",\n    ".join(["cuts.*", *columns])
    return f"select\n    {listed}\nfrom cuts\n" + "\n".join(joins) + "\n"


def _measured_sql() -> str:
    return f"select\n    joined.*,\n    {_select_list(LAST)}\nfrom joined\n"
