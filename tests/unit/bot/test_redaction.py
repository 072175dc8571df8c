import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from bot.redaction import redact, set_up_logging

TOKEN = "123456789:AAEabcdefghijklmnopqrstuvwxyz_-12345"


@pytest.fixture
def output() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    levels = {name: logging.getLogger(name).level for name in ("httpx", "telegram")}
    stream = io.StringIO()
    set_up_logging(logging.DEBUG, stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


@pytest.mark.parametrize(
    "text",
    [
        f"POST https://api.telegram.org/bot{TOKEN}/sendMessage",
        f"POST https://api.telegram.org/bot{TOKEN.replace(':', '%3A')}/getUpdates",
        f"Bot[token={TOKEN}]",
    ],
)
def test_a_token_is_struck_out(text: str) -> None:
    assert "AAE" not in redact(text)
    assert "<token>" in redact(text)


def test_passwords_in_addresses_are_struck_out() -> None:
    assert redact("postgresql://tonghop:bí-mật@db/town") == "postgresql://<password>@db/town"


@pytest.mark.parametrize("phone", ["0912345678", "+84 912 345 678", "84912345678", "0271.377.8888"])
def test_phone_numbers_are_struck_out(phone: str) -> None:
    assert redact(f"gọi {phone} nhé") == "gọi <phone> nhé"


@pytest.mark.parametrize("text", ["update 912345678", "1.250.000.000 đồng", "2021-06-15 09:00:00"])
def test_other_numbers_stay(text: str) -> None:
    assert redact(text) == text


def test_tracebacks_and_arguments_are_redacted_too(output: io.StringIO) -> None:
    try:
        int(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError:
        logging.getLogger("bot.receiving.inbox").exception("chat %s wrote %s", 7, "0912345678")
    assert "AAE" not in output.getvalue()
    assert "0912345678" not in output.getvalue()
    assert "Traceback" in output.getvalue()


def test_libraries_that_log_addresses_and_contents_are_quiet(output: io.StringIO) -> None:
    for name in ("httpx", "telegram.ext.Application", "aiohttp.access"):
        logging.getLogger(name).info("a message of a person")
    assert output.getvalue() == ""
    logging.getLogger("telegram").warning("something is wrong")
    assert "something is wrong" in output.getvalue()


def test_json_lines_say_the_same_and_hide_the_same(output: io.StringIO) -> None:
    set_up_logging(logging.DEBUG, output, "json")
    try:
        int(f"gọi 0912 345 678, {TOKEN}")
    except ValueError:
        logging.getLogger("bot.receiving.inbox").exception("tin của 0912345678\nxuống dòng")
    (line,) = output.getvalue().splitlines()
    said = json.loads(line)
    assert (said["level"], said["part"]) == ("ERROR", "bot.receiving.inbox")
    assert said["text"] == "tin của <phone>\nxuống dòng"
    assert datetime.fromisoformat(said["at"]).utcoffset() == timedelta()
    assert "'gọi <phone>, <token>'" in said["trace"]
