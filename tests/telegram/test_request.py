"""The transport: what reaches Telegram, and what each fault of the network becomes."""

import asyncio
import json
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.connection.api import BotApi, split_updates
from bot.connection.errors import Meaning, judge
from bot.connection.request import AiohttpRequest, UnusableProxy, Upload, was_not_sent
from simulator import Phone
from tests.simulator.fixtures import TOKEN, Telegram, lan, png, telegram

Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture
async def sim() -> AsyncIterator[Telegram]:
    async with telegram() as sim:
        yield sim


@pytest.fixture
def phone(sim: Telegram) -> Phone:
    return lan(sim)


@asynccontextmanager
async def api_at(base_url: str, **options: float | str) -> AsyncIterator[BotApi]:
    request = AiohttpRequest(**options)  # type: ignore[arg-type]
    api = BotApi(TOKEN, base_url, base_url.replace("/bot", "/file/bot"), request, AiohttpRequest())
    await api.initialize()
    try:
        yield api
    finally:
        await api.shutdown()


@asynccontextmanager
async def server(answer: Answer) -> AsyncIterator[str]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await answer(reader, writer)
        finally:
            writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        port = listening.sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/bot"
    finally:
        listening.close()
        await listening.wait_closed()


async def fault(base_url: str, **options: float | str) -> TelegramError:
    async with api_at(base_url, **options) as api:
        with pytest.raises(TelegramError) as raised:
            await api.call("sendMessage", {"chat_id": 1, "text": "x"})
    return raised.value


async def test_a_call_reaches_telegram_as_json(sim: Telegram, phone: Phone) -> None:
    async with api_at(sim.base_url) as api:
        keyboard = {"inline_keyboard": [[{"text": "Có", "callback_data": "s:a:"}]]}
        sent = await api.call(
            "sendMessage", {"chat_id": 1001, "text": "Chào Lan", "reply_markup": keyboard}
        )
    assert phone.last is not None
    assert phone.last.id == sent["message_id"]
    assert (phone.last.text, phone.last.labels) == ("Chào Lan", ["Có"])


async def test_a_file_goes_along_with_its_name_and_parameters(sim: Telegram, phone: Phone) -> None:
    upload = Upload(b"PK\x03\x04", "Báo cáo “6 tháng”.docx", "application/msword")
    keyboard = {"inline_keyboard": [[{"text": "Có", "callback_data": "s:a:"}]]}
    async with api_at(sim.base_url) as api:
        await api.call(
            "sendDocument",
            {"chat_id": 1001, "caption": "Dự thảo", "reply_markup": keyboard},
            {"document": upload},
        )
    assert phone.last is not None
    assert phone.last.content == upload.content
    assert phone.last.file_name == upload.name
    assert (phone.last.text, phone.last.labels) == ("Dự thảo", ["Có"])


async def test_python_telegram_bot_speaks_through_it(sim: Telegram, phone: Phone) -> None:
    request = AiohttpRequest()
    bot = Bot(
        TOKEN, sim.base_url, sim.file_url, request=request, get_updates_request=AiohttpRequest()
    )
    async with bot:
        await bot.send_message(1001, "một")
        await bot.send_document(1001, InputFile(b"file", "a.txt"), caption="hai")
        await bot.send_photo(1001, png(), read_timeout=5, write_timeout=5)
        phone.attach(b"x" * 100_000, "b.bin", "application/octet-stream")
        updates = await bot.get_updates(timeout=1)
        message = updates[-1].message
        assert message is not None
        assert message.document is not None
        file = await bot.get_file(message.document.file_id)
        assert bytes(await file.download_as_bytearray()) == b"x" * 100_000
    assert [m.text or m.kind for m in phone.messages if m.from_bot] == ["một", "hai", "photo"]


async def test_a_file_is_downloaded_or_the_break_is_noticed(sim: Telegram, phone: Phone) -> None:
    attached = phone.attach("nội dung".encode() * 10_000, "a b.txt", "text/plain")
    async with api_at(sim.base_url) as api:
        (*_, update) = await api.updates(None, 1, ["message"])
        file_id = update.update["message"]["document"]["file_id"]
        assert await api.download(file_id) == attached.content
        sim.faults.cut_file()
        with pytest.raises(NetworkError):
            await api.download(file_id)


