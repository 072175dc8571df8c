"""The people's side: what a thumb does reaches the bot in Telegram's shapes."""

from typing import Any

import pytest

from simulator import Phone, Press
from simulator.botapi import description
from simulator.chats import ChatMessage
from tests.simulator.fixtures import MORNING, Telegram, png

KEYS = {
    "inline_keyboard": [
        [{"text": "Có", "callback_data": "v1:yes"}, {"text": "Không", "callback_data": "v1:no"}],
        [{"text": "Mời", "url": "https://t.me/tonghop_bot?start=moi"}],
    ]
}


async def updates(sim: Telegram) -> list[dict[str, Any]]:
    """All pending updates, which are confirmed by this."""
    got: list[dict[str, Any]] = await sim.result("getUpdates")
    if got:
        await sim.result("getUpdates", offset=got[-1]["update_id"] + 1)
    for update in got:
        assert description.faults("Update", update) == []
    return got


async def last(sim: Telegram, kind: str = "message") -> dict[str, Any]:
    shown: dict[str, Any] = (await updates(sim))[-1][kind]
    return shown


async def test_a_text(sim: Telegram, phone: Phone) -> None:
    sim.hand.forward(minutes=5)
    sent = phone.send("  /baocao ngay ")
    assert await last(sim) == {
        "message_id": sent.id,
        "from": {
            "id": 1001,
            "is_bot": False,
            "first_name": "Nguyễn Thị Lan",
            "language_code": "vi",
        },
        "chat": {"id": 1001, "type": "private", "first_name": "Nguyễn Thị Lan"},
        "date": int(MORNING.timestamp()) + 300,
        "text": "/baocao ngay",
        "entities": [{"type": "bot_command", "offset": 0, "length": 7}],
    }


async def test_every_kind_of_content(sim: Telegram, phone: Phone) -> None:
    phone.attach(b"PK", "biểu.xlsx", "application/x-excel", "Biểu 1")
    document = await last(sim)
    assert document["document"]["file_name"] == "biểu.xlsx"
    assert (document["caption"], document["document"]["file_size"]) == ("Biểu 1", 2)
    phone.photo(png(2000, 1000))
    sizes = [(size["width"], size["height"]) for size in (await last(sim))["photo"]]
    assert sizes == [(90, 45), (320, 160), (800, 400), (1280, 640)]
    phone.share_contact()
    assert (await last(sim))["contact"] == {
        "phone_number": "+84901234567",
        "first_name": "Nguyễn Thị Lan",
        "user_id": 1001,
    }
    phone.sticker()
    assert (await last(sim))["sticker"]["type"] == "regular"
    phone.voice()
    assert (await last(sim))["voice"]["duration"] == 3


async def test_a_file_is_downloaded_by_its_path(sim: Telegram, phone: Phone) -> None:
    phone.photo(png())
    size = (await last(sim))["photo"][-1]
    file = await sim.result("getFile", file_id=size["file_id"])
    assert description.faults("File", file) == []
    url = f"{sim.file_url}{sim.token}/{file['file_path']}"
    async with sim.http.get(url) as response:
        assert await response.read() == png()
    async with sim.http.get(url + "x") as response:
        assert response.status == 404


async def test_edit_reply_and_long_text(sim: Telegram, phone: Phone) -> None:
    first = phone.send("12")
    phone.edit(first, "13")
    edited = await last(sim, "edited_message")
    assert (edited["text"], edited["edit_date"]) == ("13", int(MORNING.timestamp()))
    phone.send("đúng", reply_to=first)
    assert (await last(sim))["reply_to_message"]["message_id"] == first.id
    phone.delete(first)
    phone.send("vẫn đúng", reply_to=first)
    assert "reply_to_message" not in await last(sim)
    phone.send("dài " * 2000)
    assert [len(update["message"]["text"]) for update in await updates(sim)] == [4095, 3903]


async def test_links_start_the_bot(sim: Telegram) -> None:
    phone = sim.add_person(1002, "Trần Văn Minh")
    links = [
        sim.invite_link("moi_1-A"),
        "t.me/Tonghop_bot?start=moi_1-A",
        "tg://resolve?domain=tonghop_bot&start=moi_1-A",
    ]
    for link in links:
        phone.open_link(link)
        assert (await last(sim))["text"] == "/start moi_1-A"
    assert phone.start().text == "/start"
    for wrong in ("https://t.me/other_bot?start=a", "https://example.org/", "", "t.me"):
        with pytest.raises(ValueError, match="not a link to this bot"):
            phone.open_link(wrong)
    for payload in ("có dấu", "x" * 65):
        with pytest.raises(ValueError, match="starts no bot"):
            phone.start(payload)


