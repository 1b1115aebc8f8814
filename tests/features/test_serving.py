"""The newest features in serving/: the stored ones' equals, whole or refused."""

import json
import shutil
from datetime import datetime, time, timedelta

import numpy as np
import pytest

from pipelines.errors import Refused
from pipelines.features import (
    catalogue,
    feature_frame,
    features_now,
    live_features,
    newest_features,
    publish_newest_features,
)
from pipelines.features.restate import PURCHASES
from pipelines.features.serving import read_served, read_snapshot
from pipelines.settings import Settings
from pipelines.store import History


@pytest.fixture(scope="module")
def published(demo_store, tmp_path_factory):
    """The demo's history with a serving folder of its own; read it only."""
    store = tmp_path_factory.mktemp("published")
    (store / "history.duckdb").symlink_to(demo_store / "history.duckdb")
    with History(Settings(store=store)) as history:
        publish_newest_features(Settings(store=store), history)
    return store


@pytest.fixture
def served(published, tmp_path):
    """A copy of it, to change."""
    shutil.copytree(published, tmp_path / "served", symlinks=True)
    settings = Settings(store=tmp_path / "served")
    with History(settings) as history:
        yield settings, history


def test_every_merchant_has_its_newest_features(served):
    settings, history = served
    found = newest_features(settings)
    assert found.frame.shape == (600, len(catalogue()))
    assert found.as_of == history.version().book.as_of
    merchant = history.rows("select merchant_id from sales order by known_at desc limit 1")[0][0]
    alone = live_features(
        history,
        merchant,
        applied_at=found.as_of + timedelta(days=1),
        order_amount_cents=None,
    )
    assert found.frame.loc[merchant].equals(alone)


def test_live_features_equal_the_stored_ones(demo_store):
    with History(Settings(store=demo_store)) as history:
        table = feature_frame(history)
        for application in table.frame.index[::700]:
            row = table.applications.loc[application]
            supplier = history.rows(
                "select supplier_id from applications where application_id = $id",
                {"id": application},
            )[0][0]
            found = live_features(
                history,
                row["merchant_id"],
                applied_at=row["applied_at"].to_pydatetime(),
                order_amount_cents=int(row["order_amount_cents"]),
                supplier_id=supplier,
            )
            stored = table.frame.loc[application, found.index]
            assert found.astype(float).equals(stored.astype(float).rename(found.name))


def test_features_now_equal_those_from_the_events(served):
    settings, history = served
    newest = newest_features(settings)
    merchant, supplier = history.rows(
        "select merchant_id, supplier_id from purchases where supplier_id is not null "
        "order by known_at desc, event_id limit 1"
    )[0]
    found = features_now(newest, merchant, 1_234_500, supplier)
    alone = live_features(
        history,
        merchant,
        applied_at=datetime.combine(newest.as_of + timedelta(days=1), time(9, 30)),
        order_amount_cents=1_234_500,
        supplier_id=supplier,
    )
    assert found.equals(alone.rename(merchant))
    assert found["purchases_from_supplier_365d"] > 0
    assert features_now(newest, "nobody", 100).isna().all()


def test_an_unknown_merchant_has_no_history(demo_store):
    with History(Settings(store=demo_store)) as history:
        found = live_features(
            history,
            "nobody",
            applied_at=history.version().book.as_of,
            order_amount_cents=100,
            names=["sales_90d_cents", "tenure_days"],
        )
    assert found.isna().all()


def test_purchases_by_supplier_equal_the_catalogue_s_measure(served):
    settings, history = served
    newest = newest_features(settings)
    pairs = sorted(newest.purchases)[::150]
    old = history.rows(
        "select merchant_id, supplier_id from purchases, book where supplier_id is not null "
        "and cast(known_at as date) = as_of - 365 order by all limit 3"
    )
    assert len(pairs) > 10
    assert len(old) == 3
    for merchant, supplier in (*pairs, *old):
        counted = live_features(
            history,
            merchant,
            applied_at=newest.as_of + timedelta(days=1),
            order_amount_cents=None,
            supplier_id=supplier,
            names=[PURCHASES],
        )
        assert newest.purchases.get((merchant, supplier), 0) == counted.fillna(0)[PURCHASES]


def test_what_is_owed_is_the_last_balance_known(served):
    settings, history = served
    rows = read_served(settings, read_snapshot(settings).owed).to_pylist()
    owed = {row["merchant_id"]: row["open_principal_cents"] for row in rows}
    assert len(owed) == 600
    expected = dict.fromkeys(owed, 0)
    balances = dict(
        history.rows("select loan_id, balance_cents from loan_months order by loan_id, month_end")
    )
    for loan, merchant, principal in history.rows(
        "select loan_id, merchant_id, principal_cents from loans, book "
        "where cast(funded_at as date) <= as_of"
    ):
        expected[merchant] += balances.get(loan, principal)
    assert owed == expected
    assert sum(owed.values()) > 1_000_000_00
    industries = dict(history.rows("select merchant_id, industry from merchants"))
    assert {row["merchant_id"]: row["industry"] for row in rows} == industries


@pytest.mark.parametrize("name", ["features", "purchases", "exposures"])
def test_a_damaged_file_is_refused(served, name):
    settings, _ = served
    path = next(settings.serving.glob(f"{name}-*.parquet"))
    blob = bytearray(path.read_bytes())
    blob[len(blob) // 2] ^= 1
    path.write_bytes(bytes(blob))
    with pytest.raises(Refused, match="not the file its manifest names"):
        read_served(settings, newest_features(settings).snapshot.owed)


def test_another_catalogue_and_no_snapshot_are_refused(served):
    settings, _ = served
    manifest = settings.serving / "features.json"
    stated = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(stated | {"catalogue_digest": "0"}))
    with pytest.raises(Refused, match="another catalogue"):
        newest_features(settings)
    manifest.unlink()
    with pytest.raises(Refused, match="pipelines features"):
        newest_features(settings)


def test_publishing_again_leaves_one_file(served):
    settings, history = served
    first = newest_features(settings)
    publish_newest_features(settings, history)
    second = newest_features(settings)
    names = {path.name.split("-")[0] for path in settings.serving.iterdir()}
    assert names == {"exposures", "features", "features.json", "purchases"}
    assert len(list(settings.serving.iterdir())) == 4
    assert np.array_equal(first.frame, second.frame, equal_nan=True)
