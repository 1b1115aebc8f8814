"""A large Parquet file in batches: what becomes of each row does not depend on their size."""

from pathlib import Path

import duckdb
import pytest

from pipelines.errors import Refused
from pipelines.ingest import import_marketplace
from pipelines.ingest.batches import KeyRange, key_ranges
from pipelines.settings import Settings
from pipelines.store import History

BOOK = 'name = "Shop"\ncurrency = "EUR"\n'
MERCHANTS = """
select
    'M001' as merchant_id, 'One' as name, null as industry, null as country, null as region,
    null as founded_on, null as joined_on
"""
EVENTS = """
select
    case when k % 97 = 0 then null when k % 89 = 0 then '' else m end as merchant_id,
    case when k % 13 = 0 then null else cast(k as varchar) end as event_id,
    timestamp '2024-01-01' + to_hours(k % 500) as occurred_at,
    case when k % 31 = 0 then timestamp '2023-01-01' end as known_at,
    case when k % 41 = 0 then 'gift' else 'sale' end as kind,
    cast(case when i % 6 = 0 then k + 1 when k % 43 = 0 then 0 else k end as decimal(18, 2))
        as amount,
    'b' as buyer_id,
    'shop' as channel
from (
    select i, i // 2 as k, concat('M', lpad(cast(i // 2 % 37 as varchar), 3, '0')) as m
    from range(2, 6000) as numbers(i)
)
"""
"""Every key twice, each third time with another amount; some without a key or with a fault."""
ORDERS = {"in order": "m, i", "as it came": "hash(i)", "backwards": "m desc, i desc"}
STATE = {
    "rows": "select * exclude (import_id) from sales",
    "merchants": "select merchant_id, import_id from merchants order by 1",
    "quarantine": "select row_number, reasons, raw from quarantine order by import_id, row_number",
    "account": "select read_rows, loaded_rows, duplicate_rows, quarantined_rows from imports",
    "content": "select content_hash from versions order by number",
}


def export(folder: Path, events: str) -> Path:
    folder.mkdir()
    (folder / "marketplace.toml").write_text(BOOK)
    with duckdb.connect() as con:
        con.sql(MERCHANTS).write_parquet(str(folder / "merchants.parquet"))
        con.sql(events).write_parquet(str(folder / "sales.parquet"), row_group_size=2048)
    return folder


def state(settings: Settings) -> dict[str, list[tuple]]:
    with History(settings) as history:
        return {name: history.rows(sql) for name, sql in STATE.items()}


def after(folder: Path, exports: list[Path], batch_rows: int) -> dict[str, list[tuple]]:
    settings = Settings(store=folder / f"store-{batch_rows}", batch_rows=batch_rows)
    for files in exports:
        import_marketplace(settings, files)
    return state(settings)


@pytest.mark.parametrize(
    "order",
    ["as it came", *(pytest.param(o, marks=pytest.mark.long) for o in ("in order", "backwards"))],
)
def test_batches_end_as_one_piece_does(tmp_path, order):
    events = f"{EVENTS} order by {ORDERS[order]}"
    first = export(tmp_path / "first", f"select * from ({events}) where amount % 5 <> 0")
    second = export(tmp_path / "second", events)
    whole = after(tmp_path, [first, second], 1_000_000)
    for batch_rows in (100, 1_700, 5_990):
        assert after(tmp_path, [first, second], batch_rows) == whole
    read, loaded, duplicate, quarantined = whole["account"][-1]
    assert read == 5998
    assert min(loaded, duplicate, quarantined) > 100


def test_store_stays_in_order_of_merchant_and_time(tmp_path):
    rows = after(tmp_path, [export(tmp_path / "in", f"{EVENTS} order by hash(i)")], 100)["rows"]
    assert rows == sorted(rows, key=lambda row: (row[0], row[2], row[1]))


@pytest.mark.parametrize(
    "changed",
    [
        "concat(merchant_id, ' ') as merchant_id",
        "cast(merchant_id[2:] as integer) as merchant_id",
        "cast(event_id as integer) as event_id",
    ],
)
def test_padded_and_numeric_keys_meet_as_they_do_in_one_piece(tmp_path, changed):
    rows = f"select * replace ({changed}) from ({EVENTS}) where merchant_id <> ''"
    files = [export(tmp_path / "in", rows)]
    assert after(tmp_path, files, 100) == after(tmp_path, files, 1_000_000)


def test_same_key_with_and_without_spaces_is_one(tmp_path):
    padded = "concat(case when i % 2 = 0 then ' ' else '' end, m)"
    files = [export(tmp_path / "in", EVENTS.replace("else m end", f"else {padded} end"))]
    batched = after(tmp_path, files, 100)
    assert batched == after(tmp_path, files, 1_000_000)
    assert {merchant for merchant, _ in batched["merchants"]} == {f"M{n:03}" for n in range(37)}


def test_damage_inside_a_parquet_file_is_refused(tmp_path, settings):
    folder = export(tmp_path / "in", EVENTS)
    file = folder / "sales.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 400] = b"\xff" * 400
    file.write_bytes(content)
    with pytest.raises(Refused, match=r"sales\.parquet cannot be read"):
        import_marketplace(settings, folder)
    assert not settings.history.exists()


@pytest.mark.parametrize(
    ("keys", "batch_rows", "ranges"),
    [
        (["a", "b"], 2, [None]),
        (["a", "a", "b", "c"], 2, [(None, "b"), ("b", None)]),
        (["c", "a", "a", "a", "b"], 2, [(None, "b"), ("b", "c"), ("c", None)]),
        (["a", "b", None], 2, [(None, None), "null"]),
        ([None, None, None], 2, [None]),
        (["a", " a", "b"], 2, [None]),
        (["", "a", "b"], 1, [(None, "a"), ("a", "b"), ("b", None)]),
        ([10, 9, 2], 1, [(None, "2"), ("2", "9"), ("9", None)]),
    ],
)
def test_ranges_hold_whole_keys_in_order(keys, batch_rows, ranges):
    wanted = [
        None if ends is None else KeyRange(is_null=True) if ends == "null" else KeyRange(*ends)
        for ends in ranges
    ]
    with duckdb.connect() as con:
        kind = "integer" if isinstance(keys[0], int) else "varchar"
        con.execute(f"create table raw as select unnest($keys)::{kind} as key", {"keys": keys})
        found = key_ranges(con, "key", rows=len(keys), batch_rows=batch_rows)
        assert found == wanted
        parts = [
            con.table("raw") if part is None else part.of(con.table("raw"), "key") for part in found
        ]
        assert sum(map(len, parts)) == len(keys)
