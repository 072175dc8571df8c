"""All that can be said has words and samples, and nothing else is said."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.speaking.catalogue import FOLDER
from bot.speaking.voice import Voice
from simulator.botapi.formatting import parse_html, utf16_length
from usecases.messages import SAMPLES, say
from usecases.records import Message

ROOT = Path(__file__).parents[2]
# Commands speak to the operator, in other words.
ROOMS = ("usecases/**", "reporting/conversation/**", "handlers", "scheduler", "bot/performing")
VOICE = Voice(ZoneInfo("Asia/Ho_Chi_Minh"))
HOSTILE = "& < > {{ 7*7 }} {% raw %} </b> <i \x00\x0b\ud800 " * 220  # 10,000 characters


def said(tree: ast.AST) -> Iterator[str]:
    """Message kinds that a module names where it says something."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else name
        named = [each.value for each in node.keywords if each.arg == "kind"]
        first = next(iter([*node.args, *named]), None)
        if name in ("say", "Say", "Message") and isinstance(first, ast.Constant):
            yield str(first.value)


def kinds_in_code() -> set[str]:
    files = [path for room in ROOMS for path in ROOT.glob(f"{room}/*.py")]
    return {kind for path in files for kind in said(ast.parse(path.read_text(encoding="utf-8")))}


def test_every_kind_said_anywhere_has_samples_and_a_template() -> None:
    kinds = kinds_in_code()
    assert {"receipt", "paused", "question_closed", "unit_document"} <= kinds
    assert kinds <= SAMPLES.keys()
    assert all((FOLDER / f"{kind}.j2").is_file() for kind in kinds)


def test_every_template_is_of_a_kind_with_samples() -> None:
    templates = {path.stem for path in FOLDER.glob("*.j2") if not path.stem.startswith("_")}
    assert templates == SAMPLES.keys()


def test_every_kind_has_a_sample() -> None:
    assert all(SAMPLES.values())


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_kind_takes_the_parameters_of_its_samples_only(kind: str) -> None:
    for sample in SAMPLES[kind]:
        if "kind" not in sample:
            assert say(kind, **sample).params == sample
        with pytest.raises(ValueError, match=kind):
            say(kind, **{key: value for key, value in sample.items() if key != "kind"}, unasked=1)


@pytest.mark.parametrize("kind", SAMPLES)
def test_ten_thousand_hostile_characters_are_shown_as_they_are(kind: str) -> None:
    """In every text parameter, one at a time: no fault, no tag of theirs, nothing too long."""
    for sample in SAMPLES[kind]:
        for key, value in sample.items():
            if not isinstance(value, str) or len(value) == 1:  # one letter is a code, not words
                continue
            if value not in "".join(shown(kind, sample)):
                continue
            texts = shown(kind, {**sample, key: HOSTILE})
            assert all(0 < utf16_length(text) <= 4096 for text in texts)
            assert not value or "{{ 7*7 }} {% raw %} </b> <i" in "".join(texts)


def shown(kind: str, params: dict[str, Any]) -> list[str]:
    """As Telegram shows it; its parser refuses bad markup."""
    target = 1 if kind == "question_closed" else None
    rendered = VOICE.render(Message(kind, params, edits_telegram_id=target))
    assert rendered.fault == ""
    payloads = [part.payload for part in rendered.parts]
    return [parse_html(payload["text"])[0] for payload in payloads if "text" in payload]
