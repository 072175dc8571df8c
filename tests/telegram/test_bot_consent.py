"""A leader gets the report to read, and lets it go."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.telegram.bot_stage import LIBRARY, Resident, Town, town_in
from tests.unit.plan.town import PLAN
from tests.usecases.reports import THI_DOAN
from usecases.library import Library
from usecases.records import Role

UNIT = "thi-doan"
ASKING = Library(
    replace(
        PLAN,
        units=tuple(replace(u, consent="bot") if u.id == UNIT else u for u in PLAN.units),
    ),
    LIBRARY.files,
)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with town_in(tmp_path, ASKING) as town:
        yield town


async def asked(town: Town) -> tuple[Resident, Resident]:
    """Who reports, and the leader who has just been asked."""
    nga = await town.invited(UNIT, 1, "Thị Nga")
    dat = await town.invited(UNIT, 2, "Bùi Văn Đạt", Role.LEADER)
    await nga.send("/baocao")
    await nga.fill(THI_DOAN)
    await nga.press("Nộp báo cáo")
    await nga.press("Xác nhận")
    return nga, dat


async def test_the_leader_reads_word_and_pdf_of_the_same_file_and_approves(town: Town) -> None:
    nga, dat = await asked(town)
    files = [message for message in dat.news if message.file is not None]
    word, pdf = files
    assert (word.file_name, pdf.file_name) == (
        "Du thao Bao cao Thi Doan 2021-6T.docx",
        "Du thao Bao cao Thi Doan 2021-6T.pdf",
    )
    assert pdf.content.startswith(b"%PDF-")
    await dat.press("Duyệt")
    assert "đã nhận" in nga.last.text.lower()
    assert town.rows("SELECT count(*) FROM submission") == [(1,)]


async def test_without_libreoffice_the_leader_has_the_word_file_and_a_note(
    town: Town, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    _, dat = await asked(town)
    assert [m.file_name for m in dat.news if m.file is not None] == [
        "Du thao Bao cao Thi Doan 2021-6T.docx"
    ]
    assert any("chưa cài LibreOffice" in message.text for message in dat.news)
    await dat.press("Duyệt")
    assert town.rows("SELECT count(*) FROM submission") == [(1,)]
