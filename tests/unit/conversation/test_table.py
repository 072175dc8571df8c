"""Every phase has an answer to every event."""

from __future__ import annotations

from typing import get_args

import pytest

from reporting.answers import FileValue
from reporting.conversation import (
    Attached,
    Consent,
    Edited,
    Event,
    GiveDocument,
    GiveWorkbook,
    Opened,
    Pause,
    Phase,
    Pressed,
    Reopen,
    Review,
    SentBack,
    Submit,
    Typed,
    Unexpected,
)
from reporting.conversation.table import PRESSES, TABLE
from tests.unit.conversation.forms import answered, gate, poor
from tests.unit.conversation.test_writing import SENTENCE

REFS = ("", "/data/hn/thoat", "/data/hn/cuoi", "/data/kho", "/data/giong", "/data/giong[m1]", "x")
ACTIONS = sorted({action for presses in PRESSES.values() for action in presses} | {"", "nonsense"})
EVENTS = [
    Opened(),
    Typed(""),
    Typed("12"),
    Typed("không", "/data/hn/thoat"),
    Typed("x" * 5000),
    Typed("\ud800"),
    Attached(FileValue("a.pdf", "application/pdf", 10, "f")),
    Unexpected("sticker"),
    Edited("13"),
    Review(),
    Review(99),
    SentBack(),
    SentBack(("/data/hn/thoat", "x")),
    Pause(),
    *(Pressed(a, r, n, "0") for a in ACTIONS for r in REFS for n in (0, 1)),
]
SILENT = (GiveDocument, GiveWorkbook, Reopen, Submit)


def _in(phase: Phase):
    answers = {
        Phase.ASKING: ("12",),
        Phase.DOUBTING: ("12", "khoảng 3"),
        Phase.WRITING: ("12", "2", "[Khớp, 13 hộ]", "3", "45", SENTENCE * 120),
        Phase.REVIEWING: ("12", "2", "[Khớp, 13 hộ]", "3", "45", "không", "[Xem lại]"),
        Phase.READY: ("12", "2", "[Khớp, 13 hộ]", "3", "45", "không"),
        Phase.CONSENTING: ("12", "2", "[Khớp, 13 hộ]", "3", "45", "không"),
        Phase.PAUSED: ("12", "[Tạm dừng]"),
        Phase.SUBMITTED: ("12", "2", "[Khớp, 13 hộ]", "3", "45", "không"),
    }
    phone = answered(poor(), *answers[phase])
    if phase is Phase.CONSENTING:
        phone.draft.consent = Consent("paper")
        phone.press("Nộp báo cáo")
    if phase is Phase.SUBMITTED:
        phone.press("Nộp báo cáo")
        phone.press("Xác nhận")
        phone.draft.closed = True
    assert phone.place.phase is phase
    return phone


def test_the_table_is_whole():
    assert set(TABLE) == set(PRESSES) == set(Phase)
    for row in TABLE.values():
        assert set(row) == set(get_args(Event))


@pytest.mark.parametrize("phase", Phase)
def test_every_event_in_every_phase_is_answered(phase):
    start = _in(phase)
    stored, entries = start.stored, dict(start.draft.entries)
    for event in EVENTS:
        start.stored, start.draft.entries = stored, dict(entries)
        before = len(start.shown)
        effects = start.do(event)
        said = len(start.shown) > before
        assert said or any(isinstance(effect, SILENT) for effect in effects), event


def test_a_conversation_never_begun_asks_nothing_of_a_text():
    phone = gate()
    phone.type("12")
    assert phone.last.kind == "paused"
    assert phone.draft.entries == {}