async def test_pressing_inline_buttons(sim: Telegram, phone: Phone) -> None:
    for text in ("Câu 1", "Câu 2"):
        await sim.result("sendMessage", chat_id=1001, text=text, reply_markup=KEYS)
    press = phone.press("Có")
    assert isinstance(press, Press)
    assert (press.message.text, press.data) == ("Câu 2", "v1:yes")
    query = await last(sim, "callback_query")
    assert (query["data"], query["message"]["text"]) == ("v1:yes", "Câu 2")
    assert query["from"]["id"] == 1001
    assert sim.unanswered_presses == phone.waiting_presses == [press]
    await sim.result("answerCallbackQuery", callback_query_id=query["id"], text="Đã nhận")
    assert (press.answered, press.text, phone.waiting_presses) == (True, "Đã nhận", [])
    phone.press("Mời")
    assert (await last(sim))["text"] == "/start moi"
    phone.press((phone.answers[-1] if phone.answers else phone.messages[1], "v1:forged"))
    assert (await last(sim, "callback_query"))["data"] == "v1:forged"
    with pytest.raises(LookupError, match="Nộp báo cáo"):
        phone.press("Nộp báo cáo")


async def test_an_edit_takes_the_keyboard_away(sim: Telegram, phone: Phone) -> None:
    sent = await sim.result("sendMessage", chat_id=1001, text="Câu 1", reply_markup=KEYS)
    message = phone.last
    assert message is not None
    assert message.labels == ["Có", "Không", "Mời"]
    phone.press("Có")
    place = {"chat_id": 1001, "message_id": sent["message_id"]}
    await sim.result("editMessageText", **place, text="Câu 1: Có")
    assert phone.answers == [message]
    assert (message.labels, message.edited) == ([], MORNING)
    with pytest.raises(LookupError):
        phone.press("Có")


async def test_a_reply_keyboard(sim: Telegram, phone: Phone) -> None:
    keyboard = {
        "keyboard": [[{"text": "Tiến độ"}], [{"text": "Số của tôi", "request_contact": True}]],
        "resize_keyboard": True,
    }
    await sim.result("sendMessage", chat_id=1001, text="Chọn", reply_markup=keyboard)
    assert [key["text"] for row in phone.keyboard for key in row] == ["Tiến độ", "Số của tôi"]
    phone.press("Tiến độ")
    assert (await last(sim))["text"] == "Tiến độ"
    phone.press("Số của tôi")
    assert (await last(sim))["contact"]["phone_number"] == "+84901234567"
    gone = {"remove_keyboard": True}
    await sim.result("sendMessage", chat_id=1001, text="Xong", reply_markup=gone)
    assert phone.keyboard == []


async def test_blocking(sim: Telegram, phone: Phone) -> None:
    phone.block()
    change = await last(sim, "my_chat_member")
    assert change["new_chat_member"] == {
        "user": sim.world.bot,
        "status": "kicked",
        "until_date": 0,
    }
    with pytest.raises(PermissionError):
        phone.send("có ai không")
    phone.start()
    kinds = [list(update)[1] for update in await updates(sim)]
    assert kinds == ["my_chat_member", "message"]
    await sim.result("sendMessage", chat_id=1001, text="Chào mừng trở lại")


async def test_in_a_group_the_bot_hears_what_is_meant_for_it(sim: Telegram, phone: Phone) -> None:
    group = sim.add_group(-100500, "Tổ báo cáo", [1001])
    await updates(sim)
    sent = await sim.result("sendMessage", chat_id=-100500, text="Xin chào")
    hers = [
        phone.send(text, group=-100500) for text in ("chuyện riêng", "/tiendo", "nhờ @tonghop_bot")
    ]
    hers.append(phone.send("đúng", reply_to=group.messages[sent["message_id"]], group=-100500))
    heard = [update["message"] for update in await updates(sim)]
    assert [message["text"] for message in heard] == ["/tiendo", "nhờ @tonghop_bot", "đúng"]
    assert heard[0]["chat"] == {"id": -100500, "type": "supergroup", "title": "Tổ báo cáo"}
    assert [message.id for message in hers] == [2, 3, 4, 5]


