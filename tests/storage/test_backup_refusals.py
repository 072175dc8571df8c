"""What is damaged, foreign, too new or too large is refused, and what was there stays."""

from __future__ import annotations

import gzip
import os
import signal
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import schema
from storage.backup import (
    archives_in,
    make_backup,
    make_key,
    restore_backup,
)
from storage.database import Database
from storage.faults import SchemaProblem
from storage.files import FileStore
from storage.writer import Writer
from tests.storage.archives import attach, problem_of, rewritten
from tests.storage.season import NOW, Season, later

ROOT = Path(schema.__file__).parent.parent


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
