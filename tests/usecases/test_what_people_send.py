"""Every sort of message as Telegram brings it, through the real handlers into a report."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from telegram import Update
from telegram.ext import Application, CallbackContext

from handlers import KEY, RECEIVED, Received, Reception, message_handlers
from reporting.answers import Answer
from storage import inbox_queue
from storage.inbox_queue import RawUpdate
from tests.usecases.reports import THI_DOAN
from tests.usecases.town import Resident, Shown, Town
from usecases.ports import Work

UNIT = "thi-doan"
FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 900}
DOCUMENT = {**FILE, "file_name": "a.pdf", "mime_type": "application/pdf"}
WORD = {**FILE, "file_name": "Phần 1.docx", "mime_type": "application/octet-stream"}
MOVING = {**FILE, "width": 9, "height": 9, "duration": 3}
PHOTO = [{**FILE, "width": 9, "height": 9}]
ORIGIN = {"type": "hidden_user", "date": 1, "sender_user_name": "Ai đó"}
STICKER = {"type": "regular", "width": 9, "height": 9, "is_animated": False, "is_video": False}
PLACE = {"latitude": 11.803, "longitude": 106.906}
POLL: dict[str, Any] = {
    "id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
    "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
    "allows_revoting": False, "members_only": False,
}  # fmt: skip
VENUE = {"location": PLACE, "title": "A", "address": "B"}
FRIEND = {"phone_number": "84912345678", "first_name": "B"}
# What comes → words of the answer; the question stands below each.
SENT: dict[str, tuple[dict[str, Any], str]] = {
    "sticker": ({"sticker": {**FILE, **STICKER}}, "nhãn dán"),
    "voice": ({"voice": {**FILE, "duration": 3}}, "tin thoại"),
    "audio": ({"audio": {**FILE, "duration": 3}}, "tệp ghi âm"),
    "video": ({"video": MOVING}, "chưa xem được video"),
    "video note": ({"video_note": {**FILE, "length": 9, "duration": 3}}, "chưa xem được video"),
    "animation": ({"animation": MOVING, "document": DOCUMENT}, "chưa xem được video"),
    "document": ({"document": DOCUMENT}, "không có câu nào cần tệp"),
    "word file": ({"document": WORD}, "không có câu nào cần tệp"),
    "photo": ({"photo": PHOTO}, "không có câu nào cần ảnh"),
    "location": ({"location": PLACE}, "không có câu nào cần vị trí"),
    "venue": ({"location": PLACE, "venue": VENUE}, "địa điểm"),
    "contact": ({"contact": FRIEND}, "danh thiếp"),
    "poll": ({"poll": POLL}, "bình chọn"),
    "dice": ({"dice": {"emoji": "🎲", "value": 3}}, "chưa đọc được"),
    "forwarded": ({"text": "12", "forward_origin": ORIGIN}, "chuyển tiếp"),
}


@pytest.fixture
def an(town: Town) -> Resident:
    an = town.invited(UNIT, 1, "Nguyễn Văn An")
    an.begin()
    return an


def sent(an: Resident, content: dict[str, Any], *, as_kind: str = "message") -> list[Shown]:
    """Everything that is said in answer."""
    town, person = an.town, an.sender
    chat = {"id": person.chat_id, "type": "private", "first_name": person.name}
    town.updates += 1
    said_by = {"id": person.telegram_id, "is_bot": False, "first_name": person.name}
    at = int(town.now.timestamp())
    message = {"message_id": town.updates, "date": at, "chat": chat, "from": said_by, **content}
    raw = {"update_id": town.updates, as_kind: message}
    stored = RawUpdate(town.updates, json.dumps(raw), person.chat_id)
    [key] = town.do(lambda work: inbox_queue.store(work, [stored], town.now))
    an.before = len(an.phone)
    asyncio.run(_handled(town, raw, Received(key, town.now)))
    assert town.rows("SELECT state FROM inbox WHERE id = ?", key) == [("done",)]
    town.deliver()
    return an.answers


async def _handled(town: Town, raw: dict[str, Any], received: Received) -> None:
    application = Application.builder().token("1:x").updater(None).build()
    update = Update.de_json(raw, application.bot)

    async def perform(work: Callable[[Work], bool]) -> bool:
        return town.do(work)

    application.bot_data[KEY] = Reception(
        perform, town.library, lambda: town.now, lambda _query: None
    )
    RECEIVED.set(received)
    handler = next(h for h in message_handlers() if h.check_update(update) not in (None, False))
    context: Any = CallbackContext.from_update(update, application)
    await handler.callback(update, context)


@pytest.mark.parametrize("what", SENT)
def test_what_is_no_answer_is_helped_and_the_question_put_again(
    town: Town, an: Resident, what: str
) -> None:
    content, words = SENT[what]
    [shown] = sent(an, content)
    assert shown.kind == "helped"
    assert words in shown.text
    assert "đang quản lý" in shown.text
    assert town.draft(UNIT) == {}
    an.type("15")
    assert town.draft(UNIT) == {"DT01": Answer(15)}


def test_an_edited_message_says_how_to_correct(town: Town, an: Resident) -> None:
    [shown] = sent(an, {"text": "9"}, as_kind="edited_message")
    assert "/xemlai" in shown.text
    assert town.draft(UNIT) == {}


def test_a_live_location_that_moves_on_is_not_answered_each_time(an: Resident) -> None:
    assert sent(an, {"location": PLACE}, as_kind="edited_message") == []


def test_an_album_is_answered_once(an: Resident) -> None:
    album = {"photo": PHOTO, "media_group_id": "77"}
    assert [len(sent(an, album)) for _ in range(3)] == [1, 0, 0]
    assert len(sent(an, {**album, "media_group_id": "78"})) == 1


def test_a_word_file_to_a_narrative_is_fetched_and_stays_with_the_draft(
    town: Town, an: Resident
) -> None:
    an.fill(UNIT, dict(list(THI_DOAN.items())[:11]))
    [shown] = sent(an, {"document": WORD})
    assert shown.kind == "file_being_read"
    [(kind, params)] = town.rows("SELECT kind, params FROM job ORDER BY id DESC LIMIT 1")
    order = json.loads(params)
    assert (kind, order["ref"], order["telegram"]) == ("read_text", "/data/TL/TL2", 1)
    assert town.rows("SELECT ref, name FROM attachment WHERE draft_id IS NOT NULL") == [
        ("/data/TL/TL2", "Phần 1.docx")
    ]


PERSONAL = "Hộ ông Nguyễn Văn A, CCCD 070123456789, đã thoát nghèo."


def test_personal_data_stay_in_no_table(town: Town, an: Resident) -> None:
    an.fill(UNIT, dict(list(THI_DOAN.items())[:11]))
    [shown] = sent(an, {"text": PERSONAL})
    assert shown.kind == "refused"
    assert "không lưu" in shown.text
    assert _where(town, "070123456789") == []
    an.give("Một hộ đã thoát nghèo.")
    assert town.draft(UNIT)["TL2"] == Answer("Một hộ đã thoát nghèo.")


def test_personal_data_in_a_reason_stay_in_no_table(town: Town, an: Resident) -> None:
    an.press("Không thuộc nhiệm vụ của đơn vị")
    assert an.heard.kind == "why_not_applicable"
    [shown] = sent(an, {"text": PERSONAL})
    assert shown.kind == "why_not_applicable"
    assert "không lưu" in shown.text
    assert _where(town, "070123456789") == []


def _where(town: Town, words: str) -> list[str]:
    """The tables in which something is kept that holds `words`."""
    names = [name for (name,) in town.rows("SELECT name FROM sqlite_schema WHERE type='table'")]
    return [name for name in names if words in repr(town.rows(f"SELECT * FROM {name}"))]
