"""What the exports look like on disk, that a seed fixes them, and what stops them."""

import hashlib
import shutil
import tomllib
from collections import namedtuple
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.errors import Refused
from pipelines.settings import PROJECT
from pipelines.world import PRESETS, write_world
from pipelines.world.marketplace import plan_world

COLUMNS = {
    "merchants": "merchant_id name industry country region founded_on joined_on",
    "sales": "merchant_id event_id occurred_at known_at kind amount buyer_id channel",
    "purchases": "merchant_id event_id occurred_at known_at kind amount supplier_id",
    "bank": "merchant_id event_id occurred_at known_at amount balance_after category",
    "applications": "application_id merchant_id applied_at order_amount supplier_id",
    "loans": "loan_id application_id merchant_id funded_at principal monthly_rates",
    "loan_events": "loan_id event_id occurred_at known_at kind amount",
}
KEYS = {
    "merchants": "merchant_id",
    "sales": "event_id",
    "purchases": "event_id",
    "bank": "event_id",
    "applications": "application_id",
    "loans": "loan_id",
    "loan_events": "event_id",
}
READERS = sorted(
    path
    for path in (*(PROJECT / "pipelines").rglob("*"), *(PROJECT / "dashboard").rglob("*"))
    if path.suffix in {".py", ".sql", ".toml"}
    and not path.is_relative_to(PROJECT / "pipelines" / "world")
)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Forty merchants over two years, and what was said of them."""
    return write_world(tmp_path_factory.mktemp("small") / "w", merchants=40, years=2, seed=5)


@pytest.fixture(scope="module")
def two_batches(tmp_path_factory):
    """301 merchants over twenty years: one more than a batch of so many years holds."""
    assert len(plan_world(301, 20, 3, PRESETS["base"]).batches) == 2
    folder = tmp_path_factory.mktemp("two-batches") / "w"
    seen: list[float] = []
    write_world(
        folder,
        merchants=301,
        years=20,
        seed=3,
        threads=1,
        progress=lambda share, part: seen.append(share),
    )
    return folder, seen


def _digests(folder: Path) -> dict[str, str]:
    return {
        f.name: hashlib.sha256(f.read_bytes()).hexdigest()
        for f in sorted((*folder.iterdir(), *folder.with_name(f"{folder.name}-truth").iterdir()))
    }


def test_a_seed_fixes_every_byte_and_another_seed_changes_every_file(tmp_path):
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        write_world(tmp_path / name, merchants=40, years=2, seed=seed)
    first, again, other = (_digests(tmp_path / name) for name in "abc")
    assert len(first) == 9
    assert first == again
    assert all(first[name] != other[name] for name in first)


def test_the_number_of_threads_changes_no_byte(tmp_path, two_batches):
    write_world(tmp_path / "w", merchants=301, years=20, seed=3, threads=4)
    assert _digests(tmp_path / "w") == _digests(two_batches[0])


def test_exports_have_the_columns_of_the_store_and_amounts_in_dollars(small):
    for name, columns in COLUMNS.items():
        table = pq.read_table(small.folder / f"{name}.parquet")
        assert table.column_names == columns.split()
        assert table.num_rows == small.rows[name] > 0
        assert all(column.null_count == 0 for column in table.columns)
    sales = pq.read_schema(small.folder / "sales.parquet")
    assert sales.field("amount").type == pa.decimal128(18, 2)
    assert sales.field("occurred_at").type == pa.timestamp("us")


def test_truth_lies_beside_the_exports_and_not_among_them(small):
    assert small.truth == small.folder.with_name("w-truth")
    truth = pq.read_table(small.truth / "truth.parquet")
    assert truth.num_rows == small.rows["applications"]
    exported = {c for columns in COLUMNS.values() for c in columns.split()}
    assert exported & set(truth.column_names) == {"application_id", "merchant_id"}
    assert {"true_pd", "would_default", "fraud_scheme", "is_fraud"} <= set(truth.column_names)


def test_the_truth_names_every_application_once_in_the_exports_own_order(small):
    truth = pq.read_table(small.truth / "truth.parquet")
    asked = pq.read_table(small.folder / "applications.parquet")
    assert truth["application_id"] == asked["application_id"]
    assert truth["merchant_id"] == asked["merchant_id"]


def test_no_export_says_who_is_a_fraud_or_in_distress(small):
    exported = {
        column
        for name in COLUMNS
        for column in pq.read_schema(small.folder / f"{name}.parquet").names
    }
    told = ("fraud", "scheme", "strike", "distress", "health", "pd", "default", "owner", "driver")
    assert [column for column in exported if any(word in column for word in told)] == []


def test_nothing_but_the_world_knows_where_the_truth_lies():
    assert len(READERS) > 100
    texts = {path: path.read_text(encoding="utf-8") for path in READERS}
    told = [path for path, text in texts.items() if "truth.parquet" in text or "-truth" in text]
    assert told == []


def test_ids_are_unique_across_batches_and_point_at_what_is_there(two_batches):
    tables = {name: pq.read_table(two_batches[0] / f"{name}.parquet") for name in COLUMNS}
    for name, key in KEYS.items():
        assert len(tables[name][key].unique()) == tables[name].num_rows, name
    for name, key, home in (
        ("sales", "merchant_id", "merchants"),
        ("applications", "merchant_id", "merchants"),
        ("loans", "application_id", "applications"),
        ("loan_events", "loan_id", "loans"),
    ):
        assert set(tables[name][key].unique()) <= set(tables[home][key].unique()), name


def test_each_batch_is_drawn_from_streams_of_its_own(two_batches):
    """The industries are a batch's first draw, the same in both were the streams: by chance one in
    six or so is."""
    industries = pq.read_table(two_batches[0] / "merchants.parquet")["industry"].to_numpy()
    assert (industries[:150] == industries[151:]).mean() < 0.5


def test_the_book_says_that_it_is_synthetic(small):
    book = tomllib.loads((small.folder / "marketplace.toml").read_text())
    assert book["is_synthetic"] is True
    assert book["as_of"] == small.as_of == date(2025, 12, 31)
    assert (book["name"], book["currency"]) == ("Synthetic marketplace", "USD")
    assert "seed 5" in book["note"]


def test_the_summary_counts_what_was_written(small):
    truth = pq.read_table(small.truth / "truth.parquet").to_pandas()
    assert small.preset == "base"
    assert small.approval_rate == pytest.approx(truth.approved.mean())
    assert small.default_rate == pytest.approx(truth.would_default.mean())
    assert small.funded_default_rate == pytest.approx(truth.would_default[truth.funded].mean())


def test_progress_rises_to_the_end_batch_by_batch(two_batches):
    seen = two_batches[1]
    assert seen == sorted(seen)
    assert (seen[0], seen[-1], len(seen)) == (0.0, 1.0, 3)


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"merchants": 0}, "at least 1 merchant"),
        ({"merchants": -5}, "at least 1 merchant"),
        ({"merchants": 1_000_000}, "at most 999,999"),
        ({"years": 0}, "1 to 20 years"),
        ({"years": -1}, "1 to 20 years"),
        ({"years": 21}, "1 to 20 years"),
        ({"seed": -1}, "seed"),
        ({"preset": "covid"}, "at least 3 years"),
        ({"preset": "loosened-policy"}, "at least 3 years"),
        ({"preset": "boom"}, "base, covid, loosened-policy, subprime"),
    ],
)
def test_impossible_settings_are_refused_before_anything_is_written(tmp_path, settings, reason):
    with pytest.raises(Refused, match=reason):
        write_world(tmp_path / "w", **({"merchants": 20, "years": 2, "seed": 1} | settings))
    assert list(tmp_path.iterdir()) == []


def test_a_world_that_the_disk_cannot_hold_is_refused_before_anything_is_written(
    tmp_path, monkeypatch
):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**9, 10**9 - 10**5, 10**5))
    with pytest.raises(Refused, match="free: make room or ask for fewer"):
        write_world(tmp_path / "deep" / "w", merchants=20, years=2, seed=1)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "w").write_text("a file where the folder should be")
    with pytest.raises(Refused, match="cannot write"):
        write_world(tmp_path / "w", merchants=20, years=2, seed=1)


@pytest.mark.parametrize("tables", [0, 5, 9])
def test_a_failure_in_the_middle_leaves_the_old_exports_whole(
    tmp_path, monkeypatch, two_batches, tables
):
    """The disk fills up after some of the first batch's eight tables, or at the second's."""
    for name in ("w", "w-truth"):
        shutil.copytree(two_batches[0].with_name(name), tmp_path / name)
    written = []
    write_table = pq.ParquetWriter.write_table

    def until_full(writer, table, *args, **options):
        if len(written) == tables:
            raise OSError(28, "No space left on device")
        written.append(table.num_rows)
        write_table(writer, table, *args, **options)

    monkeypatch.setattr(pq.ParquetWriter, "write_table", until_full)
    with pytest.raises(Refused, match="No space left"):
        write_world(tmp_path / "w", merchants=301, years=20, seed=2)
    assert _digests(tmp_path / "w") == _digests(two_batches[0])
    assert list(tmp_path.rglob("*.unfinished")) == []


def test_writing_again_replaces_the_old_exports(tmp_path):
    for seed in (1, 2):
        write_world(tmp_path / "w", merchants=20, years=2, seed=seed)
    write_world(tmp_path / "other", merchants=20, years=2, seed=2)
    assert _digests(tmp_path / "w") == _digests(tmp_path / "other")