async def test_updates_are_kept_as_they_were_delivered(sim: Telegram, phone: Phone) -> None:
    phone.send('"Số hộ" \\ \U0001f600')
    async with api_at(sim.base_url) as api:
        first, second = await api.updates(None, 1, ["message"])
    assert json.loads(first.raw) == first.update
    assert second.update["message"]["text"] == '"Số hộ" \\ \U0001f600'


@pytest.mark.parametrize(
    ("body", "raw"),
    [
        (b'{"ok":true,"result":[]}', []),
        (b'{"ok":true,"result":[{"update_id":1, "a":1.50},{"update_id":2}]}',
         ['{"update_id":1, "a":1.50}', '{"update_id":2}']),
        (b' { "ok" : true , "result" : [ {"update_id":1} , 5 ] }', ['{"update_id":1}', "5"]),
        (b'{"result": [{"update_id":1}], "ok": true}', ['{"update_id": 1}']),
        (b'{"ok":true,"result":[{"t":"\\ud800"}]}', ['{"t":"\\ud800"}']),
    ],
)  # fmt: skip
def test_updates_are_cut_out_of_the_answer(body: bytes, raw: list[str]) -> None:
    assert [one.raw for one in split_updates(body)] == raw


@pytest.mark.parametrize(
    "body",
    [b'{"ok":true,"result":[{"update_id":1}', b"<html>", b'{"ok":true,"result":[{"a":'],
)
def test_half_an_answer_is_no_answer(body: bytes) -> None:
    with pytest.raises(NetworkError):
        split_updates(body)


