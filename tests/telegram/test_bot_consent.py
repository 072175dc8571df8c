"""A leader gets the report to read, and lets it go."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.simulator.fixtures import png
from tests.telegram.bot_stage import LIBRARY, Resident, Town, town_in
from tests.usecases.reports import THI_DOAN
from usecases.library import Library
from usecases.records import Role

UNIT = "thi-doan"
ASKING = Library(
    replace(
        LIBRARY.current,
        units=tuple(
            replace(u, consent="bot") if u.id == UNIT else u for u in LIBRARY.current.units
        ),
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


@pytest.mark.parametrize(
    ("content", "name", "mime"),
    [
        (png(), "ban-ky.png", "image/png"),
        (b"%PDF-1.7\n1 0 obj\n", "ban-ky.pdf", "application/pdf"),
    ],
)
async def test_the_signed_document_is_kept_and_linked_to_the_version_it_is_of(
    town: Town, content: bytes, name: str, mime: str
) -> None:
    nga, dat = await asked(town)
    hoa = await town.office()
    await dat.press("Duyệt")
    await nga.press("Gửi bản đã ký")
    await nga.attach(content, name, mime)
    assert "12-BC/ĐTN" in (await nga.send("Số 12-BC/ĐTN ngày 10/6/2021")).text
    linked = town.rows(
        "SELECT submission.version, number, signed_on, attachment.state, attachment.sha256"
        " FROM signed_document JOIN submission ON submission.id = submission_id"
        " JOIN attachment ON attachment.id = attachment_id"
    )
    digest = hashlib.sha256(content).hexdigest()
    assert linked == [(1, "12-BC/ĐTN", "2021-06-10", "stored", digest)]
    await hoa.send("/tiendo")
    assert "Thị Đoàn: 09:00 ngày 10/6/2021, đã có văn bản" in hoa.news[0].text
    await hoa.press("Xem báo cáo các đơn vị")
    await hoa.press("Thị Đoàn")
    paper = await hoa.press("Xem bản đã ký")
    assert paper.content == content and "12-BC/ĐTN, 10/6/2021" in paper.text


async def test_a_signed_document_of_several_photos_is_one_document(town: Town) -> None:
    nga, dat = await asked(town)
    await dat.press("Duyệt")
    await nga.press("Gửi bản đã ký")
    for page in (1, 2, 3):
        await nga.attach(png(40 + page), f"trang-{page}.png", "image/png")
    assert "tất cả 3 tệp" in nga.last.text
    await nga.send("Số 12-BC/ĐTN ngày 10/6/2021")
    assert town.rows("SELECT DISTINCT number FROM signed_document") == [("12-BC/ĐTN",)]
    await nga.send("/baocao")
    await nga.press("Xem bản đã ký")
    assert [message.content for message in nga.news] == [png(40 + page) for page in (1, 2, 3)]


async def test_the_leader_asks_to_amend_and_what_is_mended_is_approved(town: Town) -> None:
    nga, dat = await asked(town)
    await dat.press("Đề nghị sửa")
    await dat.send("Kiểm tra lại số hộ được thăm.")
    assert "Kiểm tra lại số hộ được thăm." in nga.last.text
    await nga.press("Tiếp tục báo cáo")
    await nga.press("Xem lại")
    await nga.press("1")
    await nga.send("16")
    await nga.press("Nộp báo cáo")
    await nga.press("Xác nhận")
    await dat.press("Duyệt")
    assert town.rows("SELECT state, comment FROM approval ORDER BY id") == [
        ("amend", "Kiểm tra lại số hộ được thăm."),
        ("approved", ""),
    ]
    [(state, version)] = town.rows(
        "SELECT state, version FROM obligation WHERE unit_id = ? AND round_id = '2021-6T'", UNIT
    )
    assert (state, version) == ("submitted", 1)
