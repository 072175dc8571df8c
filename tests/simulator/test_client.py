"""python-telegram-bot, as it comes, against the simulator: no call is refused or misread."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    MenuButtonCommands,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatAction
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from simulator import Phone
from tests.simulator.fixtures import TOKEN, Telegram, png

CHOICES = InlineKeyboardMarkup([[InlineKeyboardButton("Có", callback_data="v1:yes")]])


@pytest.fixture
async def bot(sim: Telegram, phone: Phone) -> AsyncIterator[Bot]:
    bot = Bot(TOKEN, base_url=sim.base_url, base_file_url=sim.file_url)
    async with bot:
        yield bot


async def newest(bot: Bot) -> Update:
    """The newest update; the older ones are confirmed."""
    updates = await bot.get_updates(offset=-1, timeout=5, allowed_updates=Update.ALL_TYPES)
    return updates[-1]


async def test_a_conversation(sim: Telegram, phone: Phone, bot: Bot) -> None:
    update = await newest(bot)
    assert update.message is not None
    assert update.message.text == "/start"
    await bot.send_chat_action(1001, ChatAction.TYPING)
    asked = await bot.send_message(
        1001,
        "Câu <b>1</b>",
        parse_mode="HTML",
        reply_markup=CHOICES,
        reply_parameters=ReplyParameters(update.message.message_id),
    )
    assert asked.text_html == "Câu <b>1</b>"
    phone.press("Có")
    query = (await newest(bot)).callback_query
    assert query is not None
    assert (query.data, query.from_user.id) == ("v1:yes", 1001)
    await query.answer()
    await query.edit_message_text("Câu 1: <i>Có</i>", parse_mode="HTML")
    message = phone.last
    assert message is not None
    assert (message.text, message.buttons) == ("Câu 1: Có", [])
    assert message.entities == [{"type": "italic", "offset": 7, "length": 2}]
    await bot.edit_message_reply_markup(1001, message.id, reply_markup=CHOICES)
    assert message.labels == ["Có"]
    assert await bot.delete_message(1001, message.id)
    assert (sim.refusals, sim.unanswered_presses) == ([], [])


async def test_files_both_ways(sim: Telegram, phone: Phone, bot: Bot) -> None:
    sent = await bot.send_document(
        1001,
        InputFile(b"PK\x03\x04", filename="Báo cáo 6 tháng.docx"),
        caption="<b>Dự thảo</b>",
        parse_mode="HTML",
        reply_markup=CHOICES,
    )
    assert sent.document is not None
    message = phone.last
    assert message is not None
    assert (message.content, message.file_name) == (b"PK\x03\x04", "Báo cáo 6 tháng.docx")
    assert (message.text, message.labels) == ("Dự thảo", ["Có"])
    await bot.send_document(1001, sent.document.file_id)
    assert phone.last is not message
    await bot.send_document(1001, InputFile(b"a", filename="a.txt", attach=True))
    photo = await bot.send_photo(1001, png(), caption="Biểu đồ")
    assert (photo.photo[-1].width, photo.caption) == (40, "Biểu đồ")
    phone.attach(b"x" * 70_000, "biên bản.pdf", "application/pdf", "Gửi kèm")
    received = (await newest(bot)).message
    assert received is not None
    assert received.document is not None
    file = await received.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"x" * 70_000
    assert sim.refusals == []


async def test_keyboards_commands_and_entities(sim: Telegram, phone: Phone, bot: Bot) -> None:
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("Số của tôi", request_contact=True)]])
    await bot.send_message(1001, "Chọn", reply_markup=keyboard)
    phone.press("Số của tôi")
    received = (await newest(bot)).message
    assert received is not None
    assert received.contact is not None
    assert received.contact.phone_number == "+84901234567"
    await bot.send_message(1001, "Xong", reply_markup=ReplyKeyboardRemove())
    await bot.send_message(1001, "Trả lời", reply_markup=ForceReply())
    await bot.send_message(1001, "đậm", entities=[MessageEntity("bold", 0, 3)])
    assert phone.last is not None
    assert phone.last.entities == [{"type": "bold", "offset": 0, "length": 3}]
    commands = [BotCommand("baocao", "Bắt đầu hoặc tiếp tục báo cáo")]
    await bot.set_my_commands(commands, scope=BotCommandScopeChat(1001))
    assert phone.commands == [{"command": "baocao", "description": "Bắt đầu hoặc tiếp tục báo cáo"}]
    await bot.set_chat_menu_button(1001, MenuButtonCommands())
    assert await bot.get_my_commands(scope=BotCommandScopeChat(1001)) == tuple(commands)
    await bot.delete_my_commands(scope=BotCommandScopeChat(1001))
    await bot.delete_webhook()
    assert sim.refusals == []


async def test_errors_have_the_types_that_the_library_gives_them(
    sim: Telegram, phone: Phone, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # without it the library warns at RetryAfter
    sim.add_person(1002, "Trần Văn Minh")
    with pytest.raises(Forbidden, match="can't initiate"):
        await bot.send_message(1002, "a")
    phone.block()
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(1001, "a")
    phone.unblock()
    with pytest.raises(BadRequest, match="too long"):
        await bot.send_message(1001, "a" * 4097)
    sim.faults.retry_after(9)
    with pytest.raises(RetryAfter):
        await bot.send_message(1001, "a")
    sim.faults.drop_after("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(1001, "một lần")
    assert [m.text for m in phone.messages if m.from_bot] == ["một lần"]
    sim.faults.conflict()
    with pytest.raises(Conflict):
        await bot.get_updates()
    sim.faults.revoke_token()
    with pytest.raises(InvalidToken):
        await bot.get_me()


async def test_the_bot_is_idle_when_it_polls_and_owes_nothing(
    sim: Telegram, phone: Phone, bot: Bot
) -> None:
    async def echo() -> None:
        offset = 0
        while True:
            for update in await bot.get_updates(offset=offset, timeout=30):
                offset = update.update_id + 1
                assert update.message is not None
                await bot.send_message(1001, f"nghe: {update.message.text}")

    task = asyncio.ensure_future(echo())
    await sim.wait_for(lambda: sim.polling and not sim.pending_updates)
    for number in range(20):
        phone.send(str(number))
        await sim.wait_for(lambda: sim.polling and not sim.pending_updates)
        assert [message.text for message in phone.answers] == [f"nghe: {number}"]
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
