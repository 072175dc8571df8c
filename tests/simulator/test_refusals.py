"""The simulator refuses what Telegram refuses, in Telegram's words."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from simulator.botapi import refusals
from simulator.botapi.refusals import Reason
from tests.simulator.fixtures import Telegram, lan, telegram

KEY = {"text": "Nút", "callback_data": "x"}
MODIFIED = "Bad Request: message is not modified"
CASES: dict[str, tuple[str, dict[str, Any], int, str]] = {
    "unknown method": ("sendSmoke", {"chat_id": 1001}, 404, "Not Found"),
    "unknown parameter": (
        "sendMessage",
        {"chat_id": 1001, "text": "a", "colour": "red"},
        400,
        "Bad Request: sendMessage has no parameter colour",
    ),
    "no chat": ("sendMessage", {"text": "a"}, 400, "Bad Request: chat_id is empty"),
    "no action": ("sendChatAction", {"chat_id": 1001}, 400, 'parameter "action" is required'),
    "wrong type": (
        "sendMessage",
        {"chat_id": 1001, "text": 5},
        400,
        "Bad Request: text must be String",
    ),
    "wrong object": (
        "sendMessage",
        {"chat_id": 1001, "text": "a", "reply_markup": {"inline": []}},
        400,
        "Bad Request: reply_markup must be InlineKeyboardMarkup or",
    ),
    "unknown chat": ("sendMessage", {"chat_id": 77, "text": "a"}, 400, "chat not found"),
    "unknown channel": ("sendMessage", {"chat_id": "@tin", "text": "a"}, 400, "chat not found"),
    "stranger": (
        "sendMessage",
        {"chat_id": 1002, "text": "a"},
        403,
        "Forbidden: bot can't initiate conversation with a user",
    ),
    "blocked": (
        "sendMessage",
        {"chat_id": 1003, "text": "a"},
        403,
        "Forbidden: bot was blocked by the user",
    ),
    "no text": ("sendMessage", {"chat_id": 1001}, 400, "Bad Request: message text is empty"),
    "blank text": ("sendMessage", {"chat_id": 1001, "text": " \n"}, 400, "message text is empty"),
    "only tags": (
        "sendMessage",
        {"chat_id": 1001, "text": "<b> </b>", "parse_mode": "HTML"},
        400,
        "message text is empty",
    ),
    "long text": (
        "sendMessage",
        {"chat_id": 1001, "text": "ế" * 4097},
        400,
        "Bad Request: message is too long",
    ),
    "long in UTF-16": (
        "sendMessage",
        {"chat_id": 1001, "text": "😀" * 2049},
        400,
        "Bad Request: message is too long",
    ),
    "unclosed tag": (
        "sendMessage",
        {"chat_id": 1001, "text": "<b>a", "parse_mode": "HTML"},
        400,
        "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    "markdown": (
        "sendMessage",
        {"chat_id": 1001, "text": "*a*", "parse_mode": "Markdown"},
        400,
        "Bad Request: unsupported parse_mode",
    ),
    "entity outside": (
        "sendMessage",
        {
            "chat_id": 1001,
            "text": "abc",
            "entities": [{"type": "bold", "offset": 1, "length": 3}],
        },
        400,
        "Bad Request: entity is outside of the text",
    ),
    "no such reply": (
        "sendMessage",
        {"chat_id": 1001, "text": "a", "reply_parameters": {"message_id": 9999}},
        400,
        "Bad Request: message to be replied not found",
    ),
    "edit nothing": (
        "editMessageText",
        {"chat_id": 1001, "message_id": 9999, "text": "a"},
        400,
        "Bad Request: message to edit not found",
    ),
    "delete nothing": (
        "deleteMessage",
        {"chat_id": 1001, "message_id": 9999},
        400,
        "Bad Request: message to delete not found",
    ),
    "unknown press": (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    ),
    "unknown file": (
        "getFile",
        {"file_id": "x"},
        400,
        "Bad Request: wrong file_id or the file is temporarily unavailable",
    ),
    "unknown document": (
        "sendDocument",
        {"chat_id": 1001, "document": "x"},
        400,
        "Bad Request: wrong file identifier/HTTP URL specified",
    ),
    "no attachment": (
        "sendDocument",
        {"chat_id": 1001, "document": "attach://tep"},
        400,
        "Bad Request: there is no tep in the request",
    ),
    "unknown action": (
        "sendChatAction",
        {"chat_id": 1001, "action": "singing"},
        400,
        "Bad Request: wrong parameter action in request",
    ),
    "webhook": ("setWebhook", {"url": "https://example.org/"}, 400, "Bad Request: bad webhook"),
    "command with accents": (
        "setMyCommands",
        {"commands": [{"command": "báocáo", "description": "Báo cáo"}]},
        400,
        "Bad Request: BOT_COMMAND_INVALID",
    ),
    "command without words": (
        "setMyCommands",
        {"commands": [{"command": "baocao", "description": ""}]},
        400,
        "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID",
    ),
    "too many commands": (
        "setMyCommands",
        {"commands": [{"command": f"c{n}", "description": "d"} for n in range(101)]},
        400,
        "Bad Request: BOT_COMMANDS_TOO_MUCH",
    ),
}
KEYBOARDS: dict[str, tuple[list[list[dict[str, Any]]], str]] = {
    "data over 64 bytes": ([[{**KEY, "callback_data": "ộ" * 22}]], "BUTTON_DATA_INVALID"),
    "empty data": ([[{**KEY, "callback_data": ""}]], "BUTTON_DATA_INVALID"),
    "no action": ([[{"text": "Nút"}]], "Text buttons are unallowed in the inline keyboard"),
    "two actions": ([[{**KEY, "url": "https://t.me/x"}]], "Exactly one action must be given"),
    "no text": ([[{**KEY, "text": " "}]], "a button has no text"),
    "bad link": ([[{"text": "Nút", "url": "javascript:1"}]], "Wrong HTTP URL"),
    "101 buttons": ([[KEY]] * 101, "reply markup is too long"),
    "nine in a row": ([[KEY] * 9], "a row of buttons is too long"),
}


@pytest.fixture
async def sim() -> AsyncIterator[Telegram]:
    """Lan has started the bot, Minh never has, Hoa has blocked it."""
    async with telegram() as sim:
        lan(sim)
        sim.add_person(1002, "Trần Văn Minh")
        hoa = sim.add_person(1003, "Lê Thị Hoa")
        hoa.start()
        hoa.block()
        yield sim


@pytest.mark.parametrize("case", CASES)
async def test_refused(sim: Telegram, case: str) -> None:
    method, params, code, error = CASES[case]
    answer = await sim.call(method, **params)
    assert (answer["ok"], answer["error_code"]) == (False, code)
    assert error in answer["description"]
    refusal = sim.refusals[-1]
    assert (refusal.method, refusal.error) == (method, answer["description"])
    assert refusal.params == params
    assert len(sim.refusals) == 1


@pytest.mark.parametrize("case", KEYBOARDS)
async def test_keyboard_refused(sim: Telegram, case: str) -> None:
    rows, error = KEYBOARDS[case]
    answer = await sim.call(
        "sendMessage", chat_id=1001, text="a", reply_markup={"inline_keyboard": rows}
    )
    assert error in answer["description"]


async def test_what_just_fits_is_taken(sim: Telegram) -> None:
    rows = [[{"text": "Nút", "callback_data": "x" * 64}]] + [[KEY] * 8] * 12
    for text in ("ế" * 4096, "😀" * 2048, "<b>" + "a" * 4096 + "</b>"):
        await sim.result(
            "sendMessage",
            chat_id=1001,
            text=text,
            parse_mode="HTML",
            reply_markup={"inline_keyboard": rows},
        )
    assert sim.refusals == []


@pytest.mark.parametrize(("token", "code"), [("123456:AAother", 401), ("nonsense", 404)])
async def test_wrong_token(sim: Telegram, token: str, code: int) -> None:
    answer = await sim.call("getMe", token=token)
    assert answer["error_code"] == code
    async with sim.http.get(f"{sim.file_url}{token}/documents/file_1.docx") as response:
        assert response.status == code


async def test_the_same_edit_twice_is_not_a_change(sim: Telegram) -> None:
    sent = await sim.result("sendMessage", chat_id=1001, text="Câu 1")
    place = {"chat_id": 1001, "message_id": sent["message_id"]}
    await sim.result("editMessageText", **place, text="Câu 1: 12")
    for params in ({"text": "Câu 1: 12"}, {"text": " Câu 1: 12 "}):
        answer = await sim.call("editMessageText", **place, **params)
        assert answer["description"].startswith(MODIFIED)
    answer = await sim.call("editMessageReplyMarkup", **place)
    assert answer["description"].startswith(MODIFIED)


async def test_a_person_s_message_cannot_be_edited(sim: Telegram) -> None:
    message = sim.phone(1001).send("12 hộ")
    answer = await sim.call("editMessageText", chat_id=1001, message_id=message.id, text="13 hộ")
    assert answer["description"] == "Bad Request: message can't be edited"
    assert message.text == "12 hộ"


async def test_a_document_has_a_caption_and_no_text(sim: Telegram) -> None:
    sent = (await sim.upload("sendDocument", "document", b"PK", chat_id=1001))["result"]
    place = {"chat_id": 1001, "message_id": sent["message_id"]}
    answer = await sim.call("editMessageText", **place, text="a")
    assert answer["description"] == "Bad Request: there is no text in the message to edit"
    edited = await sim.result("editMessageCaption", **place, caption="Dự thảo")
    assert edited["caption"] == "Dự thảo"
    plain = await sim.result("sendMessage", chat_id=1001, text="a")
    answer = await sim.call("editMessageCaption", chat_id=1001, message_id=plain["message_id"])
    assert answer["description"] == "Bad Request: there is no caption in the message to edit"


async def test_a_press_is_answered_once_and_soon(sim: Telegram) -> None:
    phone = sim.phone(1001)
    markup = {"inline_keyboard": [[KEY]]}
    await sim.result("sendMessage", chat_id=1001, text="a", reply_markup=markup)
    first, second = phone.press("Nút"), phone.press("Nút")
    long = await sim.call("answerCallbackQuery", callback_query_id=first.id, text="x" * 201)
    assert long["description"] == "Bad Request: MESSAGE_TOO_LONG"
    assert await sim.result("answerCallbackQuery", callback_query_id=first.id)
    again = await sim.call("answerCallbackQuery", callback_query_id=first.id)
    assert again["description"].startswith("Bad Request: query is too old")
    sim.hand.forward(minutes=2)
    late = await sim.call("answerCallbackQuery", callback_query_id=second.id)
    assert late["description"].startswith("Bad Request: query is too old")
    assert sim.unanswered_presses == [second]


async def test_an_old_message_stays(sim: Telegram) -> None:
    sent = await sim.result("sendMessage", chat_id=1001, text="a")
    sim.hand.forward(hours=49)
    answer = await sim.call("deleteMessage", chat_id=1001, message_id=sent["message_id"])
    assert answer["description"] == "Bad Request: message can't be deleted for everyone"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "Bad Request: file must be non-empty"),
        (b"not a picture", "Bad Request: IMAGE_PROCESS_FAILED"),
        (b"\x89PNG" + bytes(10 * 1024 * 1024), "Bad Request: too big for a photo"),
    ],
)
async def test_a_photo_must_be_one(sim: Telegram, content: bytes, error: str) -> None:
    answer = await sim.upload("sendPhoto", "photo", content, chat_id=1001)
    assert answer["description"] == error


async def test_long_captions_and_large_files(sim: Telegram) -> None:
    answer = await sim.upload("sendDocument", "document", b"PK", chat_id=1001, caption="ộ" * 1025)
    assert answer["description"] == "Bad Request: message caption is too long"
    large = bytes(50 * 1024 * 1024 + 1)
    answer = await sim.upload("sendDocument", "document", large, chat_id=1001)
    assert (answer["error_code"], answer["description"]) == (413, "Request Entity Too Large")
    message = sim.phone(1001).attach(bytes(20 * 1024 * 1024 + 1), "lon.zip", "application/zip")
    assert message.file is not None
    answer = await sim.call("getFile", file_id=message.file.id)
    assert answer["description"] == "Bad Request: file is too big"


async def test_a_group_without_the_bot(sim: Telegram) -> None:
    group = sim.add_group(-100500, "Tổ báo cáo", [1001])
    assert (await sim.result("sendMessage", chat_id=-100500, text="Xin chào"))["message_id"] == 1
    group.members.remove(sim.world.bot_id)
    answer = await sim.call("sendMessage", chat_id=-100500, text="a")
    assert answer["description"] == "Forbidden: bot was kicked from the group chat"


async def test_broken_json(sim: Telegram) -> None:
    headers = {"Content-Type": "application/json"}
    for body in ("{", "[]"):
        async with sim.http.post(
            f"{sim.base_url}{sim.token}/getMe", data=body, headers=headers
        ) as response:
            answer = await response.json()
            assert answer["description"] == "Bad Request: can't parse JSON object"


def test_every_reason_is_in_the_words_of_its_code() -> None:
    openings = {400: "Bad Request: ", 401: "Unauthorized", 403: "Forbidden: ", 404: "Not Found"}
    reasons = [value for value in vars(refusals).values() if isinstance(value, Reason)]
    assert len(reasons) > 40
    for reason in reasons:
        assert reason.text.startswith(openings.get(reason.code, reason.text[:1]))
