"""What tests of backups share: a process that hands in, receipts, archives made wrong."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from storage.backup import (
    BackupProblem,
)
from storage.database import Database
from storage.files import FileStore
from storage.work import SqlWork
from tests.storage.season import NOW, Season

# Hands in version after version, each with a file; says a receipt's code once it is committed.
HAND_IN = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from reporting.answers import Answer
from storage.database import Database
from storage.files import FileStore
from storage.writer import Writer

now = datetime(2021, 6, 15, 2, tzinfo=UTC)
files = FileStore(Path(sys.argv[3]))
with Writer(Database(sys.argv[1], schema=sys.argv[2])) as writer:
    for number in range(10_000):
        sha256 = files.put(f"file {number}".encode())
        def hand_in(work):
            draft = work.drafts.open_for(1) or work.drafts.start(1, now)
            work.drafts.close(draft.id)
            wanted = work.attachments.want(
                f"f{number}", "anh.jpg", "image/jpeg", 1, draft_id=draft.id, ref="/data/x",
                person_id=1, at=now)
            work.attachments.stored(wanted, sha256, 8, now)
            work.submissions.add(
                1, draft.id, f"R{number}", {"/data/KT01": Answer(number)}, person_id=1, at=now,
                late=False, form_version="form", content_sha256="0" * 64)
        writer.run(hand_in).result()
        print(f"R{number}", flush=True)
"""


def receipts(database: Database) -> list[str]:
    with database.reading.connect() as connection:
        found = connection.exec_driver_sql("SELECT receipt_code FROM submission ORDER BY id")
        return list(found.scalars())


def attach(season: Season, files: FileStore, data: bytes) -> str:
    sha256 = files.put(data)

    def keep(work: SqlWork) -> None:
        wanted = work.attachments.want(
            "f", "a.pdf", "application/pdf", len(data),
            draft_id=season.draft.id, ref="/data/x", person_id=season.an.id, at=NOW,
        )  # fmt: skip
        work.attachments.stored(wanted, sha256, len(data), NOW)

    season.run(keep)
    return sha256


def problem_of(code: str) -> pytest.RaisesExc[BackupProblem]:
    return pytest.RaisesExc(BackupProblem, check=lambda error: error.code == code)


def rewritten(archive: Path, change: dict[str, bytes | None], extra: dict[str, bytes]) -> Path:
    """The same archive with some members changed, left out (None), or added."""
    changed = archive.with_name(f"changed-{archive.name}")
    with tarfile.open(archive) as old, tarfile.open(changed, "w:gz") as new:
        for info in old:
            content = old.extractfile(info)
            assert content is not None
            data = change.get(info.name, content.read())
            if data is not None:
                info.size = len(data)
                new.addfile(info, io.BytesIO(data))
        for name, data in extra.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            new.addfile(info, io.BytesIO(data))
    return changed
