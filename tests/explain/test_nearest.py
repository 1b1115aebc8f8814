from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import Refused
from pipelines.explain.nearest import chosen, differing, distances, nearest, pools
from pipelines.explain.scored_book import ScoredBook, read_scored_book
from pipelines.settings import Settings
from pipelines.store import History

DAYS = np.array(["2024-01-05", "2024-02-01", "2024-03-01", "2024-04-01"], "datetime64[D]")


@pytest.fixture
def book():
    """Four applications of three merchants; m1 has defaulted, known by 1 Dec 2024."""
    return ScoredBook(
        features=("sales", "refunds"),
        application_ids=np.array(["a1", "a2", "a3", "a4"], object),
        merchant_ids=np.array(["m1", "m2", "m3"], object),
        merchants=np.array([0, 1, 1, 2]),
        applied_on=DAYS,
        pds=np.array([0.2, 0.1, 0.1, 0.05]),
        is_approved=np.array([False, True, True, True]),
        is_default=np.array([True, False, False, False]),
        known_on=np.array(["2024-12-01", "2024-12-01", "NaT", "NaT"], "datetime64[D]"),
        parts=np.array([[0.5, 0.25], [0, 0.5], [0, 0.25], [-1, 0]], np.float32),
    )


def test_distance_is_what_the_contributions_differ_by(book):
    found = distances(book, np.array([0, 0.5], np.float32))
    assert found.tolist() == [0.75, 0, 0.25, 1.5]


@pytest.mark.parametrize(
    ("merchant", "on", "approved", "defaulted"),
    [
        ("m9", date(2024, 12, 2), [1, 2, 3], [0]),
        ("m9", date(2024, 12, 1), [1, 2, 3], []),
        ("m9", date(2024, 3, 1), [1], []),
        ("m2", date(2025, 1, 1), [3], [0]),
        ("m1", date(2025, 1, 1), [1, 2, 3], []),
    ],
)
def test_only_others_known_before_that_day_are_compared(book, merchant, on, approved, defaulted):
    found = [np.flatnonzero(pool).tolist() for pool in pools(book, merchant, on)]
    assert found == [approved, defaulted]


def test_a_merchant_stands_once_by_its_nearest_and_ties_go_by_row():
    away = np.array([0.5, 0.25, 0.25, 0.1, 0.5], np.float32)
    merchants = np.array([0, 1, 1, 1, 2])
    everybody = np.ones(5, bool)
    assert chosen(away, everybody, merchants, 2) == [3, 0]
    assert chosen(away, everybody, merchants, 9) == [3, 0, 4]
    assert chosen(away, np.zeros(5, bool), merchants, 2) == []


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 20)), min_size=1, max_size=120),
    st.integers(1, 6),
)
def test_chosen_are_the_first_of_a_full_sort(rows, count):
    merchants = np.array([merchant for merchant, _ in rows])
    away = np.array([distance for _, distance in rows], np.float32)
    full: dict[int, int] = {}
    for row in np.argsort(away, kind="stable").tolist():
        full.setdefault(int(merchants[row]), row)
    assert chosen(away, np.ones(len(rows), bool), merchants, count) == list(full.values())[:count]


def test_differing_features_largest_first_and_equal_ones_left_out():
    own = {"sales": (10.0, 0.5), "refunds": (None, 0.0), "trade": ("toys", 0.1)}
    other = {"sales": (20.0, 0.25), "refunds": (0.1, 1.0), "trade": ("toys", 0.1)}
    found = differing(own, other)
    assert [(one.feature, one.own, one.other) for one in found] == [
        ("refunds", None, 0.1),
        ("sales", 10.0, 20.0),
    ]


def test_nearest_of_a_store_bound_the_scores(demo_store):
    with History(Settings(store=demo_store)) as history:
        book = read_scored_book(history)
        last = history.row(
            "select application_id from scores join applications using (application_id) "
            "order by applied_at desc limit 1"
        )[0]
        found = nearest(history, book, last)
        scores = dict(history.rows("select application_id, score from scores"))
        with pytest.raises(Refused, match="No scored application 'nobody'"):
            nearest(history, book, "nobody")
    assert len(found.approved) == len(found.defaulted) == 5
    for one in (*found.approved, *found.defaulted):
        assert one.merchant_id != found.merchant_id
        assert one.applied_on < found.on
        assert abs(scores[one.application_id] - scores[last]) <= one.distance + 1e-4
    assert all(one.is_default for one in found.defaulted)
    assert [one.distance for one in found.approved] == sorted(o.distance for o in found.approved)