async def test_a_refused_connection_was_not_sent() -> None:
    async def never(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        raise AssertionError("nobody listens")

    async with server(never) as base_url:
        pass
    error = await fault(base_url)
    assert was_not_sent(error)
    assert judge(error).meaning is Meaning.NOT_SENT


async def test_r20_an_unknown_host_was_not_sent() -> None:
    assert was_not_sent(await fault("http://tonghop.invalid/bot"))


async def test_waiting_for_a_free_connection_too_long_was_not_sent() -> None:
    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    options = {"connections": 1, "connect_timeout": 0.05, "read_timeout": 0.4}
    async with server(hang) as base_url, api_at(base_url, **options) as api:
        calls = [api.call("sendMessage", {"chat_id": 1}) for _ in range(2)]
        hung, waited = await asyncio.gather(*calls, return_exceptions=True)
    assert isinstance(hung, TimedOut)
    assert judge(hung).meaning is Meaning.AMBIGUOUS
    assert isinstance(waited, TimedOut)
    assert judge(waited).meaning is Meaning.NOT_SENT


async def test_a_late_answer_is_ambiguous(sim: Telegram, phone: Phone) -> None:
    sim.faults.late(0.3, "sendMessage")
    async with api_at(sim.base_url, read_timeout=0.05) as api:
        with pytest.raises(TimedOut) as raised:
            await api.call("sendMessage", {"chat_id": 1001, "text": "một"})
    assert judge(raised.value).meaning is Meaning.AMBIGUOUS
    assert phone.last is not None, "Telegram had taken it"


async def test_a_connection_closed_without_an_answer_is_ambiguous(sim: Telegram) -> None:
    lan(sim)
    sim.faults.drop_after("sendMessage")
    error = await fault(sim.base_url)
    assert not isinstance(error, TimedOut)
    assert judge(error).meaning is Meaning.AMBIGUOUS


async def test_half_an_answer_over_http_is_ambiguous() -> None:
    async def half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"ok":true,')
        await writer.drain()

    async with server(half) as base_url:
        assert judge(await fault(base_url)).meaning is Meaning.AMBIGUOUS


async def test_a_proxy_page_is_no_success() -> None:
    async def page(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>")
        await writer.drain()

    async with server(page) as base_url:
        assert judge(await fault(base_url)).meaning is Meaning.AMBIGUOUS


@pytest.mark.parametrize("code", [500, 502, 503])
async def test_a_server_error_is_neither_sent_nor_surely_not(sim: Telegram, code: int) -> None:
    lan(sim)
    sim.faults.server_error("sendMessage", code=code)
    assert judge(await fault(sim.base_url)).meaning is Meaning.BROKEN


async def test_refusals_have_their_sorts(sim: Telegram, phone: Phone) -> None:
    async with api_at(sim.base_url) as api:

        async def refusal(method: str, **parameters: object) -> TelegramError:
            with pytest.raises(TelegramError) as raised:
                await api.call(method, parameters)
            return raised.value

        async def meaning(method: str, **parameters: object) -> Meaning:
            return judge(await refusal(method, **parameters)).meaning

        assert await meaning("sendMessage", chat_id=1001, text="<b", parse_mode="HTML") is (
            Meaning.REFUSED
        )
        assert await meaning("sendMessage", chat_id=1001, text="x" * 4097) is Meaning.REFUSED
        assert await meaning("sendMessage", chat_id=4, text="x") is Meaning.UNREACHABLE
        assert await meaning("editMessageText", chat_id=1001, message_id=99, text="x") is (
            Meaning.POINTLESS
        )
        sent = await api.call("sendMessage", {"chat_id": 1001, "text": "x"})
        assert (
            await meaning("editMessageText", chat_id=1001, message_id=sent["message_id"], text="x")
            is Meaning.POINTLESS
        )
        assert await meaning("answerCallbackQuery", callback_query_id="1") is Meaning.POINTLESS
        phone.block()
        assert isinstance(await refusal("sendMessage", chat_id=1001, text="x"), Forbidden)
        assert await meaning("sendMessage", chat_id=1001, text="x") is Meaning.UNREACHABLE
        sim.faults.retry_after(7)
        flood = await refusal("sendMessage", chat_id=1001, text="x")
        assert isinstance(flood, RetryAfter)
        assert judge(flood).seconds == 7
        sim.faults.revoke_token()
        assert isinstance(await refusal("getMe"), InvalidToken)
        assert await meaning("getMe") is Meaning.STOP


def test_a_bad_request_is_no_network_error_to_us() -> None:
    assert issubclass(BadRequest, NetworkError), "why the order of the sorts matters"
    assert judge(BadRequest("Bad Request: chat not found")).meaning is Meaning.UNREACHABLE
    assert judge(NetworkError("Request Entity Too Large (413)")).meaning is Meaning.REFUSED


async def test_a_socks_proxy_is_refused_at_once() -> None:
    with pytest.raises(UnusableProxy, match="socks5"):
        AiohttpRequest(proxy="socks5://127.0.0.1:1080")


async def test_calls_go_through_an_http_proxy() -> None:
    asked: list[bytes] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        body = b'{"ok":true,"result":{"id":1}}'
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))
        await writer.drain()

    async with server(proxy) as url:
        address = url.removesuffix("/bot").replace("http://", "http://u:p@")
        async with api_at("http://telegram.invalid/bot", proxy=address) as api:
            assert await api.call("getMe", {}) == {"id": 1}
    assert asked[0].startswith(b"POST http://telegram.invalid/bot")
    assert b"Proxy-Authorization: Basic" in asked[0]


async def test_r20_a_proxy_out_of_reach_was_not_sent() -> None:
    assert was_not_sent(await fault("http://telegram.invalid/bot", proxy="http://127.0.0.1:9"))


async def test_the_token_is_in_no_error_and_no_log(
    sim: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    lan(sim)
    caplog.set_level(logging.DEBUG)
    errors = [await fault("http://127.0.0.1:9/bot"), await fault("http://tonghop.invalid/bot")]
    sim.faults.drop_before()
    sim.faults.server_error()
    sim.faults.retry_after(1)
    errors += [await fault(sim.base_url) for _ in range(3)]
    text = caplog.text + "".join(
        line for error in errors for line in traceback.format_exception(error)
    )
    assert TOKEN.partition(":")[2] not in text
