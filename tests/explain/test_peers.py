from dataclasses import replace

import numpy as np
import pytest

from pipelines.errors import Refused
from pipelines.explain.peers import PeerBook, Position, against_peers, peer_rows, positions
from tests.model.sample import sample_table

NAN = float("nan")


def peer_book(n, *, industry="toys"):
    return PeerBook(
        merchant_ids=np.array([f"m{i}" for i in range(n)], object),
        industries=np.array([industry] * n, object),
        sizes=np.zeros(n, np.int64),
        is_approved=np.arange(n) % 2 == 0,
    )


def test_position_counts_ties_half_and_leaves_missing_out():
    values = np.array([[1.0, NAN], [2.0, NAN], [2.0, 5.0], [3.0, NAN], [NAN, NAN]])
    first, second = positions(np.array([2.0, NAN]), values)
    assert first == Position(4, 0.5, 1.75, 2.0, 2.25)
    assert second == Position(1, None, 5.0, 5.0, 5.0)


def test_nobody_with_a_value_is_no_position():
    (found,) = positions(np.array([2.0]), np.array([[NAN], [NAN]]))
    assert found == Position(0, None, None, None, None)


@pytest.mark.parametrize(("n", "alike"), [(31, True), (30, False)])
def test_fewer_than_thirty_alike_make_all_the_peers(n, alike):
    book = peer_book(50)
    book.industries[n:] = "beauty"
    rows, found = peer_rows(book, 0)
    assert found is alike
    assert rows.tolist() == list(range(1, n if alike else 50))


@pytest.mark.parametrize("change", [{"industry": None}, {"size": -1}])
def test_an_unknown_industry_or_size_makes_all_the_peers(change):
    book = peer_book(50, industry=change.get("industry", "toys"))
    book.sizes[:] = change.get("size", 0)
    assert not peer_rows(book, 0)[1]


def test_own_merchant_is_no_peer():
    book = peer_book(50)
    book.merchant_ids[:10] = "m0"
    assert peer_rows(book, 0)[0].tolist() == list(range(10, 50))


def test_standings_of_an_application():
    table = sample_table(60)
    found = against_peers(table, peer_book(60), "a00003", table.features)
    assert (found.industry, found.size, found.peers_n, found.approved_n) == ("toys", 1, 59, 30)
    assert "trade" not in {one.feature for one in found.standings}
    sold = table.frame["sales_365d_cents"]
    first = found.standings[0]
    assert first.peers.percentile == (sold.drop("a00003") < sold["a00003"]).mean()
    assert first.peers.median == sold.drop("a00003").median()
    assert first.approved.n == 30


def test_a_feature_without_a_value_has_quartiles_and_no_percentile():
    table = sample_table(60)
    missing = table.frame.assign(noise=table.frame["noise"].where(table.frame.index != "a00003"))
    found = against_peers(
        replace(table, frame=missing), peer_book(60), "a00003", table.features
    ).standings
    noise = next(one for one in found if one.feature == "noise")
    assert noise.value is None
    assert noise.peers.percentile is None
    assert noise.peers.median is not None


def test_an_unknown_application_is_refused():
    table = sample_table(40)
    with pytest.raises(Refused, match="No application 'nobody'"):
        against_peers(table, peer_book(40), "nobody", table.features)
