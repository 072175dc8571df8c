"""Looks through a workbook from outside before anything parses it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from reporting.zips import DAMAGED, ENCRYPTED

MOST_PARTS = 200
MOST_BYTES = 8_000_000  # unpacked; a list of a few hundred people has less than one hundredth
_OLE = b"\xd0\xcf\x11\xe0"  # Excel before 2007, or a workbook with a password
_BEGINNING = 2048


def refusal(data: bytes) -> str:
    """Why `data` is not read, as the end of a fault's code; "" when nothing speaks against it.

    Declared sizes can be trusted: zipfile stops at them."""
    if data.startswith(_OLE):
        return "old_or_locked"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _contents(package.infolist()) or _doctypes(package)
    except DAMAGED:
        return "no_workbook"


def _contents(parts: Iterable[zipfile.ZipInfo]) -> str:
    listed = list(parts)
    names = [part.filename.lower() for part in listed]
    if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > MOST_BYTES:
        return "too_large"
    if any(part.flag_bits & ENCRYPTED for part in listed):
        return "old_or_locked"
    if len(set(names)) < len(names) or any(map(_leads_out, names)):
        return "no_workbook"
    if any("vbaproject" in name or "activex" in name for name in names):
        return "macros"
    if any("externallink" in name or "/embeddings/" in name for name in names):
        return "links"
    return "" if "[content_types].xml" in names else "no_workbook"


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/")


def _doctypes(package: zipfile.ZipFile) -> str:
    for part in package.infolist():
        with package.open(part) as content:
            beginning = content.read(_BEGINNING)
        if b"<!DOCTYPE" in beginning or b"<!ENTITY" in beginning:
            return "no_workbook"
    return ""
