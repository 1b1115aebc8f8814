"""Filling the tables that the global explanation is read from."""

from dataclasses import dataclass, replace

import duckdb
import numpy as np
import pandas as pd

from pipelines.explain.contributions import Contributions
from pipelines.explain.stored import sample
from pipelines.explain.stored.cohorts import Drivers, Floats, importance_rows, joint
from pipelines.explain.stored.dependence import category_steps, number_steps
from pipelines.explain.stored.direction import directions
from pipelines.explain.stored.interactions import interaction_rows, partners
from pipelines.explain.stored.months import month_rows
from pipelines.features import FeatureTable
from pipelines.features.table import MISSING
from pipelines.model import Model
from pipelines.store import reset_table, sql_text


@dataclass(frozen=True, eq=False)
class Explained:
    """A scored book: its applications' features (`numbers`, NaN for a category) and what they add.

    `ranks` are the numbers' average ranks over the applications that have one.
    """

    application_ids: tuple[str, ...]
    features: Drivers
    groups: Drivers
    numbers: Floats
    ranks: Floats
    table: FeatureTable
    model: Model


def store_explanations(
    con: duckdb.DuckDBPyConnection, found: Contributions, table: FeatureTable, model: Model
) -> None:
    """Fill the tables `explain_*` anew from contributions of applications of `table`, in its order.

    Scores and offers must be written: cohorts are formed by grade and decision, too.
    """
    table = _only(table, found)
    book = explained(found, table, model)
    measured = sample.fixed_sample(found.application_ids, sample.MEASURED)
    pairs = interaction_rows(model, table.frame.iloc[measured])
    members = con.execute(sql_text(__file__, "sql/members.sql")).df()
    importance = _importance(book, members[members["application_id"].isin(table.frame.index)])
    filled = {
        "explain_importance": importance,
        "explain_months": _months(book),
        "explain_interactions": pairs,
        "explain_dependence": _dependence(book),
        **_samples(book, partners(pairs), importance),
    }
    for name, rows in filled.items():
        reset_table(con, name)
        con.append(name, rows.assign(model_id=model.model_id), by_name=True)


def _only(table: FeatureTable, found: Contributions) -> FeatureTable:
    """The table with the explained applications alone."""
    if len(found.application_ids) == len(table.frame):
        return table
    ids = list(found.application_ids)
    return replace(table, frame=table.frame.loc[ids], applications=table.applications.loc[ids])


def explained(found: Contributions, table: FeatureTable, model: Model) -> Explained:
    """The book by feature and by driver group."""
    features = Drivers("feature", found.features, found.values)
    numbers = _numbers(table.frame, model)
    return Explained(
        application_ids=found.application_ids,
        features=features,
        groups=joint(features, group_of(table)),
        numbers=numbers,
        ranks=pd.DataFrame(numbers).rank().to_numpy(),
        table=table,
        model=model,
    )


def group_of(table: FeatureTable) -> dict[str, str]:
    """Every feature's driver group."""
    return {feature.name: feature.group for feature in table.features}


def _numbers(frame: pd.DataFrame, model: Model) -> Floats:
    """The model's features in order, NaN where missing or no number."""
    categories = set(model.categorical)
    nothing = np.full(len(frame), np.nan)
    return np.column_stack(
        [
            nothing if name in categories else frame[name].to_numpy(dtype=float)
            for name in model.features
        ]
    )


def _importance(book: Explained, members: pd.DataFrame) -> pd.DataFrame:
    levels = (book.features, book.groups)
    rows = pd.concat(
        [importance_rows(drivers, book.application_ids, members) for drivers in levels],
        ignore_index=True,
    )
    belongs = group_of(book.table)
    counts = pd.Series([belongs[name] for name in book.features.names]).value_counts()
    rows["features"] = rows["name"].map(counts).where(rows["level"] == "group").astype("Int64")
    acts = directions(book.features.names, book.ranks, book.features.values).set_index("name")
    for name in book.model.categorical:
        acts.loc[name, "missing"] = int((book.table.frame[name] == MISSING).sum())
    acts = acts.reset_index().assign(kind="all", level="feature")
    return rows.merge(acts, how="left", on=["kind", "level", "name"])


def _months(book: Explained) -> pd.DataFrame:
    applied_at = book.table.applications["applied_at"]
    return pd.concat(
        [month_rows(book.features, applied_at, book.numbers), month_rows(book.groups, applied_at)],
        ignore_index=True,
    )


def _dependence(book: Explained) -> pd.DataFrame:
    steps = {name: _steps(book, place) for place, name in enumerate(book.features.names)}
    return pd.concat(steps, names=["feature", None]).reset_index("feature")


def _steps(book: Explained, place: int) -> pd.DataFrame:
    name, added = book.features.names[place], book.features.values[:, place]
    if name in book.model.categorical:
        return category_steps(book.table.frame[name], added)
    return number_steps(book.numbers[:, place], book.ranks[:, place], added)


def _samples(
    book: Explained, partner_of: dict[str, str], importance: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """The rows of the charts with one dot an application."""
    whole = importance[(importance["kind"] == "all") & (importance["level"] == "feature")]
    strongest = whole.nlargest(sample.SWARM_FEATURES, "importance")["name"].tolist()
    drawn = sample.fixed_sample(book.application_ids, sample.POINTS)
    ids = [book.application_ids[row] for row in drawn]
    names, values = book.features.names, book.features.values
    few = drawn[: sample.SWARM]
    return {
        "explain_points": sample.point_rows(
            ids, Drivers("feature", names, values[drawn]), book.numbers[drawn], partner_of
        ),
        "explain_swarm": sample.swarm_rows(
            ids[: len(few)], Drivers("feature", names, values[few]), book.numbers[few], strongest
        ),
    }
