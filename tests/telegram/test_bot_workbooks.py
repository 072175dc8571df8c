"""A draft goes out as a workbook, is filled in by a spreadsheet program, and comes back."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from pathlib import Path

import openpyxl
import pytest

from tests.telegram.bot_stage import Town, town_in

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LABEL = "Lớp khuyến nông - lâm - ngư đã tổ chức"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with town_in(tmp_path) as town:
        yield town


def filled(content: bytes, value: int | str) -> bytes:
    """The one cell beside LABEL that may be written in."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    [row] = [r for r in book.worksheets[0].iter_rows() if LABEL in str(r[1].value)]
    answer = next(cell for cell in row if not cell.protection.locked)
    answer.value = value
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


async def test_a_workbook_goes_out_and_what_comes_back_counts_once_confirmed(town: Town) -> None:
    an = await town.invited("kinh-te", 1, "Nguyễn Văn An")
    await an.send("/baocao")
    book = await an.press("Điền bằng Excel")
    assert book.file_name.startswith("Bieu so lieu Phong Kinh te")
    await an.attach(filled(book.content, 5), book.file_name, SHEET)
    assert f"{LABEL}: 5 lớp" in an.last.text
    assert town.rows("SELECT count(*) FROM answer") == [(0,)]
    await an.press("Xác nhận")
    assert "Đã ghi 1 câu trả lời" in an.last.text
    assert town.rows("SELECT value FROM answer") == [("5",)]
    town.check()


async def test_a_cell_that_is_no_figure_is_named_and_nothing_is_kept(town: Town) -> None:
    an = await town.invited("kinh-te", 1, "Nguyễn Văn An")
    await an.send("/baocao")
    book = await an.press("Điền bằng Excel")
    await an.attach(filled(book.content, "nhiều"), book.file_name, SHEET)
    assert "Chưa ghi được 1 ô" in an.last.text
    assert "E10" in an.last.text
    assert "Xác nhận" not in an.last.labels
    assert town.rows("SELECT count(*) FROM answer") == [(0,)]
    town.check()


async def test_a_workbook_damaged_on_its_way_is_refused_with_the_reason(town: Town) -> None:
    an = await town.invited("kinh-te", 1, "Nguyễn Văn An")
    await an.send("/baocao")
    book = await an.press("Điền bằng Excel")
    half = book.content[: len(book.content) // 2]
    await an.attach(half, book.file_name, SHEET)
    assert book.file_name in an.last.text
    assert town.rows("SELECT count(*) FROM job WHERE state <> 'done'") == [(0,)]
    town.check()
