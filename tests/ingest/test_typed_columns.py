"""A typed column and the same column as text end as the same rows, for the same reasons."""

import csv
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.ingest import import_table
from pipelines.ingest.typed import taken_as
from pipelines.settings import Settings
from pipelines.store import History, sql_text

MACROS = sql_text(__file__, "../../pipelines/ingest/sql/macros.sql")
MAPPING = """
[book]
name = "Shop"
currency = "EUR"

[columns]
merchant_id = "seller"
event_id = "no"
occurred_at = "day"
known_at = "known"
amount = "total"
"""
ROWS = """
select * from (values
    ('m1', '1', timestamp '2024-03-01 10:00:00.123456', date '2024-03-02', 100.50),
    ('m1', '2', timestamp '2024-03-01 10:00:00', null, -20.00),
    ('m2', '3', timestamp '2024-03-01 00:00:00', date '2024-03-01', 0.00),
    ('m2', '4', timestamp '2999-01-01 00:00:00', date '2999-01-01', 5.00),
    ('m2', '5', timestamp 'infinity', date '2024-03-01', 5.00),
    ('m2', '6', timestamp '1800-01-01 00:00:00', date '0044-03-15 (BC)', 5.00),
    ('m3', '7', timestamp '2024-03-05 00:00:00', date '300000-01-01', 10000000000000.00),
    ('m3', '8', timestamp '2024-03-05 00:00:00', date '2024-03-04', -9999999999999.99),
    (null, '9', null, null, null)
) as t(seller, no, day, known, total)
"""


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as con:
        con.execute(MACROS)
        yield con


def imported(folder: Path, file: Path, unit: str = "major") -> tuple[list, ...]:
    mapping = folder / "map.toml"
    mapping.write_text(MAPPING + f'[read]\namount_unit = "{unit}"\n')
    store = Settings(store=folder / f"store-{unit}-{file.suffix}")
    account = import_table(store, [file], "sales", mapping).tables[0]
    with History(store) as history:
        return (
            [account.read, account.loaded, account.duplicate, account.quarantined, account.reasons],
            history.rows("select * exclude (import_id) from sales"),
            history.rows("select row_number, reasons from quarantine order by 1"),
            history.rows("select content_hash from versions"),
        )


@pytest.mark.parametrize("unit", ["major", "minor"])
def test_parquet_and_csv_of_the_same_rows_become_the_same(tmp_path, unit):
    with duckdb.connect() as con:
        con.sql(ROWS).write_parquet(str(tmp_path / "in.parquet"))
        text = con.sql(f"select columns(*)::varchar from ({ROWS})").fetchall()
    with (tmp_path / "in.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["seller", "no", "day", "known", "total"], *text])
    typed = imported(tmp_path, tmp_path / "in.parquet", unit)
    assert typed == imported(tmp_path, tmp_path / "in.csv", unit)
    assert typed[0][:4] == [9, 2, 0, 7]


@settings(deadline=None)
@given(cents=st.integers(-(10**17), 10**17), unit=st.sampled_from([1, 100]))
def test_decimal_amount_is_what_its_text_is(con, cents, unit):
    text = "select cents_of(cast(a as varchar), $unit), cents_of(a, $unit) from (select {} as a)"
    amount = f"cast('{cents / 100:.2f}' as decimal(18, 2))"
    as_text, typed = con.execute(text.format(amount), {"unit": unit}).fetchall()[0]
    assert as_text == typed


@settings(deadline=None)
@given(seconds=st.integers(-70_000_000_000, 250_000_000_000), micros=st.integers(0, 999_999))
def test_timestamp_and_date_are_what_their_texts_are(con, seconds, micros):
    sql = """
        select
            time_of(cast(t as varchar), null),
            time_of(t, null),
            time_of(cast(cast(t as date) as varchar), null),
            time_of(cast(t as date), null)
        from (select make_timestamp($micros) as t)
    """
    found = con.execute(sql, {"micros": seconds * 1_000_000 + micros}).fetchall()[0]
    assert found[0] == found[1]
    assert found[2] == found[3]


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("a!~ \t\u00a0\u3000\u2003é\x7f\x00"), max_size=5))
def test_stated_text_is_trimmed_as_trim_does(con, text):
    sql = "select stated($text), nullif(trim($text), '')"
    found = con.execute(sql, {"text": text}).fetchall()[0]
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("column", "type_name", "date_format", "taken"),
    [
        ("occurred_at", "TIMESTAMP", None, "TIMESTAMP"),
        ("occurred_at", "DATE", None, "DATE"),
        ("occurred_at", "DATE", "%d/%m/%Y", "VARCHAR"),
        ("occurred_at", "TIMESTAMP_NS", None, "VARCHAR"),
        ("occurred_at", "TIMESTAMP WITH TIME ZONE", None, "VARCHAR"),
        ("occurred_at", "DECIMAL(18,2)", None, "VARCHAR"),
        ("amount", "DECIMAL(18,2)", None, "DECIMAL(18,2)"),
        ("amount", "DECIMAL(9,1)", None, "DECIMAL(18,2)"),
        ("amount", "DECIMAL(18,4)", None, "VARCHAR"),
        ("amount", "DECIMAL(20,2)", None, "VARCHAR"),
        ("amount", "DECIMAL(2,2)", None, "VARCHAR"),
        ("amount", "INTEGER", None, "DECIMAL(18,2)"),
        ("amount", "BIGINT", None, "VARCHAR"),
        ("amount", "DOUBLE", None, "VARCHAR"),
        ("amount", "DATE", None, "VARCHAR"),
        ("merchant_id", "INTEGER", None, "VARCHAR"),
    ],
)
def test_only_what_holds_every_value_is_taken_typed(column, type_name, date_format, taken):
    assert taken_as(column, duckdb.sqltype(type_name), date_format) == taken
