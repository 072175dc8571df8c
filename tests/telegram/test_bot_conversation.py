"""Whole conversations, typed on phones, with the bot as it runs."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from docx import Document

from simulator import Chat, ChatMessage
from simulator.botapi import shapes
from simulator.world import World
from tests.documents.opened import text as text_of
from tests.simulator.fixtures import png
from tests.telegram.bot_stage import Resident, Town, town_in
from tests.usecases.reports import THI_DOAN

UNIT = "thi-doan"
CODE = re.compile(r"[A-Z2-7]{4}-[A-Z2-7]{4}")


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with town_in(tmp_path) as town:
        yield town


async def reported(town: Town, unit: str = UNIT, number: int = 1) -> Resident:
    an = await town.invited(unit, number, "Nguyễn Văn An")
    await an.send("/baocao")
    await an.fill(THI_DOAN)
    return an


def document_of(message: ChatMessage) -> str:
    """Every word of the Word file that came with a message."""
    return text_of(message.content)


# From the link to the signature


async def test_a_whole_report_from_the_link_to_the_receipt_and_the_draft(town: Town) -> None:
    an = await town.invited(UNIT, 1, "Nguyễn Văn An")
    assert "Thị Đoàn" in an.news[0].text
    asked = await an.press("Báo cáo của đơn vị")
    assert "6 tháng đầu năm 2021" in asked.text
    ready = await an.fill(THI_DOAN)
    assert "đã đủ nội dung" in ready.text
    before = await an.press("Tải dự thảo Word")
    assert before.file_name.endswith(".docx")
    assert "Kinh phí vận động được\ntriệu đồng\n12,5" in document_of(before)
    receipt = await an.submit()
    assert CODE.search(receipt.text)
    after = await an.press("Tải dự thảo Word")
    assert "Đoàn viên giúp nhau vốn và ngày công." in document_of(after)
    [(code, late)] = town.rows("SELECT receipt_code, late FROM submission")
    assert (code in receipt.text, late) == (True, 0)


async def test_answered_questions_keep_their_answer_and_lose_their_buttons(town: Town) -> None:
    an = await town.invited(UNIT, 1, "Nguyễn Văn An")
    asked = await an.send("/baocao")
    await an.send("15 hộ")
    assert asked.labels == []
    assert "15 hộ" in asked.text


async def test_r08_quick_messages_answer_the_questions_in_their_order(town: Town) -> None:
    an = await town.invited(UNIT, 1, "Nguyễn Văn An")
    await an.send("/baocao")
    for text in ("15 hộ", "2", "không", "12,5 triệu", "40tr", "9 hộ"):
        an.phone.send(text)
    await town.settle()
    assert "Suất quà" in an.last.text
    assert town.rows("SELECT count(*), max(revision) FROM answer") == [(6, 1)]


async def test_an_update_that_telegram_sends_again_is_handled_once(town: Town) -> None:
    an = await town.invited(UNIT, 1, "Nguyễn Văn An")
    await an.send("/baocao")
    an.phone.send("15 hộ")
    [update] = town.stage.simulator.pending_updates
    await town.settle()
    messages = len(an.phone.messages)
    town.stage.simulator.resend_update(update)
    await town.settle()
    assert len(an.phone.messages) == messages
    assert town.rows("SELECT count(*), max(revision) FROM answer_history") == [(1, 1)]


# The office


async def test_the_office_gets_the_consolidated_report(town: Town) -> None:
    an = await reported(town)
    await an.submit()
    hoa = await town.office()
    await hoa.send("/tonghop")
    gaps, summary, document, *more = hoa.news
    assert "còn 23 đơn vị chưa nộp" in gaps.text
    assert "1/24 đơn vị" in summary.text
    assert document.file_name.endswith(".docx")
    text = document_of(document)
    assert "Phước Long" in text
    assert "Thị Đoàn" in text
    sent = [message.file_name for message in more]
    assert sorted(sent) == [
        "Bao cao tong hop 2021-6T.xlsx",
        "Du thao Bao cao tong hop 2021-6T.pdf",
        "Noi bo - Tinh hinh nop 2021-6T.xlsx",
        "bieu-do-chi-tieu 2021-6T.png",
        "bieu-do-ho-ngheo-theo-xa-phuong 2021-6T.png",
        "bieu-do-tien-do 2021-6T.png",
    ]
    pdf = next(message for message in more if message.file_name.endswith(".pdf"))
    assert pdf.content.startswith(b"%PDF-")
    assert "thiếu phông" not in pdf.text


async def test_the_office_sees_who_has_reported(town: Town) -> None:
    hoa = await town.office()
    an = await reported(town)
    assert "0/24" in (await hoa.send("/tiendo")).text
    await an.submit()
    assert "1/24" in (await hoa.send("/tiendo")).text


async def test_a_letter_reaches_the_office(town: Town) -> None:
    hoa = await town.office()
    an = await town.invited(UNIT, 1, "Nguyễn Văn An")
    answer = await an.send("/lienhe Xin lùi hạn <b> & hỏi?")
    assert "Phòng Nội vụ" in answer.text
    assert "Xin lùi hạn <b> & hỏi?" in hoa.last.text
    assert "Nguyễn Văn An" in hoa.last.text


async def test_everybody_sees_the_commands_of_their_role(town: Town) -> None:
    hoa = await town.office()
    an = await town.invited(UNIT, 1, "Nguyễn Văn An")
    own = {command["command"] for command in an.phone.commands}
    assert {"baocao", "xemlai", "tinhhinh", "lienhe", "huongdan"} <= own
    assert "tonghop" not in own
    assert {"tiendo", "tonghop"} <= {command["command"] for command in hoa.phone.commands}


# What should not be sent


async def test_a_sticker_or_a_voice_message_where_a_number_is_due(town: Town) -> None:
    an = await town.invited(UNIT, 1, "Nguyễn Văn An")
    await an.send("/baocao")
    for act in (an.phone.sticker, an.phone.voice, an.phone.share_contact):
        act()
        await town.settle()
        assert "đang quản lý" in an.last.text
    assert town.rows("SELECT count(*) FROM answer") == [(0,)]
    assert "thoát nghèo" in (await an.send("15")).text


async def test_a_figure_out_of_range_names_the_range(town: Town) -> None:
    an = await town.invited("tai-nguyen", 1, "Nguyễn Văn An")
    await an.send("/baocao")
    while "đã phối hợp rà soát" not in an.last.text:
        await an.send("0")
    assert "từ 0 đến 7" in (await an.send("8")).text
    assert town.rows("SELECT count(*) FROM answer WHERE ref LIKE '%TN07'") == [(0,)]
    await an.send("7")
    assert town.rows("SELECT value FROM answer WHERE ref LIKE '%TN07'") == [("7",)]


async def test_ten_thousand_characters_of_narrative(town: Town) -> None:
    """The phone cuts them into three messages; all of it is kept and printed."""
    an = await town.invited(UNIT, 1, "Nguyễn Văn An")
    await an.send("/baocao")
    await an.fill(list(THI_DOAN.values())[:11])
    text = " ".join(f"Câu {n}: hộ chưa có đất sản xuất." for n in range(400))[:10_000]
    await an.send(text)
    if "Đã nhập xong" in an.last.labels:
        await an.press("Đã nhập xong")
    await an.fill(list(THI_DOAN.values())[12:])
    await an.submit()
    [(content,)] = town.rows("SELECT content FROM submission")
    stored = json.loads(content)["/data/TL/TL2"]
    assert words(text) in words(str(stored))
    assert words(text) in words(document_of(await an.press("Tải dự thảo Word")))


def words(text: str) -> str:
    return " ".join(text.split())


async def test_a_file_over_20_mb_is_named_too_big(town: Town) -> None:
    an = await town.invited("kinh-te", 1, "Nguyễn Văn An")
    await an.send("/baocao")
    while "Ảnh mô hình" not in an.last.text:
        await an.press("Không có" if "Không có" in an.last.labels else none_of(an.last))
    await an.attach(bytes(20 * 1024 * 1024 + 1), "anh.zip", "application/zip")
    assert "anh.zip" in an.news[0].text
    assert "20 MB" in an.news[0].text.replace("\u00a0", " ")
    assert "Ảnh mô hình" in an.last.text
    assert town.rows("SELECT count(*) FROM attachment") == [(0,)]


def none_of(message: ChatMessage) -> str:
    return next(label for label in message.labels if label.startswith("Không"))


async def test_a_photo_is_fetched_and_stored_under_its_hash(town: Town) -> None:
    an = await town.invited("kinh-te", 1, "Nguyễn Văn An")
    await an.send("/baocao")
    while "Ảnh mô hình" not in an.last.text:
        await an.press(none_of(an.last))
    photo = png(64, 48)
    an.phone.photo(photo)
    await town.settle()
    assert "Văn bản, kế hoạch" in an.last.text
    [(sha256, state)] = town.rows("SELECT sha256, state FROM attachment")
    assert (sha256, state) == (hashlib.sha256(photo).hexdigest(), "stored")
    assert town.stage.place.files.get(sha256) == photo
    [(value,)] = town.rows("SELECT value FROM answer WHERE ref LIKE '%KT_anh'")
    assert json.loads(value)["file"]["sha256"] == sha256


async def test_an_edited_message_changes_nothing_and_says_how(town: Town) -> None:
    an = await town.invited(UNIT, 1, "Nguyễn Văn An")
    await an.send("/baocao")
    sent = an.phone.send("15")
    await town.settle()
    an.phone.edit(sent, "16")
    await town.settle()
    assert "thoát nghèo" in an.last.text
    assert town.rows("SELECT value, revision FROM answer") == [("15", 1)]


async def test_r07_every_old_button_after_submission_changes_nothing(town: Town) -> None:
    an = await town.invited(UNIT, 1, "Nguyễn Văn An")
    old = [(m, b.data or "") for m in an.phone.messages for row in m.buttons for b in row]
    asked = await an.send("/baocao")
    old += [(asked, button.data or "") for row in asked.buttons for button in row]
    for answer in THI_DOAN.values():
        shown = await an.fill([answer])
        old += [(shown, button.data or "") for row in shown.buttons for button in row]
    await an.submit()
    before = town.rows("SELECT version, content_sha256 FROM submission")
    for message, data in old:
        await an.press((message, data))
    assert town.rows("SELECT version, content_sha256 FROM submission") == before
    assert town.rows("SELECT count(*) FROM draft WHERE state = 'open'") == [(0,)]


# Strangers, groups, people who block the bot


async def test_a_stranger_gets_one_text(town: Town) -> None:
    stranger = town.stranger(7)
    stranger.phone.start()
    await town.settle()
    greeting = stranger.last.text
    assert "mời" in greeting
    for text in ("/baocao", "/tonghop", "/tiendo", "15", "/start khong-co-that"):
        await stranger.send(text)
    assert town.rows("SELECT count(*) FROM person") == [(0,)]
    answers = [m.text for m in stranger.phone.messages if m.from_bot]
    assert answers[:5] == [greeting] * 5
    assert "không nhận ra" in answers[5]


async def test_s12_a_group_gets_one_hint(town: Town) -> None:
    an = await town.invited(UNIT, 1, "Nguyễn Văn An")
    binh = town.stranger(2)
    group = town.stage.simulator.add_group(-100, "Cán bộ đầu mối", [1, 2])
    for person in (an, binh):
        for text in ("/baocao", "/tiendo", "/start"):
            person.phone.send(text, group=-100)
    await town.settle()
    [hint] = [message for message in group.messages.values() if message.from_bot]
    assert hint.labels == []
    assert "Thị Đoàn" not in hint.text
    assert town.rows("SELECT chat_id FROM person") == [(1,)]


async def test_putting_the_bot_into_a_group_moves_nobody_s_chat(town: Town) -> None:
    """Else what is said to the person would be said to the group."""
    an = await town.invited(UNIT, 1, "Nguyễn Văn An")
    simulator = town.stage.simulator
    group = simulator.add_group(-100, "Cán bộ đầu mối", [1])
    simulator.world.updates.add("my_chat_member", joined(simulator.world, group), lambda: None)
    await town.settle()
    assert town.rows("SELECT chat_id, blocked_at FROM person") == [(1, None)]
    assert "6 tháng" in (await an.send("/baocao")).text


def joined(world: World, group: Chat) -> dict[str, object]:
    sender = shapes.user(world.people[1])
    return {
        "chat": shapes.chat(group, None),
        "from": sender,
        "date": int(world.clock().timestamp()),
        "old_chat_member": shapes.membership(world.bot, "left"),
        "new_chat_member": shapes.membership(world.bot, "member"),
    }


async def test_whoever_blocks_the_bot_is_known_to_be_out_of_reach(town: Town) -> None:
    an = await town.invited(UNIT, 1, "Nguyễn Văn An")
    await an.send("/baocao")
    an.phone.block()
    await town.settle()
    [(blocked,)] = town.rows("SELECT blocked_at FROM person")
    assert blocked
    an.phone.unblock()
    assert "đang quản lý" in (await an.send("/baocao")).text
    assert town.rows("SELECT blocked_at FROM person") == [(None,)]


async def test_whoever_blocks_the_bot_before_the_answer_loses_nothing(town: Town) -> None:
    """The answer is kept; what could not be sent is not tried for ever, others go on."""
    an = await town.invited(UNIT, 1, "Nguyễn Văn An")
    binh = await town.invited("kinh-te", 2, "Trần Thị Bình")
    await an.send("/baocao")
    town.blocked.add(1)
    an.phone.send("15 hộ")
    an.phone.block()
    await town.settle()
    assert {refusal.code for refusal in town.stage.simulator.refusals} == {403}
    assert "lớp" in (await binh.send("/baocao")).text
    an.phone.unblock()
    assert "thoát nghèo" in (await an.send("/baocao")).text
    assert town.rows("SELECT value FROM answer") == [("15",)]


async def test_a_word_file_is_an_answer_of_words(town: Town) -> None:
    """Read, shown, kept; the file itself stays with the draft."""
    an = await town.invited(UNIT, 1, "Nguyễn Văn An")
    await an.send("/baocao")
    await an.fill(list(THI_DOAN.values())[:11])
    document = Document()
    document.add_paragraph("Đoàn viên góp vốn giúp nhau.")
    document.add_paragraph("Trồng cây giống", style="List Bullet")
    written = io.BytesIO()
    document.save(written)
    shown = await an.attach(written.getvalue(), "Phần II.docx", "application/octet-stream")
    assert "Nội dung tệp Phần II.docx" in shown.text
    assert "Đoàn viên góp vốn giúp nhau.\n- Trồng cây giống" in shown.text
    await an.press("Đã nhập xong")
    [(stored,)] = town.rows(
        "SELECT value FROM answer WHERE ref = '/data/TL/TL2'",
    )
    assert json.loads(stored) == "Đoàn viên góp vốn giúp nhau.\n- Trồng cây giống"
    [(state, size)] = town.rows("SELECT state, size FROM attachment")
    assert (state, size) == ("stored", len(written.getvalue()))
