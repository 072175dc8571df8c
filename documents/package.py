"""Opens Word and Excel files that people send: refused before anything large is unpacked."""

from __future__ import annotations

import io
import zipfile

from reporting.zips import DAMAGED, ENCRYPTED

_MOST_FILES = 400
_MOST_BYTES = 60_000_000  # unpacked, all together


class UnfitFile(Exception):
    """No file of the kind wanted; `code` says why: "not_office", "too_big" or "unsafe"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def open_package(data: bytes, needed: str) -> dict[str, bytes]:
    """The members of a .docx or .xlsx by name; `needed` is one it must have. Raises UnfitFile."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            listed = package.infolist()
            _check(listed, needed)
            members = {each.filename: package.read(each) for each in listed}
    except DAMAGED as error:
        raise UnfitFile("not_office") from error
    xml = (content for name, content in members.items() if name.endswith((".xml", ".rels")))
    if any(b"<!DOCTYPE" in content or b"<!ENTITY" in content for content in xml):
        raise UnfitFile("unsafe")
    return members


def _check(listed: list[zipfile.ZipInfo], needed: str) -> None:
    names = [each.filename for each in listed]
    if needed not in names:
        raise UnfitFile("not_office")
    if len(listed) > _MOST_FILES or sum(each.file_size for each in listed) > _MOST_BYTES:
        raise UnfitFile("too_big")
    strange = any(name.startswith("/") or ".." in name for name in names)
    if strange or len(set(names)) < len(names) or any(e.flag_bits & ENCRYPTED for e in listed):
        raise UnfitFile("unsafe")
    if any(name.endswith("vbaProject.bin") for name in names):
        raise UnfitFile("unsafe")
