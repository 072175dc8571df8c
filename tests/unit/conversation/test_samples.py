"""Samples and templates agree with what the conversation says."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.plan_files import read_plan
from bot.speaking.catalogue import catalogue
from bot.speaking.voice import Voice
from reporting.conversation.samples import SAMPLES
from reporting.kinds.reasons import REASONS
from reporting.plan import load_plan
from usecases.records import Message

PLAN = Path(__file__).parents[3] / "plans" / "phuoc-long-2021"
VOICE = Voice(ZoneInfo("Asia/Ho_Chi_Minh"))
CASES = [(kind, params) for kind, listed in SAMPLES.items() for params in listed]


@pytest.mark.parametrize(("kind", "params"), CASES)
def test_every_sample_is_rendered(kind, params):
    edits = 1 if kind == "question_closed" else None
    rendered = VOICE.render(Message(kind=kind, params=params, edits_telegram_id=edits))
    assert rendered.fault == ""


@pytest.mark.parametrize(("code", "params"), REASONS.items())
def test_every_reason_of_a_kind_has_a_text(code, params):
    text = catalogue().reason(code, {name: f"<{name}>" for name in params})
    assert all(f"<{name}>" in text for name in params if name != "encoding")


def test_every_button_for_nothing_in_the_plan_has_a_text():
    forms = load_plan(read_plan(PLAN)).forms.values()
    named = {question.zero for form in forms for question in form.questions}
    named |= {repeat.zero for form in forms for repeat in form.repeats.values()}
    assert all(catalogue().button(f"zero_{zero}") for zero in named - {""})
