"""The office sends its own files back to the bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from documents.zipped import zip_members
from tests.documents import opened
from tests.telegram.bot_stage import Town, town_in
from tests.usecases.reports import THI_DOAN
from usecases.documents import DOCX


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with town_in(tmp_path) as town:
        yield town


async def test_an_edited_report_comes_back_with_the_figures_of_today(town: Town) -> None:
    hoa, an = await town.office(), await town.invited("thi-doan", 1, "Nguyễn Văn An")
    await hoa.send("/tonghop")
    draft = next(m for m in hoa.news if m.file is not None and m.file_name.endswith(".docx"))
    parts = opened.members(draft.content)
    xml = parts["word/document.xml"].decode("utf-8")
    assert "ĐÁNH GIÁ CHUNG" in xml
    edited = xml.replace("ĐÁNH GIÁ CHUNG", "ĐÁNH GIÁ CỦA CƠ QUAN")
    parts["word/document.xml"] = edited.encode("utf-8")
    await an.send("/baocao")
    await an.fill(THI_DOAN)
    await an.submit()
    back = await hoa.attach(zip_members(parts), "bao cao cua toi.docx", DOCX)
    assert back.file_name == "bao cao cua toi.docx"
    told = "\n".join(message.text for message in hoa.news)
    assert "Đã cập nhật" in told and "mục" in told
    assert "ĐÁNH GIÁ CỦA CƠ QUAN" in opened.text(back.content)
    assert "Thị Đoàn" in opened.rows(back.content, "Đơn vị báo cáo")[-1][-1]
    assert town.rows("SELECT action FROM audit WHERE action = 'document_refreshed'") == [
        ("document_refreshed",)
    ]


async def test_without_libreoffice_the_word_file_comes_with_a_note(
    town: Town, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    hoa = await town.office()
    await hoa.send("/tonghop")
    assert any(message.file_name.endswith(".docx") for message in hoa.news)
    assert any("chưa cài LibreOffice" in message.text for message in hoa.news)


async def test_a_libreoffice_that_fails_is_told_of_at_once(
    town: Town, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    office = tmp_path / "soffice"
    office.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    office.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    hoa = await town.office()
    await hoa.send("/tonghop")
    assert any("chưa chuyển được tệp Word sang PDF" in message.text for message in hoa.news)
    assert town.rows("SELECT kind FROM job WHERE state <> 'done'") == []


async def test_what_is_no_report_is_said_so(town: Town) -> None:
    hoa = await town.office()
    said = await hoa.attach(b"PK\x03\x04 none", "x.docx", DOCX)
    assert "chưa đọc được tệp x.docx" in said.text


async def test_a_word_file_of_a_unit_is_no_business_of_the_office_s_jobs(town: Town) -> None:
    an = await town.invited("thi-doan", 1, "Nguyễn Văn An")
    await an.attach(b"PK\x03\x04 none", "bao cao.docx", DOCX)
    assert town.rows("SELECT count(*) FROM job WHERE kind = 'paper'") == [(0,)]
