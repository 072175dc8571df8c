"""A backup is consistent, verified, and comes back on an empty machine."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reporting.answers import Answer
from storage import schema
from storage.backup import (
    RESTORED,
    archives_in,
    lost_receipts,
    make_backup,
    make_key,
    restore_backup,
)
from storage.database import Database
from storage.faults import SchemaProblem
from storage.files import FileStore
from storage.tables import metadata
from storage.transfer import count
from storage.writer import Writer
from tests.storage import postgres
from tests.storage.archives import HAND_IN, attach, problem_of, receipts, rewritten
from tests.storage.season import NOW, Season, later

ROOT = Path(schema.__file__).parent.parent


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Database]:
    """Another machine."""
    database = Database(f"sqlite:///{tmp_path / 'new' / 'bot.db'}")
    yield database
    database.dispose()


def test_what_was_there_is_there_again(
    database: Database, season: Season, files: FileStore, folder: Path, elsewhere: Database,
    tmp_path: Path,
) -> None:  # fmt: skip
    season.submit("R1", {"/data/KT01": Answer(5)})
    sha256 = attach(season, files, b"photo")
    made = make_backup(database, files, folder, NOW)
    assert (made.manifest.receipts, made.manifest.files, made.manifest.missing) == (1, 1, ())
    assert made.path == folder / "tonghop-20210615T020000Z.tar.gz"
    assert [path.name for path in folder.iterdir()] == [made.path.name]

    there = FileStore(tmp_path / "new" / "files")
    restore_backup(made.path, elsewhere, there, later(hours=3))
    assert receipts(elsewhere) == ["R1"]
    assert there.get(sha256) == b"photo"
    schema.check(elsewhere)
    with database.reading.connect() as old, elsewhere.reading.connect() as new:
        added = {"setting": 1, "audit": 1}
        before = {name: rows + added.get(name, 0) for name, rows in count(old).items()}
        assert count(new) == before
    with Writer(elsewhere) as writer:
        mark = writer.run(lambda work: work.settings.get(RESTORED)).result(10)
        assert mark == {"made_at": NOW.isoformat(), "at": later(hours=3).isoformat()}
        assert writer.run(lambda work: work.people.get(season.an.id)).result(10) == season.run(
            lambda work: work.people.get(season.an.id)
        )


def test_only_its_owner_can_read_a_backup(
    database: Database, season: Season, files: FileStore, folder: Path, elsewhere: Database
) -> None:
    made = make_backup(database, files, folder, NOW)
    restore_backup(made.path, elsewhere, files, NOW)
    assert elsewhere.path is not None
    modes = [path.stat().st_mode & 0o777 for path in (folder, made.path, elsewhere.path)]
    assert modes == [0o700, 0o600, 0o600]


def test_r28_backup_while_others_write_holds_every_receipt_issued_before_it(
    database: Database, season: Season, files: FileStore, folder: Path, tmp_path: Path
) -> None:
    url = database.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", HAND_IN, url, database.schema, str(tmp_path / "files")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writing:
        assert writing.stdout is not None
        issued = []
        for round_ in range(3):
            issued += [writing.stdout.readline().strip() for _ in range(5)]
            made = make_backup(database, files, folder, later(hours=round_))
            target = Database(f"sqlite:///{tmp_path / f'new{round_}' / 'bot.db'}")
            there = FileStore(tmp_path / f"new{round_}" / "files")
            restore_backup(made.path, target, there, NOW)
            assert set(issued) <= set(receipts(target))
            assert made.manifest.missing == ()
            with target.reading.connect() as connection:
                stored = connection.exec_driver_sql("SELECT sha256 FROM attachment").scalars()
                assert all(hashlib.sha256(there.get(one)).hexdigest() == one for one in stored)
            target.dispose()
        writing.kill()


def test_r29_receipts_after_the_backup_are_listed(
    database: Database, season: Season, files: FileStore, folder: Path, elsewhere: Database
) -> None:
    season.submit("R1", {})
    made = make_backup(database, files, folder, NOW)
    season.run(lambda work: work.drafts.start(season.obligation.id, NOW))
    season.submit("R2", {})
    restore_backup(made.path, elsewhere, files, NOW)
    (lost,) = lost_receipts(database, elsewhere)
    assert (lost.code, lost.unit_id, lost.version) == ("R2", "kinh-te", 2)
    assert lost.person_name == season.an.name


def test_restore_touches_nothing_where_there_is_something(
    database: Database, season: Season, files: FileStore, folder: Path, elsewhere: Database
) -> None:
    made = make_backup(database, files, folder, NOW)
    with problem_of("not_empty"):
        restore_backup(made.path, database, files, NOW)
    assert season.reread().open
    restore_backup(made.path, elsewhere, files, NOW)
    with problem_of("not_empty"):
        restore_backup(made.path, elsewhere, files, NOW)


def test_a_backup_of_either_engine_restores_into_postgresql(
    database: Database, season: Season, files: FileStore, folder: Path,
    postgres_server: postgres.Server,
) -> None:  # fmt: skip
    season.submit("R1", {"/data/KT01": Answer(5)})
    made = make_backup(database, files, folder, NOW)
    blank = Database(postgres_server.url, schema=f"restored_from_{database.dialect}")
    restore_backup(made.path, blank, files, NOW)
    with problem_of("not_empty"):
        restore_backup(made.path, blank, files, NOW)
    with Writer(blank) as writer:
        assert writer.run(lambda work: work.submissions.by_code("R1")).result(10) is not None
        # Ids go on where they stopped.
        draft = writer.run(lambda work: work.drafts.start(season.obligation.id, NOW)).result(10)
        assert draft.id > season.draft.id
    blank.dispose()


def test_with_a_key_only_the_key_opens_it(
    sqlite: Database, files: FileStore, folder: Path, elsewhere: Database, tmp_path: Path
) -> None:
    key, other = tmp_path / "key.txt", tmp_path / "other.txt"
    for path in (key, other):
        make_key(path)
        assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        make_key(key)
    with Writer(sqlite) as writer:
        Season(writer)
        made = make_backup(sqlite, files, folder, NOW, key_file=key)
    assert made.path.name.endswith(".tar.gz.age")
    assert "Nguyễn Thị An".encode() not in made.path.read_bytes()
    for wrong, code in ((None, "no_key"), (other, "wrong_key"), (made.path, "bad_key")):
        with problem_of(code):
            restore_backup(made.path, elsewhere, files, NOW, wrong)
    restore_backup(made.path, elsewhere, files, NOW, key)
    schema.check(elsewhere)


def test_the_key_may_not_lie_with_the_archives(
    sqlite: Database, files: FileStore, folder: Path
) -> None:
    folder.mkdir()
    make_key(folder / "key.txt")
    with problem_of("key_beside"):
        make_backup(sqlite, files, folder, NOW, key_file=folder / "key.txt")


@pytest.mark.parametrize("keyed", [False, True])
def test_a_cut_off_or_changed_archive_is_refused_and_nothing_comes_of_it(
    sqlite: Database, files: FileStore, folder: Path, elsewhere: Database, tmp_path: Path,
    keyed: bool,
) -> None:  # fmt: skip
    key = tmp_path / "key.txt" if keyed else None
    if key:
        make_key(key)
    files.put(os.urandom(300_000))
    made = make_backup(sqlite, files, folder, NOW, key_file=key)
    whole = made.path.read_bytes()
    middle = len(whole) // 2
    flipped = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    for damaged in (b"", whole[: len(whole) // 3], whole[:-9], flipped, b"PK\3\4" + whole):
        made.path.write_bytes(damaged)
        with problem_of("not_readable"):
            restore_backup(made.path, elsewhere, files, NOW, key)
    assert elsewhere.path is not None
    assert list(elsewhere.path.parent.iterdir()) == []


def test_an_archive_somebody_else_put_together_is_refused(
    sqlite: Database, files: FileStore, folder: Path, elsewhere: Database, tmp_path: Path
) -> None:
    sha256 = files.put(b"photo")
    made = make_backup(sqlite, files, folder, NOW)
    name = f"files/{sha256[:2]}/{sha256}"
    database = gzip.decompress(made.path.read_bytes())
    assert database
    changes: list[tuple[dict[str, bytes | None], dict[str, bytes]]] = [
        ({name: b"other photo"}, {}),
        ({name: None}, {}),
        ({"database.sqlite": b"SQLite format 3\0"}, {}),
        ({"manifest.json": None}, {}),
        ({"manifest.json": b"{}"}, {}),
        ({"manifest.json": b'{"format": 2}'}, {}),
        ({}, {"../../evil": b"x"}),
        ({}, {"/etc/cron.d/evil": b"x"}),
        ({}, {name: b"photo"}),
    ]
    for change, extra in changes:
        with problem_of("not_readable"):
            restore_backup(rewritten(made.path, change, extra), elsewhere, files, NOW)
    assert not list(tmp_path.rglob("evil"))


def test_a_backup_of_a_later_version_is_refused(
    sqlite: Database, files: FileStore, folder: Path, elsewhere: Database
) -> None:
    with sqlite.writing.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    made = make_backup(sqlite, files, folder, NOW)
    with pytest.raises(SchemaProblem, match="newer"):
        restore_backup(made.path, elsewhere, files, NOW)


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(
    blank: Database, files: FileStore, folder: Path, elsewhere: Database
) -> None:
    if blank.dialect == "postgresql":  # a running bot's tables are of its version
        return
    schema.upgrade(blank)
    schema.migrate(blank, "-1")
    made = make_backup(blank, files, folder, NOW)
    restore_backup(made.path, elsewhere, files, NOW)
    schema.check(elsewhere)


def test_a_damaged_database_gives_no_backup(
    sqlite: Database, files: FileStore, folder: Path
) -> None:
    assert sqlite.path is not None
    make_backup(sqlite, files, folder, NOW)
    with closing(sqlite3.connect(sqlite.path, isolation_level=None)) as connection:
        connection.execute(
            "INSERT INTO membership (person_id, unit_id, role, state, created_at)"
            " VALUES (77, 'y-te', 'liaison', 'active', '2021-06-15T00:00:00.000000+00:00')"
        )
    with problem_of("damaged_source"):
        make_backup(sqlite, files, folder, later(days=1))
    assert len(archives_in(folder, "tonghop")) == 1


def test_files_that_are_damaged_or_gone_are_named_and_stop_nothing(
    sqlite: Database, files: FileStore, folder: Path
) -> None:
    with Writer(sqlite) as writer:
        season = Season(writer)
        fine, gone, damaged = (attach(season, files, data) for data in (b"a", b"b", b"c"))
        files.path(gone).unlink()
        files.path(damaged).write_bytes(b"other")
        made = make_backup(sqlite, files, folder, NOW)
    assert made.manifest.missing == tuple(sorted((gone, damaged)))
    with tarfile.open(made.path) as tar:
        names = tar.getnames()
    assert names == ["database.sqlite", f"files/{fine[:2]}/{fine}", "manifest.json"]


def test_a_full_disk_is_noticed_before_it_is_full(
    sqlite: Database, files: FileStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = os.statvfs(folder.parent)
    assert full.f_bavail > 0

    class Usage:
        free = 1 << 20

    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage)
    with problem_of("no_space"):
        make_backup(sqlite, files, folder, NOW)
    assert list(folder.iterdir()) == []


def test_a_backup_that_was_killed_leaves_no_archive_and_is_tidied_up(
    sqlite: Database, files: FileStore, folder: Path
) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from datetime import datetime, UTC\n"
        "from storage.backup import making; from storage.database import Database\n"
        "from storage.files import FileStore\n"
        "making.check_archive = lambda path: os.kill(os.getpid(), signal.SIGKILL)\n"
        "making.make_backup(Database(sys.argv[1]), FileStore(Path(sys.argv[2])),"
        " Path(sys.argv[3]), datetime(2021, 6, 15, tzinfo=UTC))\n"
    )
    url = sqlite.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", code, url, str(folder.parent / "files"), str(folder)]
    killed = subprocess.run(command, cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert archives_in(folder, "tonghop") == []
    (left,) = folder.iterdir()
    long_after = datetime.fromtimestamp(left.stat().st_mtime, UTC) + timedelta(days=2)
    made = make_backup(sqlite, files, folder, long_after)
    assert list(folder.iterdir()) == [made.path]


def test_the_manifest_says_what_is_inside(sqlite: Database, files: FileStore, folder: Path) -> None:
    made = make_backup(sqlite, files, folder, NOW)
    with tarfile.open(made.path) as tar:
        content = tar.extractfile("manifest.json")
        assert content is not None
        manifest = json.load(content)
        owners = {(info.uid, info.uname, info.mode) for info in tar}
    assert manifest["made_at"] == made.manifest.moment.isoformat() == NOW.isoformat()
    assert owners == {(0, "", 0o600)}


def test_every_table_is_in_a_backup(sqlite: Database, files: FileStore, folder: Path) -> None:
    made = make_backup(sqlite, files, folder, NOW)
    with tarfile.open(made.path) as tar:
        content = tar.extractfile("database.sqlite")
        assert content is not None
        copy = folder / "copy.sqlite"
        copy.write_bytes(content.read())
    with closing(sqlite3.connect(copy)) as connection:
        found = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    assert set(metadata.tables) <= found
