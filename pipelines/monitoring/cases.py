"""The scored applications, and which of them the model could have learned from."""

from dataclasses import dataclass

import pandas as pd

from pipelines.errors import Refused
from pipelines.model import Manifest
from pipelines.model.data import DEFAULT
from pipelines.profile.periods import newest_applications
from pipelines.store import History, sql_text


@dataclass(frozen=True)
class Cases:
    """One row per scored application, index application_id.

    `frame` has applied_at, pd, bad (NaN without an outcome) and basis: "later", "judged", "fitted",
    None without an outcome. `newest` marks the applications to compare with the others, None where
    the book is too small or short.
    """

    frame: pd.DataFrame
    newest: "pd.Series[bool] | None"


def scored_cases(
    history: History, manifest: Manifest, judged: pd.DataFrame, *, fewest: int
) -> Cases:
    """Read the applications that the model scored; Refused where it did not score this book."""
    frame = history.frame(sql_text(__file__, "sql/cases.sql")).set_index("application_id")
    if frame.empty or set(frame["model_id"]) != {manifest.model_id}:
        raise Refused(
            f"The scores of this store are not by model {manifest.model_id}: "
            "run `python -m pipelines score`"
        )
    return cases(frame, manifest, judged, fewest=fewest)


def cases(scored: pd.DataFrame, manifest: Manifest, judged: pd.DataFrame, *, fewest: int) -> Cases:
    """Tell what the model learned from; Refused where it was judged on another book.

    A model learns from every outcome of its store, and the newest of these applications are always
    among those it is judged on; so an outcome of a later application came after the training. Of a
    model of the proxy label no outcome was learned.
    """
    known_then = scored.index.intersection(judged.index)
    if known_then.empty:
        raise Refused(
            f"None of the cases that model {manifest.model_id} was judged on is in this store: "
            "run `python -m pipelines train`"
        )
    applied_at = pd.to_datetime(scored["applied_at"])
    later = applied_at > applied_at[known_then].max()
    bad = scored["is_default"].astype("float64")
    basis = pd.Series("fitted", index=scored.index, dtype=object)
    basis[known_then] = "judged"
    basis[later | (manifest.label != DEFAULT)] = "later"
    frame = pd.DataFrame(
        {
            "applied_at": applied_at,
            "pd": scored["pd"],
            "bad": bad,
            "basis": basis.where(bad.notna()),
        }
    )
    return Cases(frame, _newest(later, applied_at, fewest))


def _newest(
    later: "pd.Series[bool]", applied_at: pd.Series, fewest: int
) -> "pd.Series[bool] | None":
    """Applications later than all the model learned from, or the newest quarter if too few are."""
    if min(int(later.sum()), int((~later).sum())) >= fewest:
        return later
    return newest_applications(applied_at)
