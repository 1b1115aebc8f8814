"""Publishing a version of the history: whole or not at all, one writer at a time."""

import hashlib
import subprocess
import sys
import threading

import duckdb
import pytest

from pipelines.errors import Refused
from pipelines.settings import Settings
from pipelines.store import History, building
from pipelines.store.version import IMPORTED_TABLES

BOOK = "insert into book values ('Test', 'USD', date '2025-12-31', false, '')"
MERCHANT = "insert into merchants values ($id, $id, null, null, null, null, null, 1)"


def publish(settings: Settings, merchant: str) -> None:
    with building(settings, change=f"add {merchant}", imported=True) as con:
        if not con.execute("select 1 from book").fetchall():
            con.execute(BOOK)
        con.execute(MERCHANT, {"id": merchant})


def fail_after_adding(settings: Settings, merchant: str) -> None:
    with building(settings, change="bad") as con:
        con.execute(MERCHANT, {"id": merchant})
        raise ZeroDivisionError


def add_orphan(settings: Settings) -> None:
    with building(settings, change="orphan", imported=True) as con:
        con.execute(BOOK)
        con.execute(
            "insert into sales values ('m9', 's1', timestamp '2025-01-01', "
            "timestamp '2025-01-01', 'sale', 100, null, null, 1)"
        )


def merchants(settings: Settings) -> list[tuple]:
    with History(settings) as history:
        return history.rows("select merchant_id from merchants order by 1")


def test_first_version_creates_the_store(settings):
    publish(settings, "m1")
    with History(settings) as history:
        version = history.version()
    assert (version.number, version.change, version.book.currency) == (1, "add m1", "USD")
    assert version.version_id == f"1-{version.content_hash[:8]}"
    assert sorted(path.name for path in settings.store.iterdir()) == [
        "history.duckdb",
        "history.lock",
    ]


def test_each_version_adds_to_the_one_before(settings):
    publish(settings, "m1")
    publish(settings, "m2")
    assert merchants(settings) == [("m1",), ("m2",)]


def test_fresh_starts_from_nothing(settings):
    publish(settings, "m1")
    with building(settings, change="anew", imported=True, fresh=True) as con:
        con.execute(BOOK)
    assert merchants(settings) == []


def test_error_leaves_the_published_version(settings):
    publish(settings, "m1")
    before = settings.history.read_bytes()
    with pytest.raises(ZeroDivisionError):
        fail_after_adding(settings, "m2")
    assert settings.history.read_bytes() == before
    assert merchants(settings) == [("m1",)]


def test_broken_contract_is_refused_by_name(settings):
    publish(settings, "m1")
    with (
        pytest.raises(Refused, match="keys are unique: 1 rows"),
        building(settings, change="twice") as con,
    ):
        con.execute(MERCHANT, {"id": "m1"})
    assert merchants(settings) == [("m1",)]


def test_events_without_merchant_are_refused(settings):
    with pytest.raises(Refused, match="references hold"):
        add_orphan(settings)
    assert not settings.history.exists()


def test_first_creation_that_fails_leaves_no_file(settings):
    with pytest.raises(ZeroDivisionError), building(settings, change="bad"):
        raise ZeroDivisionError
    assert [path.name for path in settings.store.iterdir()] == ["history.lock"]


