"""What the exports look like on disk, and that a seed fixes them."""

import hashlib
import tomllib
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.errors import Refused
from pipelines.world import write_world

COLUMNS = {
    "merchants": "merchant_id name industry country region founded_on joined_on",
    "sales": "merchant_id event_id occurred_at known_at kind amount buyer_id channel",
    "purchases": "merchant_id event_id occurred_at known_at kind amount supplier_id",
    "bank": "merchant_id event_id occurred_at known_at amount balance_after category",
    "applications": "application_id merchant_id applied_at order_amount supplier_id",
    "loans": "loan_id application_id merchant_id funded_at principal monthly_rates",
    "loan_events": "loan_id event_id occurred_at known_at kind amount",
}


def _digests(folder: Path) -> dict[str, str]:
    return {
        f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(folder.glob("*.parquet"))
    }


def test_a_seed_fixes_every_byte_and_another_seed_changes_every_file(tmp_path):
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        write_world(tmp_path / name, merchants=40, years=2, seed=seed)
    first, again, other = (_digests(tmp_path / name) for name in "abc")
    assert first == again
    assert _digests(tmp_path / "a-truth") == _digests(tmp_path / "b-truth")
    assert all(first[name] != other[name] for name in first)


def test_exports_have_the_columns_of_the_store_and_amounts_in_dollars(tmp_path):
    summary = write_world(tmp_path / "w", merchants=40, years=2, seed=5)
    for name, columns in COLUMNS.items():
        table = pq.read_table(tmp_path / "w" / f"{name}.parquet")
        assert table.column_names == columns.split()
        assert table.num_rows == summary.rows[name] > 0
        assert all(column.null_count == 0 for column in table.columns)
    sales = pq.read_schema(tmp_path / "w" / "sales.parquet")
    assert sales.field("amount").type == pa.decimal128(18, 2)
    assert sales.field("occurred_at").type == pa.timestamp("us")


def test_truth_lies_beside_the_exports_and_not_among_them(tmp_path):
    summary = write_world(tmp_path / "w", merchants=40, years=2, seed=5)
    assert summary.truth == tmp_path / "w-truth"
    truth = pq.read_table(summary.truth / "truth.parquet")
    assert truth.num_rows == summary.rows["applications"]
    exported = {c for columns in COLUMNS.values() for c in columns.split()}
    assert exported & set(truth.column_names) == {"application_id", "merchant_id"}


def test_the_book_says_that_it_is_synthetic(tmp_path):
    write_world(tmp_path / "w", merchants=20, years=2, seed=5)
    book = tomllib.loads((tmp_path / "w" / "marketplace.toml").read_text())
    assert book["is_synthetic"] is True
    assert book["as_of"] == date(2025, 12, 31)
    assert (book["name"], book["currency"]) == ("Synthetic marketplace", "USD")


def test_progress_rises_to_the_end(tmp_path):
    seen: list[float] = []
    write_world(
        tmp_path / "w",
        merchants=20,
        years=2,
        seed=5,
        progress=lambda share, part: seen.append(share),
    )
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


@pytest.mark.parametrize(
    "settings", [{"merchants": 0}, {"merchants": -5}, {"years": 0}, {"years": -1}, {"seed": -1}]
)
def test_impossible_settings_are_refused_before_anything_is_written(tmp_path, settings):
    with pytest.raises(Refused):
        write_world(tmp_path / "w", **({"merchants": 20, "years": 2, "seed": 1} | settings))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "w").write_text("a file where the folder should be")
    with pytest.raises(Refused, match="cannot write"):
        write_world(tmp_path / "w", merchants=20, years=2, seed=1)
