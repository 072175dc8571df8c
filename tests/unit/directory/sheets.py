"""Workbooks as an office makes them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

HEADINGS = ("Đơn vị", "Họ và tên", "Chức vụ", "Số điện thoại", "Vai trò")
AN = ("Phòng Kinh tế", "Nguyễn Văn An", "Chuyên viên", "0912 345 678", "Cán bộ đầu mối")


def book(
    rows: Iterable[Sequence[object]], headings: Sequence[object] = HEADINGS, above: int = 0
) -> bytes:
    """One sheet: `above` rows of titles, the headings, `rows`."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for number in range(above):
        sheet.append([f"DANH BẠ {number}"])
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def with_parts(data: bytes, parts: Sequence[tuple[str, bytes]]) -> bytes:
    """The workbook with more parts in its package; a part may be there twice."""
    written = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        for name, content in parts:
            new.writestr(name, content)
    return written.getvalue()
