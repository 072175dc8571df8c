"""Makes a backup: snapshot, archive, read back, encrypt, read back again; only then it counts."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.backup.archive import DATABASE, Manifest, check_archive, write_archive
from storage.backup.encryption import SUFFIX, encrypt, sha256_inside
from storage.backup.keeping import Archive, Keep, archive_name, archives_in, superfluous
from storage.backup.problem import BackupProblem
from storage.backup.snapshot import contents_of, take_snapshot
from storage.database import Database
from storage.files import FileStore, sync_folder

_MAKING = ".making-"
_LEFT_BEHIND = timedelta(days=1)  # a folder that old belongs to a process that is dead
_SPARE = 64 << 20  # bytes that a backup leaves free for the others


@dataclass(frozen=True, slots=True)
class Made:
    path: Path
    manifest: Manifest


def make_backup(
    database: Database,
    files: FileStore,
    folder: Path,
    now: datetime,
    *,
    bot: str = "tonghop",
    key_file: Path | None = None,
) -> Made:
    """A verified archive in `folder`, which is made when missing, for its owner only; encrypted
    when there is a key. Until it is verified it does not bear the name of one.

    Others may go on writing. Raises BackupProblem, DatabaseUnavailable, SchemaProblem."""
    if key_file is not None and key_file.resolve().is_relative_to(folder.resolve()):
        raise BackupProblem("key_beside", path=str(key_file))
    with _on_disk(), _workshop(folder, now) as workshop:
        _need_space(folder, database, files, 2 if key_file is None else 3)
        snapshot = workshop / DATABASE
        take_snapshot(database, snapshot)
        archive = workshop / archive_name(bot, now)
        manifest = _write(archive, snapshot, files, now)
        if key_file is not None:
            archive = _encrypted(archive, key_file)
        archive.chmod(0o600)
        target = folder / archive.name
        archive.replace(target)
        sync_folder(folder)
    return Made(target, manifest)


def thin_out(folder: Path, bot: str, keep: Keep, zone: tzinfo) -> list[Archive]:
    """Deletes what need not be kept any more, and says what that was."""
    gone = superfluous(archives_in(folder, bot), keep, zone)
    for archive in gone:
        archive.path.unlink(missing_ok=True)
    return gone


def _write(archive: Path, snapshot: Path, files: FileStore, now: datetime) -> Manifest:
    contents = contents_of(snapshot)
    with snapshot.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()

    def manifest(names: Collection[str]) -> Manifest:
        missing = tuple(sorted(contents.files.difference(names)))
        return Manifest(now.isoformat(), sha256, contents.receipts, len(names), missing)

    # Listed after the snapshot: whatever the database speaks of was on the disk before.
    paths = [files.path(name) for name in files.names()]
    written = write_archive(archive, snapshot, paths, manifest)
    if check_archive(archive) != written:
        raise BackupProblem("write_failed", detail="it reads otherwise than it was written")
    snapshot.unlink()
    return written


def _encrypted(archive: Path, key_file: Path) -> Path:
    """The archive is gone, its encrypted form is known to hold exactly its bytes."""
    with archive.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    hidden = archive.with_name(archive.name + SUFFIX)
    encrypt(archive, hidden, key_file)
    if sha256_inside(hidden, key_file) != sha256:
        raise BackupProblem("write_failed", detail="it decrypts to something else")
    archive.unlink()
    return hidden


@contextmanager
def _workshop(folder: Path, now: datetime) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in folder.glob(f"{_MAKING}*"):
        if now - datetime.fromtimestamp(left.stat().st_mtime, UTC) > _LEFT_BEHIND:
            shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(prefix=_MAKING, dir=folder) as made:
        yield Path(made)


def _need_space(folder: Path, database: Database, files: FileStore, copies: int) -> None:
    size = database.path.stat().st_size if database.path and database.path.exists() else 0
    size += sum(files.size(name) for name in files.names())
    free = shutil.disk_usage(folder).free
    if free < (needed := size * copies + _SPARE):
        raise BackupProblem("no_space", needed=needed >> 20, free=free >> 20)


@contextmanager
def _on_disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BackupProblem("write_failed", detail=str(error)) from error
