"""Samples and templates agree with what the conversation says."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bot.voice import Voice
from reporting.conversation.samples import SAMPLES
from usecases.records import Message

VOICE = Voice(ZoneInfo("Asia/Ho_Chi_Minh"))
CASES = [(kind, params) for kind, listed in SAMPLES.items() for params in listed]


@pytest.mark.parametrize(("kind", "params"), CASES)
def test_every_sample_is_rendered(kind, params):
    edits = 1 if kind == "question_closed" else None
    rendered = VOICE.render(Message(kind=kind, params=params, edits_telegram_id=edits))
    assert rendered.fault == ""
