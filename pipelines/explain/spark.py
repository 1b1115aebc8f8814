"""Scores and contributions computed by Spark's workers, each with the registered model's bytes."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from pipelines.explain.contributions import Contributions, check_additivity, contributions
from pipelines.features.engines.session import spark_session
from pipelines.model import Manifest, Model, model_file, model_of
from pipelines.settings import Settings

if TYPE_CHECKING:
    from pyspark import Broadcast

COLUMNS = "application_id string, base double, score double, contributions array<double>"
Batches = Iterator[pd.DataFrame]


def contributions_on_spark(settings: Settings, model: Model, frame: pd.DataFrame) -> Contributions:
    """Take the scores of `frame` (index application_id) apart as `contributions` does, on Spark.

    Each worker checks the model's canary before it scores, and that its own rows add up; that all
    rows do is checked here again. Raises `Refused` where Spark is not installed or gives up.
    """
    rows = pa.Table.from_pandas(frame.rename_axis("application_id").reset_index())
    with spark_session(settings.spark_master) as spark:
        model_bytes = spark.sparkContext.broadcast(model_file(settings, model.manifest))
        explain = _explainer(model.manifest, model_bytes, model.threads)
        found = spark.createDataFrame(rows).mapInPandas(explain, COLUMNS).toArrow()
    return _in_order(found, model, frame.index)


def _explainer(
    manifest: Manifest, model_bytes: "Broadcast[bytes]", threads: int
) -> Callable[[Batches], Batches]:
    """What a worker does with its rows, in terms that can be sent to it."""

    def explain(batches: Batches) -> Batches:
        model = model_of(manifest, model_bytes.value, threads)
        for batch in batches:
            found = contributions(model, batch.set_index("application_id"))
            yield pd.DataFrame(
                {
                    "application_id": found.application_ids,
                    "base": found.base,
                    "score": found.scores,
                    "contributions": list(found.values),
                }
            )

    return explain


def _in_order(found: pa.Table, model: Model, index: pd.Index) -> Contributions:
    """The workers' answers in the order of `index`, whatever the order they came in."""
    places = pd.Index(found["application_id"].to_pandas()).get_indexer(index)
    flat = found["contributions"].combine_chunks().flatten().to_numpy()
    values = flat.reshape(len(found), len(model.features))[places]
    scores = found["score"].to_numpy()[places]
    base = float(found["base"][0].as_py())
    return Contributions(
        application_ids=tuple(index),
        features=model.features,
        base=base,
        values=values,
        scores=scores,
        max_error=check_additivity(index, base, values, scores),
    )