def test_second_writer_is_refused_with_the_process_id(settings):
    publish(settings, "m1")
    script = (
        "import sys, time; from pathlib import Path\n"
        "from pipelines.settings import Settings; from pipelines.store import building\n"
        "with building(Settings(store=Path(sys.argv[1])), change='slow'):\n"
        "    print('held', flush=True); time.sleep(60)\n"
    )
    command = [sys.executable, "-c", script, str(settings.store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "held\n"
        with pytest.raises(Refused, match=f"process {writer.pid} is writing"):
            publish(settings, "m2")
        assert merchants(settings) == [("m1",)]
        writer.kill()
    publish(settings, "m2")
    assert merchants(settings) == [("m1",), ("m2",)]


def test_store_open_for_writing_elsewhere_is_refused_with_the_process_id(settings):
    publish(settings, "m1")
    script = (
        "import sys, time, duckdb; con = duckdb.connect(sys.argv[1])\n"
        "print('held', flush=True); time.sleep(60)\n"
    )
    command = [sys.executable, "-c", script, str(settings.history)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "held\n"
        with pytest.raises(Refused, match=f"open for writing in process {writer.pid}"):
            History(settings)
        with pytest.raises(Refused, match=f"open for writing in process {writer.pid}"):
            publish(settings, "m2")
        writer.kill()
    assert merchants(settings) == [("m1",)]


def test_content_hash_is_of_the_rows_and_not_of_their_order(tmp_path):
    hashes = []
    for name, order in (("a", ("m1", "m2")), ("b", ("m2", "m1"))):
        settings = Settings(store=tmp_path / name)
        for merchant in order:
            publish(settings, merchant)
        with History(settings) as history:
            hashes.append(history.version().content_hash)
    assert hashes[0] == hashes[1]


def test_content_hash_is_of_the_sums_of_the_rows_md5_numbers(settings):
    publish(settings, "m1")
    publish(settings, "m'2")
    digest = hashlib.sha256()
    with History(settings) as history:
        for table in IMPORTED_TABLES:
            columns = "*" if table == "book" else "* exclude (import_id)"
            rows = history.rows(f"select cast(t as varchar) from (select {columns} from {table}) t")
            parts = [hashlib.md5(text.encode()).digest()[8:] for (text,) in rows]
            total = sum(int.from_bytes(part, "little") for part in parts)
            digest.update(f"{table} {len(rows)} {total}\n".encode())
        assert history.version().content_hash == digest.hexdigest()


def test_event_that_stands_twice_is_refused(settings):
    publish(settings, "m1")
    events = (
        "insert into sales select 'm1', unnest(['s1', 's2', 's1']), date '2025-01-01', "
        "date '2025-01-01', 'sale', 100, null, null, 1"
    )
    with (
        pytest.raises(Refused, match="events are unique: 1 rows"),
        building(settings, change="twice", imported=True) as con,
    ):
        con.execute(events)
    assert merchants(settings) == [("m1",)]


def test_content_hash_stands_while_only_computed_tables_change(settings):
    publish(settings, "m1")
    with History(settings) as history:
        before = history.version()
    with building(settings, change="features"):
        pass
    with History(settings) as history:
        after = history.version()
    assert after.content_hash == before.content_hash
    assert after.number == before.number + 1


@pytest.mark.parametrize(
    ("changes", "behind"),
    [
        (["import table"], None),
        (["import table", "features"], None),
        (["import table", "features", "import table"], "features"),
        (["import table", "features", "score m-1", "features"], "scores"),
        (["import table", "features", "score m-1", "features", "score m-1"], None),
    ],
)
def test_version_says_what_is_behind(settings, changes, behind):
    publish(settings, "m1")
    for change in changes:
        with building(settings, change=change):
            pass
    with History(settings) as history:
        assert history.version().behind == behind


def test_reader_follows_a_new_version(settings):
    publish(settings, "m1")
    with History(settings) as history:
        assert history.version().number == 1
        publish(settings, "m2")
        assert history.version().number == 2
        assert history.rows("select count(*) from merchants") == [(2,)]


def test_readers_on_threads_see_whole_versions_while_others_are_published(settings):
    publish(settings, "m1")
    seen: list[tuple[int, int]] = []
    stop = threading.Event()

    def read(history: History) -> None:
        while not stop.is_set():
            seen.append(
                history.rows(
                    "select (select max(number) from versions), (select count(*) from merchants)"
                )[0]
            )

    with History(settings) as history:
        readers = [threading.Thread(target=read, args=(history,)) for _ in range(4)]
        for reader in readers:
            reader.start()
        for number in range(2, 8):
            publish(settings, f"m{number}")
        stop.set()
        for reader in readers:
            reader.join()
    assert all(version == count for version, count in seen)


def test_reader_cannot_reach_outside_the_store(settings, tmp_path):
    publish(settings, "m1")
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    with History(settings) as history:
        with pytest.raises(duckdb.PermissionException):
            history.rows("select * from read_csv($path)", {"path": str(secret)})
        with pytest.raises(duckdb.InvalidInputException, match="locked"):
            history.rows("set memory_limit = '10GB'")
        with pytest.raises(duckdb.InvalidInputException, match="read-only"):
            history.rows("delete from merchants")


def test_unwritable_folder_is_refused(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Refused, match="check its permissions"):
        publish(Settings(store=tmp_path / "file"), "m1")


def test_disk_full_is_refused_and_leaves_the_published_version(settings):
    publish(settings, "m1")
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from pipelines.errors import Refused; from pipelines.settings import Settings\n"
        "from pipelines.store import building\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "try:\n"
        "    with building(Settings(store=Path(sys.argv[1])), change='big') as con:\n"
        "        con.execute('create table big as select random() as x from range(3000000)')\n"
        "except Refused as refusal:\n"
        "    print(refusal)\n"
    )
    command = [sys.executable, "-c", script, str(settings.store)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "cannot write to the store" in done.stdout, done.stderr
    assert merchants(settings) == [("m1",)]
    assert sorted(path.name for path in settings.store.iterdir()) == [
        "history.duckdb",
        "history.lock",
    ]


def test_no_store_says_what_to_run(settings):
    with pytest.raises(Refused, match="python -m pipelines demo"):
        History(settings)


def test_damaged_store_says_what_to_do(settings):
    settings.store.mkdir()
    settings.history.write_bytes(b"no database" * 1000)
    with pytest.raises(Refused, match="restore it from a copy"):
        History(settings)
