"""Archives in the age format (age-encryption.org): `age -d -i KEY FILE` opens them anywhere."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

import pyrage

from storage.backup.problem import BackupProblem

SUFFIX = ".age"


def make_key(path: Path) -> str:
    """Writes a new key to `path`, for its owner only, and gives its public half. Raises
    FileExistsError: a key that archives depend on is not to be lost."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"# public key: {public}\n{identity}\n")
        file.flush()
        os.fsync(file.fileno())
    return public


def encrypt(source: Path, target: Path, key_file: Path) -> None:
    """Raises BackupProblem(bad_key)."""
    identity = _identity(key_file)
    with source.open("rb") as plain, target.open("xb") as hidden:
        pyrage.encrypt_io(plain, hidden, [identity.to_public()])
        hidden.flush()
        os.fsync(hidden.fileno())


def decrypt(source: Path, target: Path, key_file: Path) -> None:
    """Raises BackupProblem: bad_key, wrong_key, not_readable."""
    with target.open("xb") as plain:
        _decrypt(source, plain, key_file)


def sha256_inside(source: Path, key_file: Path) -> str:
    """Of what is encrypted in `source`. Raises like `decrypt`."""
    sink = _Hashing()
    _decrypt(source, sink, key_file)
    return sink.hash.hexdigest()


def _decrypt(source: Path, target: BinaryIO | _Hashing, key_file: Path) -> None:
    identity = _identity(key_file)
    with source.open("rb") as hidden:
        try:
            pyrage.decrypt_io(hidden, target, [identity])
        except pyrage.DecryptError as error:
            code = "wrong_key" if "No matching keys" in str(error) else "not_readable"
            raise BackupProblem(code, detail=str(error)) from error
        except OSError as error:
            if error.errno is not None:  # the disk's; damaged content comes without a number
                raise
            raise BackupProblem("not_readable", detail=str(error)) from error


class _Hashing:
    """A file that keeps nothing of what is written but its hash."""

    def __init__(self) -> None:
        self.hash = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.hash.update(data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""


def _identity(key_file: Path) -> pyrage.x25519.Identity:
    try:
        lines = key_file.read_text(encoding="utf-8").splitlines()
        (secret,) = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        return pyrage.x25519.Identity.from_str(secret)
    except (OSError, ValueError, pyrage.IdentityError):
        raise BackupProblem("bad_key", path=str(key_file)) from None
