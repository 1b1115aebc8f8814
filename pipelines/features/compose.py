"""One SQL statement for the features asked for, put together from the catalogue's own expressions.

Only the project's own text is composed here: definitions and stage files. Values never are.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from graphlib import TopologicalSorter

from pipelines.features.catalogue import Definition, catalogue, definitions
from pipelines.features.stage import LAST, SPANS, STAGES, stage_named
from pipelines.store import sql_text

SLOT = "/* measures */"
WORD = re.compile(r"\b(?:([a-z])\.)?([a-z]\w*)\b")
OF_DAYS = re.compile(r"\bh\.([a-z]\w*)\b")


def features_sql(names: Iterable[str] | None = None, *, asked: str | None = None) -> str:
    """The statement whose result is one row per row of `asked`: its ids, its day and each feature.

    `asked` is a query of the project for application_id, merchant_id, applied_at,
    order_amount_cents and supplier_id; without it the caller provides a relation.
    `names` are the features wanted, all of the catalogue without it; only what they rest on is
    computed.
    """
    return _features_sql(tuple(names) if names is not None else None, asked)


@cache
def _features_sql(names: tuple[str, ...] | None, asked: str | None) -> str:
    wanted = names if names is not None else tuple(f.name for f in catalogue())
    needed = closure(wanted)
    ctes = [f"asked as (\n{asked})"] if asked else []
    ctes.append(f"cuts as (\n{_text('cuts')})")
    if any(item.stage == SPANS for item in needed):
        ctes.append(f"{SPANS} as (\n{_stage_sql(SPANS, needed)})")
    stages = [s.name for s in STAGES if any(item.stage == s.name for item in needed)]
    ctes += [f"{stage} as (\n{_stage_sql(stage, needed)})" for stage in stages]
    ctes.append(f"joined as (\n{_joined_sql(stages, needed)})")
    layers = _layers(needed)
    ctes += [_layer_sql(number, names) for number, names in enumerate(layers, start=1)]
    listed = ",\n    ".join(wanted)
    source = f"layer_{len(layers)}" if layers else "joined"
    return (
        f"with {', '.join(ctes)}\n"
        f"select\n    application_id,\n    merchant_id,\n    applied_at,\n    {listed}\n"
        f"from {source}\norder by application_id\n"
    )


def closure(names: Iterable[str]) -> tuple[Definition, ...]:
    """Every definition the named ones rest on, themselves too, each after those it rests on."""
    known = definitions()
    graph: dict[str, tuple[str, ...]] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in graph:
            graph[name] = rests_on(known[name])
            waiting += graph[name]
    return tuple(known[name] for name in TopologicalSorter(graph).static_order())


def rests_on(item: Definition) -> tuple[str, ...]:
    """The names of the definitions that `item` uses itself, in order.

    A definition of the last stage names others plainly, one over spans as `s.NAME`; a stage's file
    names what it takes from `days` as `h.NAME`.
    """
    used = {name for name in _named(item) if name in definitions()}
    return tuple(sorted(used - {item.name}))


def _named(item: Definition) -> Iterator[str]:
    if item.stage == LAST:
        yield from (name for _, name in WORD.findall(item.sql))
    elif item.stage != SPANS:
        if stage_named(item.stage).over_spans:
            yield from (name for alias, name in WORD.findall(item.sql) if alias == "s")
        yield from OF_DAYS.findall(_text(item.stage))


def _text(stage: str) -> str:
    return sql_text(__file__, f"stages/{stage}.sql")


def _select_list(stage: str, needed: Iterable[Definition]) -> str:
    return ",\n    ".join(f"{item.sql} as {item.name}" for item in needed if item.stage == stage)


def _stage_sql(stage: str, needed: Iterable[Definition]) -> str:
    return _text(stage).replace(SLOT, _select_list(stage, needed))


def _joined_sql(stages: list[str], needed: Iterable[Definition]) -> str:
    asked = ("application_id", "merchant_id", "applied_at", "order_amount_cents", "supplier_id")
    columns = [f"cuts.{name} as {name}" for name in (*asked, "applied_on", "cut_day")]
    columns += [
        f"{item.stage}.{item.name} as {item.name}" for item in needed if item.stage in stages
    ]
    keys = {stage: stage_named(stage).key for stage in stages}
    joins = [f"left join {s} on {s}.{key} = cuts.{key}" for s, key in keys.items()]
    listed = ",\n    ".join(columns)
    return f"select\n    {listed}\nfrom cuts\n" + "\n".join(joins) + "\n"


def _layers(needed: Iterable[Definition]) -> list[tuple[str, ...]]:
    """The last stage in layers, each resting on earlier layers and other stages alone."""
    depth: dict[str, int] = {}
    for item in needed:
        if item.stage == LAST:
            below = (depth[name] for name in rests_on(item) if name in depth)
            depth[item.name] = max(below, default=0) + 1
    deepest = max(depth.values(), default=0)
    return [tuple(n for n, d in depth.items() if d == layer) for layer in range(1, deepest + 1)]


def _layer_sql(number: int, names: tuple[str, ...]) -> str:
    """One layer: all that was there, and the named definitions computed from it."""
    source = f"layer_{number - 1}" if number > 1 else "joined"
    listed = ",\n    ".join(f"{definitions()[name].sql} as {name}" for name in names)
    return f"layer_{number} as (\nselect\n    {source}.*,\n    {listed}\nfrom {source}\n)"
