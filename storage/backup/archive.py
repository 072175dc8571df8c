"""One archive: a gzipped tar of the database, the files and, at its end, a manifest.

A member is only believed when it has the hash that its name or the manifest says, so an archive
that was cut off, damaged or put together by somebody else is refused before anything of it is
used.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import tarfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from storage.backup.problem import BackupProblem

FORMAT = 1
DATABASE = "database.sqlite"
MANIFEST = "manifest.json"
_FILE = re.compile(r"files/[0-9a-f]{2}/([0-9a-f]{64})")
_CHUNK = 1 << 20
_LEVEL = 5  # attachments are compressed already


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds. `receipts`: how many had been issued by then."""

    made_at: str  # ISO 8601
    database_sha256: str
    receipts: int
    files: int
    missing: tuple[str, ...] = ()  # attachments the database has whose bytes are gone or damaged
    format: int = FORMAT

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


def write_archive(
    target: Path,
    database: Path,
    files: Iterable[Path],
    manifest: Callable[[Collection[str]], Manifest],
) -> Manifest:
    """`files` are named by their SHA-256; one that has vanished meanwhile or is damaged is left
    out. `manifest` gets the names of those that are in. On the disk when this returns."""
    with target.open("xb") as raw:
        with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=_LEVEL) as tar:
            tar.add(database, DATABASE, filter=_plain)
            made = manifest([file.name for file in files if _add(tar, file)])
            text = json.dumps(asdict(made), ensure_ascii=False, indent=1).encode()
            info = tarfile.TarInfo(MANIFEST)
            info.size = len(text)
            tar.addfile(_plain(info), io.BytesIO(text))
        _sync(raw)
    return made


def check_archive(path: Path) -> Manifest:
    """Reads all of it. Raises BackupProblem(not_readable)."""
    return _read(path, lambda _name: None)


def unpack_archive(path: Path, folder: Path) -> Manifest:
    """Into `folder`: database.sqlite and files/ab/abcdef…. Raises BackupProblem(not_readable),
    and leaves whatever it has unpacked by then."""

    def into(name: str) -> IO[bytes]:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        return target.open("xb")

    return _read(path, into)


def _add(tar: tarfile.TarFile, file: Path) -> bool:
    try:
        with file.open("rb") as content:
            if hashlib.file_digest(content, "sha256").hexdigest() != file.name:
                return False
        tar.add(file, f"files/{file.name[:2]}/{file.name}", filter=_plain)
    except FileNotFoundError:
        return False
    return True


def _plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
    """Nothing of the machine it was made on."""
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mode = 0o600
    return info


def _read(path: Path, target: Callable[[str], IO[bytes] | None]) -> Manifest:
    hashes: dict[str, str] = {}
    manifest: Manifest | None = None
    with _readable(), tarfile.open(path, "r:gz") as tar:
        for name, content in _members(tar):
            if name == MANIFEST:
                manifest = _manifest(content.read(_CHUNK))
            elif name in hashes:
                raise BackupProblem("not_readable", detail=f"{name} comes twice")
            else:
                hashes[name] = _copied(content, target(name))
        while tar.fileobj is not None and tar.fileobj.read(_CHUNK):
            pass  # to the end, where the checksum is
    return _agreed(manifest, hashes)


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    for info in tar:
        known = info.name in (DATABASE, MANIFEST) or _FILE.fullmatch(info.name)
        content = tar.extractfile(info) if known and info.isreg() else None
        if content is None:
            raise BackupProblem("not_readable", detail=f"not expected: {info.name[:100]!r}")
        yield info.name, content


def _copied(content: IO[bytes], target: IO[bytes] | None) -> str:
    """The hash of `content`; written to `target` where there is one."""
    if target is None:
        return hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
    digest = hashlib.sha256()
    with target:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
            target.write(chunk)
        _sync(target)
    return digest.hexdigest()


def _agreed(manifest: Manifest | None, hashes: dict[str, str]) -> Manifest:
    if manifest is None:
        raise BackupProblem("not_readable", detail="there is no manifest: it was cut off")
    if hashes.pop(DATABASE, "") != manifest.database_sha256:
        raise BackupProblem("not_readable", detail="the database is damaged")
    wrong = [name for name, digest in hashes.items() if not name.endswith(digest)]
    if wrong or len(hashes) != manifest.files:
        raise BackupProblem("not_readable", detail=f"files are damaged or missing: {wrong[:3]}")
    return manifest


def _manifest(text: bytes) -> Manifest:
    given = json.loads(text)
    if given["format"] != FORMAT:
        raise BackupProblem("not_readable", detail=f"format {given['format']} is not known")
    return Manifest(**given | {"missing": tuple(given["missing"])})


@contextmanager
def _readable() -> Iterator[None]:
    """Whatever a reader stumbles over in a file that is no archive of ours. An OSError with a
    number is the disk's."""
    try:
        yield
    except (tarfile.TarError, EOFError, zlib.error, ValueError, TypeError, KeyError) as error:
        raise BackupProblem("not_readable", detail=f"{type(error).__name__}: {error}") from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise BackupProblem("not_readable", detail=str(error)) from error


def _sync(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())
