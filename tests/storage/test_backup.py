"""A backup is consistent, verified, and comes back on an empty machine."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from reporting.answers import Answer
from storage import inbox_queue, schema
from storage.backup import (
    lost_receipts,
    make_backup,
    make_key,
    restore_backup,
)
from storage.database import Database
from storage.files import FileStore
from storage.inbox_queue import RawUpdate
from storage.tables import metadata
from storage.transfer import count
from storage.writer import Writer
from tests.storage import postgres
from tests.storage.archives import HAND_IN, attach, problem_of, receipts
from tests.storage.season import NOW, Season, later
from usecases.presence import RESTORED

ROOT = Path(schema.__file__).parent.parent


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


def test_r29_updates_that_come_again_after_a_restore_have_no_second_effect(
    database: Database, season: Season, files: FileStore, folder: Path, elsewhere: Database
) -> None:
    before = [RawUpdate(number, f'{{"update_id": {number}}}', 7) for number in (1, 2)]
    after = RawUpdate(3, '{"update_id": 3}', 7)
    season.run(lambda work: inbox_queue.store(work, before, NOW))
    assert season.run(lambda work: work.inbox.take(1, NOW))
    made = make_backup(database, files, folder, NOW)
    season.run(lambda work: inbox_queue.store(work, [after], NOW))
    restore_backup(made.path, elsewhere, files, NOW)
    with Writer(elsewhere) as writer:
        again = writer.run(lambda work: inbox_queue.store(work, [*before, after], NOW)).result(10)
        assert len(again) == 1
        waiting = writer.run(lambda work: inbox_queue.waiting(work, 9)).result(10)
    assert [row.raw for row in waiting[7]] == [before[1].raw, after.raw]


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
