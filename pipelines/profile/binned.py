"""One feature's applications in bins: tenths of a number, the commonest texts, and missing."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.features.table import MISSING
from pipelines.stats.bins import bin_places, quantile_cuts

MANY, BINS, BINS_OF_FEW = 1_000, 10, 5
"""Ten bins from so many reference applications on, five below."""
TEXTS = 9
OTHER = "other"


@dataclass(frozen=True)
class Binned:
    """The bin of each application: numbers by `cuts`, texts by `texts`; the last bin is missing."""

    cuts: NDArray[np.float64]
    texts: tuple[str, ...]
    places: NDArray[np.int64]

    @property
    def size(self) -> int:
        """How many bins there are, the one of missing values among them."""
        return (len(self.texts) or len(self.cuts) + 1) + 1

    def counts(self, among: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Applications by bin where `among` is true."""
        return np.bincount(self.places[among], minlength=self.size)


def binned_values(
    values: pd.Series, *, is_text: bool, reference: NDArray[np.bool_]
) -> tuple[Binned, NDArray[np.float64] | None]:
    """Bin a feature's values by their kind; with them the numbers, None of a text."""
    if is_text:
        return binned_text(values), None
    numbers = values.to_numpy(dtype=float)
    return binned_number(numbers, reference), numbers


def binned_number(values: NDArray[np.float64], reference: NDArray[np.bool_]) -> Binned:
    """Cut at equal parts of the reference values, or of all where these do not vary."""
    bins = BINS if int(reference.sum()) >= MANY else BINS_OF_FEW
    cuts = quantile_cuts(values[reference], bins)
    if not len(cuts):
        cuts = quantile_cuts(values, bins)
    return Binned(cuts, (), bin_places(values, cuts))


def binned_text(values: pd.Series) -> Binned:
    """The nine commonest texts, commonest first, and all others as one; ties by alphabet."""
    known = values[values != MISSING]
    ranked = sorted(known.value_counts().items(), key=lambda item: (-item[1], str(item[0])))
    shown = tuple(str(text) for text, _ in ranked[:TEXTS])
    texts = (*shown, OTHER) if len(ranked) > TEXTS else shown
    place = {text: n for n, text in enumerate(shown)} | {MISSING: len(texts)}
    places = values.map(place).fillna(len(texts) - 1)
    return Binned(np.array([]), texts, np.asarray(places, dtype=np.int64))
