"""People come in, are confirmed, replaced and listed: on phones, with the bot as it runs."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator, Iterable
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from docx.text.paragraph import Paragraph
from openpyxl import load_workbook

from simulator import ChatMessage
from tests.telegram.bot_stage import Resident, Town, town_in
from tests.unit.directory.sheets import book
from tests.unit.plan.town import PLAN
from usecases.people.guessing import MOST
from usecases.records import Role

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINK = re.compile(r"https://t\.me/\S+\?start=[A-Za-z0-9_-]+")


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with town_in(tmp_path) as town:
        yield town


async def invited_by(office: Resident, *labels: str) -> str:
    """The link that /moithamgia gives when these buttons are pressed."""
    await office.send("/moithamgia")
    for label in labels:
        await office.press(label)
    [link] = LINK.findall(office.last.text)
    return str(link)


async def opens(person: Resident, link: str) -> ChatMessage:
    person.phone.open_link(link)
    await person.town.settle()
    return person.last


async def shares(person: Resident) -> list[str]:
    person.phone.share_contact()
    await person.town.settle()
    return [message.text for message in person.news]


def standing(town: Town) -> list[tuple[object, ...]]:
    return town.rows(
        "SELECT telegram_id, unit_id, role, state FROM membership JOIN person"
        " ON person.id = person_id WHERE state <> 'revoked' ORDER BY membership.id"
    )


def on_disk(town: Town) -> bytes:
    """Everything the database has written anywhere."""
    return b"".join(p.read_bytes() for p in sorted(town.path.parent.glob(f"{town.path.name}*")))


def directory(people: Iterable[Resident]) -> bytes:
    rows = [
        (unit.name, person.phone.person.name, "", person.phone.person.phone, "Cán bộ đầu mối")
        for unit, person in zip(PLAN.units, people, strict=False)
    ]
    return book(rows)


# One by one


async def test_from_the_office_s_buttons_to_the_liaison_s_first_answer(town: Town) -> None:
    hoa, an = await town.office(), town.stranger(1, "An")
    link = await invited_by(hoa, "Phòng Kinh tế", "Cán bộ đầu mối")
    picture = hoa.news[-2]
    assert picture.kind == "photo" and link in picture.text
    assert picture.content.startswith(b"\x89PNG")
    assert "Đề nghị Anh/Chị tham gia" in hoa.last.text
    assert "chờ" not in (await opens(an, link)).text
    assert an.phone.keyboard[0][0]["text"] == "Chia sẻ số điện thoại của tôi"
    assert (await an.send("chào")).text.startswith("Còn một bước")
    await an.press("Chia sẻ số điện thoại của tôi")
    assert an.phone.keyboard == []
    assert "đang chờ" in an.last.text
    assert "+84900000001 không có trong danh bạ" in hoa.last.text
    await hoa.press("Xác nhận")
    assert "Đã xác nhận An" in hoa.last.text
    assert "đã được xác nhận là cán bộ đầu mối" in an.last.text
    await an.press("Báo cáo của đơn vị")
    assert "2/" in (await an.send("3 lớp")).text
    assert standing(town)[1] == (1, "kinh-te", "liaison", "active")


async def test_s02_no_token_is_in_the_database_and_its_picture_goes_in_time(town: Town) -> None:
    hoa = await town.office()
    link = await invited_by(hoa, "Phòng Kinh tế", "Cán bộ đầu mối")
    token = link.partition("start=")[2].encode()
    assert len(token) == 22
    assert token not in on_disk(town)
    stored = [path for path in (town.path.parent / "files").rglob("*") if path.is_file()]
    assert [path.stat().st_mode & 0o077 for path in stored] == [0]
    await town.stage.pass_time(timedelta(hours=72))
    await invited_by(hoa, "Phòng Kinh tế", "Cán bộ đầu mối")
    assert not any(path.exists() for path in stored)
    assert "hết hạn" in (await opens(town.stranger(1), link)).text


async def test_s01_two_who_open_a_link_at_once(town: Town) -> None:
    hoa = await town.office()
    link = await invited_by(hoa, "Phòng Kinh tế", "Cán bộ đầu mối")
    both = [town.stranger(1, "An"), town.stranger(2, "Bé")]
    for person in both:
        person.phone.open_link(link)
    await town.settle()
    texts = sorted(person.last.text[:9] for person in both)
    assert texts == ["Kính chào", "Liên kết "]
    assert len(standing(town)) == 2


async def test_somebody_else_s_contact_opens_nothing(town: Town) -> None:
    hoa, an, be = await town.office(), town.stranger(1, "An"), town.stranger(2, "Bé")
    link = await invited_by(hoa, "Phòng Kinh tế", "Cán bộ đầu mối")
    await opens(an, link)
    an.phone.share_contact(of=be.phone.person)
    await town.settle()
    assert "không phải của chính tài khoản này" in an.last.text
    assert standing(town)[1][3] == "pending"
    assert town.rows("SELECT phone FROM person WHERE telegram_id = 1") == [("",)]


async def test_guessing_is_slowed(town: Town) -> None:
    eve = town.stranger(9, "Eve")
    for number in range(MOST):
        assert "không nhận ra" in (await eve.send(f"/start guess{number}")).text
    assert "chờ 10 phút" in (await eve.send("/start guess")).text


async def test_every_role_has_its_menu(town: Town) -> None:
    hoa = await town.office()
    an = await town.invited("kinh-te", 1, "An")
    bich = await town.invited("kinh-te", 2, "Bích", Role.LEADER)
    names = {who: [c["command"] for c in person.phone.commands]
             for who, person in (("office", hoa), ("liaison", an), ("leader", bich))}  # fmt: skip
    assert {"tiendo", "danhba", "moithamgia"} <= set(names["office"])
    assert names["liaison"][0] == "baocao" and "danhba" not in names["liaison"]
    assert "baocao" not in names["leader"] and "tinhhinh" in names["leader"]
    mai = await town.invited(PLAN.office.id, 901, "Mai", Role.OFFICE)
    await hoa.send("/danhba")
    await hoa.press("Phòng Nội vụ - LĐTB&XH · 2")
    await hoa.press("Mai (thường trực)")
    await hoa.press("Thu hồi")
    await hoa.press("Thu hồi của Mai")
    assert [c["command"] for c in mai.phone.commands] == names["liaison"]
    assert "không còn là cơ quan thường trực" in mai.last.text
    assert "Anh/Chị" in (await mai.send("/danhba")).text
    assert mai.last.buttons == []


async def test_a_liaison_replaced_in_mid_report(town: Town) -> None:
    hoa = await town.office()
    an = await town.invited("kinh-te", 1, "An")
    await an.send("/baocao")
    await an.send("3 lớp")
    await hoa.send("/danhba")
    await hoa.press("Phòng Kinh tế · 1")
    await hoa.press("An (đầu mối)")
    await hoa.press("Thay người")
    [link] = LINK.findall(hoa.last.text)
    be = town.stranger(2, "Bé")
    await opens(be, link)
    await shares(be)
    await hoa.press("Xác nhận")
    assert "không còn là cán bộ đầu mối" in an.last.text
    assert "Anh/Chị" in (await an.send("90")).text and an.last.buttons == []
    await be.send("/baocao")
    await be.send("90")
    assert standing(town)[1:] == [(2, "kinh-te", "liaison", "active")]
    assert town.rows("SELECT count(*) FROM draft") == [(1,)]
    told = town.rows(
        "SELECT telegram_id FROM answer JOIN person ON person.id = person_id ORDER BY answer.ref"
    )
    assert told == [(1,), (2,)]


async def test_a_group_gets_a_hint_and_no_people(town: Town) -> None:
    hoa = await town.office()
    group = town.stage.simulator.add_group(-100, "Nhóm", [900])
    for text in ("/danhba", "/moithamgia"):
        hoa.phone.send(text, group=-100)
        await town.settle()
    said = [message.text for message in group.messages.values() if message.from_bot]
    assert len(said) == 1 and "trò chuyện riêng" in said[0]


# All at once


async def test_a_directory_of_24_is_imported_invited_and_joined(town: Town) -> None:
    hoa = await town.office()
    people = [town.stranger(n, f"Cán bộ {n}") for n in range(1, len(PLAN.units) + 1)]
    preview = await hoa.attach(directory(people), "danh-ba.xlsx", XLSX)
    assert "Thêm 24 người" in preview.text
    assert town.rows("SELECT count(*) FROM directory_entry") == [(0,)]
    await hoa.press("Ghi vào danh bạ")
    await hoa.press("Mời tất cả")
    await hoa.press("Tạo lời mời cho tất cả")
    word = next(message for message in hoa.news if message.file is not None)
    paper = {p.text for p in _paragraphs(word.content)}
    pdf = next(message for message in hoa.news if message.file_name.endswith(".pdf"))
    assert pdf.content.startswith(b"%PDF-")
    texts = [m.text for m in hoa.news if m.text.startswith("Kính gửi")]
    assert len(texts) == 24 and all(len(text) <= 2000 for text in texts)
    for unit, person, text in zip(PLAN.units, people, texts, strict=True):
        [link] = LINK.findall(text)
        assert unit.name in text and link in paper
        assert link.partition("start=")[2].encode() not in on_disk(town)
        await opens(person, link)
        assert "đã được xác nhận" in (await shares(person))[-1]
    assert [row[1:] for row in standing(town)[1:]] == [
        (unit.id, "liaison", "active") for unit in PLAN.units
    ]
    assert "24/24 đơn vị có người tham gia" in (await hoa.send("/danhba")).text


def _paragraphs(data: bytes) -> list[Paragraph]:
    opened = docx.Document(io.BytesIO(data))
    cells = [cell for table in opened.tables for row in table.rows for cell in row.cells]
    return [*opened.paragraphs, *(p for cell in cells for p in cell.paragraphs)]


async def test_faults_of_a_directory_name_their_cells(town: Town) -> None:
    hoa = await town.office()
    rows = [("Phòng Kinh te PL", "An", "", "0912", "Đầu mối"), ("Thị Đoàn", "", "", "", "Trùm")]
    said = await hoa.attach(book(rows), "danh-ba.xlsx", XLSX)
    assert "còn 5 chỗ cần sửa" in said.text
    assert "hàng 2, cột A (Đơn vị): Không có đơn vị “Phòng Kinh te PL”" in said.text
    assert "Có phải “Phòng Kinh tế”?" in said.text
    assert "hàng 3, cột E (Vai trò): Không có vai trò “Trùm”" in said.text
    assert said.buttons == []
    hostile = await hoa.attach(b"PK\x03\x04 not a zip", "danh-ba.xlsx", XLSX)
    assert "tệp hỏng hoặc không phải .xlsx" in hostile.text


async def test_the_blank_directory_comes_back_filled_in(town: Town) -> None:
    hoa = await town.office()
    await hoa.send("/danhba")
    blank = await hoa.press("Tải mẫu danh bạ (Excel)")
    assert blank.file_name == "danh-ba.xlsx"
    filled = load_workbook(io.BytesIO(blank.content))
    sheet = filled.active
    assert sheet is not None
    for number, row in enumerate(sheet.iter_rows(min_row=2), 1):
        row[1].value, row[3].value = f"Cán bộ {number}", 900000000 + number
    written = io.BytesIO()
    filled.save(written)
    said = await hoa.attach(written.getvalue(), "danh-ba (2).xlsx", XLSX)
    assert "Thêm 24 người" in said.text
    assert "phường Thác Mơ: Cán bộ 18, cán bộ đầu mối, +84900000018" in said.text


async def test_who_stops_the_bot_is_a_task_of_the_office(town: Town) -> None:
    hoa, an = await town.office(), await town.invited("kinh-te", 1, "An")
    town.blocked.add(1)
    an.phone.block()
    await town.settle()
    assert "An (cán bộ đầu mối, Phòng Kinh tế" in hoa.last.text
    assert "liên hệ trực tiếp" in hoa.last.text
    await hoa.press("Người của đơn vị")
    assert "Đã tắt trò chuyện với Hệ thống" in hoa.last.text
