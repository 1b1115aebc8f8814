"""Every feature equals what plain Python makes of the same events."""

from random import Random

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipelines.features import catalogue
from tests.features.filled import built
from tests.features.random_books import book_of_edges, random_book
from tests.features.reference import features_of

NAMES = [feature.name for feature in catalogue()]
EXACT = {f.name for f in catalogue() if f.unit in {"count", "days", "number"}}
ROUNDED = ("variation", "entropy")
"""In the names of features that a difference of two near numbers goes into."""


def expected(book) -> pd.DataFrame:
    """The reference's features of all applications of the book, missing ones as NaN."""
    found = {one.application_id: features_of(book, one) for one in book.applications}
    unknown = {name for values in found.values() for name in values} - set(NAMES)
    assert not unknown
    rows = [[float(values.get(name, "nan")) for name in NAMES] for values in found.values()]
    return pd.DataFrame(rows, index=list(found), columns=NAMES).sort_index()


def differences(found: pd.DataFrame, wanted: pd.DataFrame) -> list[str]:
    """Every value that is not as it should be, in words."""
    assert list(found.index) == list(wanted.index)
    return [
        f"{application} {name}: built {found.at[application, name]}, "
        f"should be {wanted.at[application, name]}"
        for name in NAMES
        for application in wanted.index
        if not agrees(name, found.at[application, name], wanted.at[application, name])
    ]


def agrees(name: str, found: float, wanted: float) -> bool:
    """Whether two values are both missing or the same, up to what double precision can keep."""
    exact = name in EXACT and name != "buffer_days_90d"
    near = 1e-7 if any(word in name for word in ROUNDED) else 0
    return found == pytest.approx(wanted, rel=0 if exact else 1e-9, abs=near, nan_ok=True)


@settings(max_examples=12, deadline=None, derandomize=True, phases=[Phase.generate])
@given(
    st.randoms(use_true_random=True),
    st.integers(2, 3),
    st.integers(60, 150),
    st.integers(0, 5),
)
def test_random_books_agree_with_the_reference(rng, merchants, events, loans):
    book = random_book(rng, merchants=merchants, events=events, loans=loans)
    assert differences(built(book), expected(book)) == []


@pytest.fixture(scope="module")
def large_book():
    return random_book(Random(20250101), merchants=4, events=2400, loans=24, applications=40)


def test_large_book_agrees_with_the_reference(large_book):
    wanted = expected(large_book)
    assert differences(built(large_book), wanted) == []
    different = wanted.nunique()
    assert different[different < 1].empty
    assert (different > 3).mean() > 0.9


def test_events_at_the_edges_of_windows_agree_with_the_reference():
    book = book_of_edges(Random(1))
    assert differences(built(book), expected(book)) == []


def test_a_missing_value_is_no_zero():
    assert not agrees("sales_7d_cents", 0.0, float("nan"))
    assert not agrees("sales_7d_cents", 1.0, 2.0)
    assert agrees("sales_7d_cents", float("nan"), float("nan"))
