"""Which applications a baseline consists of: chosen by their PD alone, the same for the same book.

A reason compares an applicant with somebody. Whom, is what a baseline names: 12 CFR 1002,
Supplement I, comment 9(b)(2)-5 lets a creditor compare with applicants whose score was at or
slightly above the least it approves, or with all applicants.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

SEED = 20190115
ROWS = {"all": 6_000, "approved": 4_000, "cut-off": 1_000, "best": 1_000}
"""Rows of each reference set, where the book has them.

A mixed set needs many for the same four reasons to come out of another draw; the set at the cut-off
has to stay near it.
"""
FEWEST = 500
"""Below this, the four reasons move with the draw."""
LABELS = {
    "all": "All applicants",
    "cut-off": "Just within the cut-off",
    "approved": "Within the cut-off",
    "best": "Best attainable",
}


@dataclass(frozen=True)
class Draws:
    """Two reference sets without a row in common, by place."""

    first: NDArray[np.intp]
    second: NDArray[np.intp]


def candidates(name: str, pds: pd.Series, cut_off: float, *, seed: int = SEED) -> NDArray[np.intp]:
    """The places that may stand in that reference set, those to take first at the front.

    "all" and "approved" (PD up to the cut-off) are in random order; "cut-off" has the riskiest
    within the cut-off first, "best" the safest of all; equal PDs stand by application id.
    """
    order = np.argsort(pds.index.to_numpy(dtype=str), kind="stable")
    values = pds.to_numpy(dtype=float)[order]
    if name in ("all", "approved"):
        order = order if name == "all" else order[values <= cut_off]
        return np.random.default_rng(seed).permutation(order)
    if name == "cut-off":
        order, values = order[values <= cut_off], -values[values <= cut_off]
    return order[np.argsort(values, kind="stable")]


def reference_set(
    name: str, pds: pd.Series, cut_off: float, *, rows: int | None = None, seed: int = SEED
) -> NDArray[np.intp]:
    """The places of a reference set; `pds` is by application id.

    It has up to `rows` applications, of its own size where that is not said.
    """
    return candidates(name, pds, cut_off, seed=seed)[: rows or ROWS[name]]


def two_draws(
    name: str, pds: pd.Series, cut_off: float, *, rows: int | None = None, seed: int = SEED
) -> Draws:
    """Two sets of `rows` each, every other candidate; halves of them all where there are fewer.

    They are of the set's own size where that is not said.
    """
    places = candidates(name, pds, cut_off, seed=seed)[: 2 * (rows or ROWS[name])]
    half = len(places) // 2
    return Draws(places[0 : 2 * half : 2], places[1 : 2 * half : 2])
