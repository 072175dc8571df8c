"""Files lie under their hash, whole or not at all."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage.files import FileStore, FileTooLarge


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def everything(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_bytes_come_back_under_their_hash(store: FileStore) -> None:
    data = bytes(range(256)) * 100
    key = store.put(data)
    assert key == hashlib.sha256(data).hexdigest()
    assert store.get(key) == data
    assert store.get(store.put(b"")) == b""


def test_the_same_bytes_are_stored_once(store: FileStore, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(store.put, [b"photo"] * 40))
    assert len(keys) == 1
    assert everything(tmp_path) == [store.path(keys.pop())]


def test_what_is_not_there_is_not_found(store: FileStore) -> None:
    with pytest.raises(FileNotFoundError):
        store.get("0" * 64)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "../x",
        "/etc/passwd",
        "0" * 63,
        "0" * 65,
        "G" * 64,
        "A" * 64,
        "0" * 64 + "\n",
        "0" * 63 + "/",
    ],
)
def test_s25_no_name_leads_out_of_the_store(store: FileStore, name: str) -> None:
    with pytest.raises(ValueError, match="not a sha256"):
        store.get(name)


def test_damaged_bytes_are_not_given_out(store: FileStore) -> None:
    key = store.put(b"report")
    store.path(key).write_bytes(b"rep")
    with pytest.raises(ValueError, match="damaged"):
        store.get(key)


def test_too_large_is_refused(store: FileStore, tmp_path: Path) -> None:
    with pytest.raises(FileTooLarge):
        store.put(bytes(FileStore.LIMIT + 1))
    assert everything(tmp_path) == []


def test_r31_a_disk_that_fails_leaves_nothing_behind(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            store.put(b"report")
    assert everything(tmp_path) == []
    assert store.get(store.put(b"report")) == b"report"


def test_a_removed_file_is_gone_and_may_come_again(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    sha256 = store.put(b"once")
    for _ in range(2):
        store.remove(sha256)
    with pytest.raises(FileNotFoundError):
        store.get(sha256)
    assert store.get(store.put(b"once")) == b"once"
    with pytest.raises(ValueError, match="sha256"):
        store.remove("../x")
