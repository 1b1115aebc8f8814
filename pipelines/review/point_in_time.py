"""No feature looks beyond the day of its application.

Purpose: show that a feature counts only what a lender could have known, so that the model was not
trained, and is not judged, with hindsight.
Mechanism: a sample of applications, one a merchant, is copied with only the events that were known
before the day of the application; all features are built on that copy by the same code and must
equal the stored ones exactly.
Signs of high risk: any difference: something that came later has changed the feature.
Strengths: tests the result, not the intention; needs no knowledge of how a feature is computed.
Limitations: a sample; blind where the sampled merchants have no later events to be tempted by, and
to a known-at time that the import itself stated wrongly.
"""

from collections.abc import Sequence

import duckdb
import numpy as np
import pandas as pd

from pipelines.features import build_features, catalogue
from pipelines.review.proof import SHOWN, Case, Result
from pipelines.store import History, create_schema, sql_text

SAMPLE = 40
EVENTS = ("sales", "purchases", "bank")


def point_in_time(case: Case) -> Result:
    """Count the sampled feature values that change when later events are taken away."""
    history = case.history
    sample = history.frame(sql_text(__file__, "sql/sampled_applications.sql"), {"n": SAMPLE})
    later = sum(_later(history, feed, sample) for feed in EVENTS)
    names = [feature.name for feature in catalogue()]
    stored = case.table.frame.loc[sorted(sample["application_id"]), names]
    differs = different(stored, rebuilt(history, sample, names))
    return Result(
        n=int(stored.size) if later else 0,
        of="feature values",
        violations=int(differs.to_numpy().sum()),
        found=f"{len(sample)} applications built anew without {later:,} events known later",
        threshold="every value exactly equal",
        examples=tuple(
            f"{application}: {name}"
            for application, name in differs.stack()[lambda flag: flag].index[:SHOWN]
        ),
    )


def rebuilt(history: History, sample: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Return the features of the sampled applications, built on their past alone."""
    with duckdb.connect() as con:
        create_schema(con)
        con.append("applications", sample, by_name=True)
        for feed in EVENTS:
            con.append(feed, _past(history, feed, sample), by_name=True)
        build_features(con)
        features = con.execute(sql_text(__file__, "sql/rebuilt_features.sql")).df()
    return features.set_index("application_id")[list(names)].astype("float64")


def different(stored: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Return which values differ; two missing ones are equal. An absent application differs."""
    a, b = stored, other.reindex(stored.index)
    return ~((a == b) | (a.isna() & b.isna() & stored.index.isin(other.index)[:, None]))


def _past(history: History, feed: str, sample: pd.DataFrame) -> pd.DataFrame:
    """Return a feed's events of the sampled merchants, known before their application's day."""
    return history.frame(sql_text(__file__, f"sql/past_{feed}.sql"), _chosen(sample))


def _later(history: History, feed: str, sample: pd.DataFrame) -> int:
    """Count a feed's events of the sampled merchants that became known on that day or later."""
    found = history.row(sql_text(__file__, f"sql/later_{feed}.sql"), _chosen(sample))
    return int(found[0]) if found else 0


def _chosen(sample: pd.DataFrame) -> dict[str, object]:
    return {"application_ids": np.asarray(sample["application_id"], dtype=object).tolist()}
