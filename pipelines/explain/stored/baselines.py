"""How far the reasons of those turned away hang on whom they are compared with."""

from collections.abc import Mapping
from itertools import permutations

import duckdb
import pandas as pd

from pipelines.explain.baselines import has_baselines, tables_by_baseline
from pipelines.explain.model_rows import model_rows
from pipelines.explain.reason_agreement import Codes
from pipelines.explain.reasons_by_baseline import reason_codes
from pipelines.explain.score_reasons import ReasonIndex
from pipelines.explain.stored.sample import fixed_sample
from pipelines.features import FeatureTable
from pipelines.model import Model
from pipelines.settings import Settings
from pipelines.store import reset_table, sql_text

MOST = 500
"""Applications explained against every baseline."""


def store_baselines(
    con: duckdb.DuckDBPyConnection, settings: Settings, table: FeatureTable, model: Model
) -> None:
    """Fill `explain_baselines` and `explain_baseline_reasons` anew from a fixed sample.

    It is drawn from the applications of `table` that the offers decline or refer. Both tables stay
    empty where there are none, or where no baselines were frozen with the model.
    """
    for name in ("explain_baselines", "explain_baseline_reasons"):
        reset_table(con, name)
    found = con.execute(sql_text(__file__, "sql/turned_away.sql")).fetchall()
    ids = [application_id for (application_id,) in found]
    if not ids or not has_baselines(settings, model.model_id):
        return
    sampled = table.frame.loc[[ids[place] for place in fixed_sample(ids, MOST)]]
    index = ReasonIndex.named(model.features, table.features)
    given = _given(settings, model, sampled, index)
    filled = {
        "explain_baselines": agreement_rows(given),
        "explain_baseline_reasons": reason_rows(given, sorted(index.codes)),
    }
    for name, rows in filled.items():
        con.append(name, rows.assign(model_id=model.model_id), by_name=True)


def agreement_rows(given: Mapping[str, list[Codes]]) -> pd.DataFrame:
    """One row per ordered pair of baselines: the shares with the same reasons and the same first.

    `given` has the codes of the same applicants, in the same order, against each baseline; the
    order of the codes does not matter to the first share.
    """
    return pd.DataFrame(
        [
            {"first": first, "second": second, **_shares(given[first], given[second])}
            for first, second in permutations(given, 2)
        ]
    )


def reason_rows(given: Mapping[str, list[Codes]], codes: list[str]) -> pd.DataFrame:
    """One row per baseline and code: the share of the applicants who get it."""
    return pd.DataFrame(
        [
            {
                "baseline": name,
                "code": code,
                "share": sum(code in own for own in rows) / len(rows),
                "n": len(rows),
            }
            for name, rows in given.items()
            for code in codes
        ]
    )


def _shares(first: list[Codes], second: list[Codes]) -> dict[str, float]:
    pairs = list(zip(first, second, strict=True))
    return {
        "same_set": sum({*one} == {*other} for one, other in pairs) / len(pairs),
        "same_first": sum(one[:1] == other[:1] for one, other in pairs) / len(pairs),
        "n": len(pairs),
    }


def _given(
    settings: Settings, model: Model, sampled: pd.DataFrame, index: ReasonIndex
) -> dict[str, list[Codes]]:
    """The reason codes of the sampled applications against every baseline."""
    rows = model_rows(model, sampled)
    tables = tables_by_baseline(settings, model)
    return {
        name: reason_codes(against.explain_all(*rows)[1], index) for name, against in tables.items()
    }
