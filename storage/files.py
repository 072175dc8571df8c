"""Attachments and documents under the hash of their bytes: never half a file, never another's."""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from storage.failpoints import reach

_UNFINISHED = ".new-"
_SHA256 = re.compile(r"[0-9a-f]{64}")


class FileTooLarge(Exception):
    """More than the channel would ever take."""


class FileStore:
    """`root/ab/abcdef…`. Safe for several threads and processes: a name says its content."""

    LIMIT = 50 * 1024 * 1024  # what a bot may upload

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, data: bytes) -> str:
        """Stores `data` on the disk for good and gives its SHA-256 in hex.

        Raises FileTooLarge above 50 MB, OSError when the disk does not take it."""
        if len(data) > self.LIMIT:
            raise FileTooLarge(len(data))
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path(sha256)
        try:
            os.utime(target)  # of use again: what tidies up goes by the age
        except FileNotFoundError:
            self._write(data, target)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Raises FileNotFoundError; ValueError when `sha256` is none or the bytes are damaged."""
        data = self.path(sha256).read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ValueError(f"damaged: {sha256}")
        return data

    def remove(self, sha256: str) -> None:
        """For files that are made for one sending and are not to be kept. Raises ValueError when
        `sha256` is none."""
        self.path(sha256).unlink(missing_ok=True)

    def path(self, sha256: str) -> Path:
        """Where the bytes lie. Raises ValueError for anything but a SHA-256 in lower hex."""
        if not _SHA256.fullmatch(sha256):
            raise ValueError("not a sha256")
        return self._root / sha256[:2] / sha256

    def names(self) -> list[str]:
        """Of all that is stored."""
        return sorted(path.name for path in self._root.glob("??/*") if _SHA256.fullmatch(path.name))

    def last_put(self, sha256: str) -> float:
        """When it was last stored, in seconds since 1970; 0 when it is not there."""
        return _changed(self.path(sha256))

    def size(self, sha256: str) -> int:
        """In bytes; 0 when it is not there."""
        try:
            return self.path(sha256).stat().st_size
        except FileNotFoundError:
            return 0

    def remove_unfinished(self, before: float) -> int:
        """Deletes what a process was writing when it was killed, before that moment in seconds
        since 1970; how many."""
        left = sorted(self._root.glob(f"??/{_UNFINISHED}*"))
        old = [path for path in left if _changed(path) < before]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _write(self, data: bytes, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=target.parent, prefix=_UNFINISHED, delete=False) as temporary:
            try:
                temporary.write(data)
                temporary.flush()
                os.fsync(temporary.fileno())
                reach("before_file")
                Path(temporary.name).replace(target)
            except BaseException:
                with suppress(OSError):
                    Path(temporary.name).unlink()
                raise
        sync_folder(target.parent)
        sync_folder(self._root)


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def sync_folder(folder: Path) -> None:
    """A rename lasts only once its folder is on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
