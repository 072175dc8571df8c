"""Everything that can be said, with friendly and with hostile values, as Telegram would take it."""

import re
import unicodedata
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.speaking.voice import Part, Voice
from simulator.botapi.formatting import parse_html, utf16_length
from usecases.messages import SAMPLES
from usecases.records import Message

VOICE = Voice(ZoneInfo("Asia/Ho_Chi_Minh"))
CASES = [
    pytest.param(kind, params, id=f"{kind}-{number}")
    for kind, listed in SAMPLES.items()
    for number, params in enumerate(listed)
]
# Words a template compares with, and moments: no person writes these.
_CODE = re.compile(r"[a-z_]*(\.[a-z_]+)?|\d{4}-\d\d-\d\d(T.*)?")
HOSTILE = {
    "markup": "<b>&amp;</i> \"'> {{ 7 * 7 }} {% raw %} <script>",
    "decomposed": unicodedata.normalize("NFD", "Hộ nghèo ở Phước Tín"),
    "unsendable": "a\x00b\x0bc\ud800d\ufffee",
    "long": "Rất dài. " * 600,
    "wide": "\U0001f600" * 3000,
    "empty": "",
    "lines": "\n\n một \n\n\n\n hai \n",
}


def spoiled(value: Any, text: str) -> Any:
    """The same parameters with every text a person could have written replaced."""
    if isinstance(value, dict):
        return {key: spoiled(inner, text) for key, inner in value.items()}
    if isinstance(value, list):
        return [spoiled(inner, text) for inner in value]
    if isinstance(value, str) and not _CODE.fullmatch(value):
        return text
    return value


def made(kind: str, params: dict[str, Any]) -> tuple[Part, ...]:
    target = 1 if kind == "question_closed" else None
    rendered = VOICE.render(Message(kind, params, edits_telegram_id=target))
    assert rendered.fault == ""
    return rendered.parts


def texts(parts: tuple[Part, ...]) -> list[str]:
    """What Telegram shows. Raises Refused for what it would not take."""
    marked = [VOICE.marked_resent(part).payload for part in parts]
    shown = [parse_html(payload["text"])[0] for payload in marked if "text" in payload]
    assert all(0 < utf16_length(text) <= 4096 for text in shown)
    return shown


@pytest.mark.parametrize(("kind", "params"), CASES)
def test_every_sample_is_a_message(kind: str, params: dict[str, Any]) -> None:
    shown = "".join(texts(made(kind, params)))
    assert "  " not in shown, "words are set with single spaces"
    assert "None" not in shown
    assert not re.search(r"[{}]|\bTrue\b|\bFalse\b|\d{4}-\d\d-\d\d", shown), "nothing raw shows"


@pytest.mark.parametrize("how", HOSTILE)
@pytest.mark.parametrize(("kind", "params"), CASES)
def test_r18_no_value_spoils_a_message(kind: str, params: dict[str, Any], how: str) -> None:
    texts(made(kind, spoiled(params, HOSTILE[how])))


def test_hostile_values_are_shown_as_they_are() -> None:
    sample = dict(SAMPLES["contact_letter"][0], text=HOSTILE["markup"])
    assert HOSTILE["markup"] in "".join(texts(made("contact_letter", sample)))


def test_long_values_are_shown_to_the_end() -> None:
    sample = dict(SAMPLES["contact_letter"][0], text="Dài. " * 3000 + "Hết.")
    shown = texts(made("contact_letter", sample))
    assert len(shown) > 3
    assert "Hết." in shown[-1]
    assert "".join(shown).count("Dài.") == 3000