async def test_read_and_unread(sim: Telegram, phone: Phone) -> None:
    for text in ("một", "hai"):
        await sim.result("sendMessage", chat_id=1001, text=text)
    assert [message.text for message in phone.unread()] == ["một", "hai"]
    assert [message.text for message in phone.read()] == ["một", "hai"]
    assert phone.unread() == []
    assert (await phone.wait_for("hai")).text == "hai"
    with pytest.raises(TimeoutError):
        await phone.wait_for("ba", within=0.05)


async def test_the_most_specific_commands_are_shown(sim: Telegram, phone: Phone) -> None:
    def commands(name: str) -> list[dict[str, str]]:
        return [{"command": name, "description": "Mô tả"}]

    chat = {"type": "chat", "chat_id": 1001}
    await sim.result("setMyCommands", commands=commands("chung"))
    await sim.result("setMyCommands", commands=commands("rieng"), scope=chat)
    other = sim.add_person(1002, "Trần Văn Minh")
    assert [phone.commands[0]["command"], other.commands[0]["command"]] == ["rieng", "chung"]
    assert await sim.result("getMyCommands", scope=chat) == commands("rieng")
    await sim.result("deleteMyCommands", scope=chat)
    assert phone.commands == commands("chung")
    assert await sim.result("setChatMenuButton", chat_id=1001, menu_button={"type": "commands"})
    assert await sim.result("getChatMenuButton", chat_id=1001) == {"type": "commands"}


async def test_what_the_bot_gets_back_has_the_documented_shape(sim: Telegram, phone: Phone) -> None:
    me = await sim.result("getMe")
    assert description.faults("User", me) == []
    sent = await sim.result(
        "sendMessage",
        chat_id=1001,
        text="<b>Câu 1</b>",
        parse_mode="HTML",
        reply_markup=KEYS,
        reply_parameters={"message_id": phone.messages[0].id},
    )
    uploaded = (await sim.upload("sendPhoto", "photo", png(), chat_id=1001))["result"]
    again = await sim.result("sendPhoto", chat_id=1001, photo=uploaded["photo"][0]["file_id"])
    for message in (sent, uploaded, again):
        assert description.faults("Message", message) == []
    assert again["message_id"] > uploaded["message_id"] > sent["message_id"]
    info = await sim.result("getWebhookInfo")
    assert description.faults("WebhookInfo", info) == []


def test_the_shapes_are_really_checked() -> None:
    message = {"message_id": "1", "chat": {"id": 1, "type": "private"}, "colour": 1}
    found = description.faults("Message", message)
    assert sorted(found) == ["Integer: '1'", "Message: no date", "Message: unknown field colour"]


async def test_deleting_and_counting(sim: Telegram, phone: Phone) -> None:
    sent = await sim.result("sendMessage", chat_id=1001, text="sai")
    await sim.result("deleteMessage", chat_id=1001, message_id=sent["message_id"])
    assert [message.text for message in phone.messages] == ["/start"]
    assert sim.call_counts == {"sendMessage": 1, "deleteMessage": 1}
    assert sim.calls[0].params == {"chat_id": 1001, "text": "sai"}


async def test_impossible_things(sim: Telegram, phone: Phone) -> None:
    for wrong in (1001, 0, -5, sim.world.bot_id):
        with pytest.raises(ValueError, match="no person can have the id"):
            sim.add_person(wrong, "Ai đó")
    with pytest.raises(ValueError, match="no group can have the id"):
        sim.add_group(5, "Nhóm", [])
    with pytest.raises(ValueError, match="empty message"):
        phone.send(" \n ")
    with pytest.raises(ValueError, match="empty file"):
        phone.attach(b"", "rỗng.txt", "text/plain")
    with pytest.raises(ValueError, match="caption"):
        phone.attach(b"x", "a.txt", "text/plain", "ộ" * 1025)
    await sim.result("sendMessage", chat_id=1001, text="của bot")
    message = phone.last
    assert isinstance(message, ChatMessage)
    with pytest.raises(ValueError, match="own text"):
        phone.edit(message, "của tôi")
    with pytest.raises(ValueError, match="carries no file"):
        _ = message.content
