"""What the loss distribution of a page rests on: open loans, loss model, the book's correlation."""

from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard.queries import loss
from dashboard.queries.store import history, read, settings, still_at
from pipelines.portfolio.loss import OpenLoans
from pipelines.portfolio.loss_distribution import (
    BookCorrelation,
    Contribution,
    LossModel,
    book_correlation,
    load_loss_model,
)


def loans(version_id: str) -> OpenLoans | None:
    """The loans open at the last month-end; None without a panel."""
    found = loss.book(version_id)
    return found.loans if found else None


def own_correlation(version_id: str) -> BookCorrelation | None:
    """The asset correlation that the book's defaults show; None where they cannot."""
    return _own_correlation(str(settings().store), version_id)


@st.cache_data(show_spinner=False, max_entries=8)
def _own_correlation(store: str, version_id: str) -> BookCorrelation | None:
    reader = history()
    found = book_correlation(reader)
    still_at(version_id, reader)
    return found


def loss_model() -> LossModel:
    """The loss model in force, read again when its file changes."""
    path = settings().loss_model
    return _loss_model(str(path), path.stat().st_mtime_ns if path.exists() else 0)


@st.cache_resource(show_spinner=False, max_entries=4)
def _loss_model(path: str, changed_ns: int) -> LossModel:
    return load_loss_model(Path(path))


def named(version_id: str, parts: tuple[Contribution, ...], total: float) -> pd.DataFrame:
    """The merchants among contributions, with their names and shares of the tail's mean loss."""
    frame = pd.DataFrame([vars(part) for part in parts])
    names = read("merchant_names", version_id, ids=sorted(frame["key"]))
    by_id = dict(zip(names["merchant_id"], names["name"], strict=True))
    frame["merchant"] = [by_id.get(key) or key for key in frame["key"]]
    frame["share"] = frame["shortfall_cents"] / total
    return frame
