"""Whatever two people do in whatever order: nothing raises, nothing is said that cannot be
rendered or pressed, no text is lost, and the report can still be finished."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.speaking.voice import Voice
from reporting.answers import Answer, FileValue
from reporting.conversation import (
    Attached,
    Edited,
    Opened,
    Pause,
    Phase,
    Pressed,
    Review,
    Typed,
    Unexpected,
)
from reporting.conversation.table import PRESSES
from tests.examples import examples
from tests.unit.conversation.forms import GATE, MIXED, OPTIONAL, POOR
from tests.unit.conversation.phone import Draft, Phone, buttons, colleague, labels, pressing
from usecases.records import Message

VOICE = Voice(ZoneInfo("Asia/Ho_Chi_Minh"))
ARGUMENT = re.compile(r"[0-9A-Za-z_-]{0,24}")
ACTION = re.compile(r"[a-z_]{1,20}")
FORMS = {"poor": POOR, "mixed": MIXED, "gate": GATE, "optional": OPTIONAL}
LONG = {"long": "x" * 3600, "longer": "y" * 9000}
TEXTS = (
    "0", "1", "12", "14", "30", "khoảng 3", "1.500", "không", "có", "chưa có số liệu", "xong",
    "Thiếu vốn.", "5/6/2021", "như kỳ trước", "?", "", "n1", "Bò", *LONG,
)  # fmt: skip
ACTIONS = sorted({action for presses in PRESSES.values() for action in presses})
PHOTO = FileValue("a.jpg", "image/jpeg", 10, "f")

texts = st.one_of(st.sampled_from(TEXTS), st.text(max_size=12))
arguments = st.one_of(st.sampled_from(("zero", "not_yet", "as_last", "ok", "0", "1")), texts)
moves = st.one_of(
    st.tuples(st.just("press"), st.integers(0, 40)),
    st.tuples(st.just("press"), st.integers(0, 8)),
    st.tuples(st.just("type"), texts),
    st.tuples(st.just("reply"), texts, st.integers(0, 20)),
    st.tuples(st.just("forge"), st.sampled_from(ACTIONS), st.integers(0, 20), arguments),
    st.tuples(
        st.just("other"),
        st.sampled_from((Opened(), Review(), Pause(), Attached(PHOTO), Unexpected("voice"),
                         Edited("7"))),
    ),
)  # fmt: skip


def _refs(draft):
    return ["", "x", *(question.nodeset for question in draft.form.questions), *draft.entries]


def _event(phone, move):
    match move:
        case ("press", back):
            every = [button for say in phone.shown[-4:] for button in buttons(say)]
            return pressing(every[-1 - back % len(every)]) if every else Opened()
        case ("type", text):
            return Typed(LONG.get(text, text))
        case ("reply", text, at):
            refs = _refs(phone.draft)
            return Typed(text, refs[at % len(refs)])
        case ("forge", action, at, argument):
            refs = _refs(phone.draft)
            return Pressed(action, refs[at % len(refs)], at % 3, argument)
        case (_, event):
            return event


def check(phone, said_before):
    for say in phone.shown[said_before:]:
        assert VOICE.render(Message(kind=say.kind, params=say.params)).fault == ""
        assert all(labels(say))
        for button in buttons(say):
            assert ACTION.fullmatch(button.action)
            assert ARGUMENT.fullmatch(button.argument)
    for closing in phone.closed:
        message = Message("question_closed", closing.params, edits_telegram_id=1)
        assert VOICE.render(message).fault == ""


def _ends_a_text(event):
    return isinstance(event, Typed) or (
        isinstance(event, Pressed) and event.action in ("done", "restart", "again", "option",
                                                        "keep_it", "write_more", "toggle", "page")
    )  # fmt: skip


def _new_draft(form):
    return Draft(
        form,
        given={"opening:N0": Answer(23)},
        last={"dtts": Answer(4), "kho": Answer("Kỳ trước.")},
        targets={"N1": "13 hộ"},
    )


@settings(examples(150), suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(FORMS)), st.lists(st.tuples(st.booleans(), moves), max_size=25))
def test_any_order(form, script):
    phone = Phone(_new_draft(FORMS[form]))
    phone.open()
    other = colleague(phone)
    other.open()
    for first, move in script:
        who = phone if first else other
        event, said, writing = _event(who, move), len(who.shown), who.place.writing
        who.do(event)
        check(who, said)
        if who.place.phase is Phase.SUBMITTED:
            return
        if writing and not _ends_a_text(event):
            assert who.place.writing == writing
    finish(phone)


def finish(phone):
    """A willing person gets to the end."""
    phone.do(Opened())
    for _ in range(80):
        place = phone.place
        if place.phase is Phase.READY and not phone.last.params["blocking"]:
            return
        said = len(phone.shown)
        phone.do(_willing(phone))
        check(phone, said)
    raise AssertionError(f"no end: {phone.place}")


def _willing(phone):
    place = phone.place
    offered = {button.action: button for button in buttons(phone.last)}
    for action in ("option", "skip", "confirm_remove", "no_more", "open"):
        if place.phase is not Phase.ASKING and action in offered:
            return pressing(offered[action])
    if place.phase is Phase.WRITING:
        return pressing(offered["done"]) if "done" in offered else Typed("Tốt.")
    if place.phase is not Phase.ASKING:
        return Opened()
    if "no_more" in offered:
        return pressing(offered["no_more"])
    if "answer" in offered and offered["answer"].argument != "not_applicable":
        return pressing(offered["answer"])
    kind = phone.last.params["question"]["kind"]
    return Typed({"integer": "1", "text": "Tốt.", "date": "5/6/2021"}.get(kind, "1"))
