"""What buttons carry: within Telegram's 64 bytes, and the same again when it comes back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.conversation import Button, Pressed
from reporting.forms import Form
from reporting.forms.refs import nodeset_of
from tests.unit.plan.town import PLAN
from usecases.buttons import (
    LIMIT,
    ConversationPress,
    ScreenPress,
    in_conversation,
    question_code,
    question_ref,
    read,
    screen,
)

FORMS = list(PLAN.forms.values())
# What the conversation puts on buttons, the longest argument of each action.
ACTIONS = {
    "answer": "not_applicable", "option": "12_ffff", "toggle": "99_ffff", "page": "99",
    "review": "99", "confirm_submit": "", "confirm_remove": "", "write_more": "", "differs": "",
}  # fmt: skip
ITEM = st.integers(1, 9999).map("m{}".format)
IDS = st.integers(1, 10**10 - 1)
REVISIONS = st.integers(0, 10**6)


def refs(form: Form) -> st.SearchStrategy[str]:
    """Every question and repeat of a form; inside repeats with items of any name."""
    nodesets = [*(question.nodeset for question in form.questions), *form.repeats]
    return st.sampled_from(nodesets).flatmap(lambda nodeset: _placed(form, nodeset))


def _placed(form: Form, nodeset: str) -> st.SearchStrategy[str]:
    above = sorted((r for r in form.repeats if nodeset.startswith(f"{r}/")), key=len)
    return st.tuples(*(ITEM for _ in above)).map(lambda items: _ref(nodeset, above, items))


def _ref(nodeset: str, above: list[str], items: tuple[str, ...]) -> str:
    for repeat, item in reversed(list(zip(above, items, strict=True))):
        nodeset = f"{repeat}[{item}]{nodeset[len(repeat) :]}"
    return nodeset


PLACES = st.sampled_from(FORMS).flatmap(lambda form: st.tuples(st.just(form), refs(form)))


@given(PLACES, IDS, REVISIONS, st.sampled_from(sorted(ACTIONS.items())))
def test_every_button_comes_back_as_it_was_made(
    place: tuple[Form, str], conversation: int, revision: int, doing: tuple[str, str]
) -> None:
    form, ref = place
    action, argument = doing
    button = Button(action, ref=ref, revision=revision, argument=argument)
    data = in_conversation(button, conversation, form).data
    assert len(data.encode()) <= LIMIT
    press = read(data)
    assert isinstance(press, ConversationPress)
    assert press.conversation_id == conversation
    assert press.event(form) == Pressed(action, ref, revision, argument)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_question_has_a_code_of_its_own(form: Form) -> None:
    everywhere = [*(question.nodeset for question in form.questions), *form.repeats]
    codes = [question_code(form, ref) for ref in everywhere]
    assert len(set(codes)) == len(codes)
    assert [question_ref(form, code) for code in codes] == everywhere
    assert question_ref(form, "") == question_code(form, "") == ""


def test_an_item_that_is_removed_has_a_button_too() -> None:
    """Its ref ends in the item itself."""
    form = PLAN.forms["kinh-te"]
    ref = "/data/san_xuat/giong[m2]"
    assert nodeset_of(ref) in form.repeats
    assert question_ref(form, question_code(form, ref)) == ref


@given(PLACES, st.text(max_size=64))
def test_no_forged_code_names_a_question_that_is_not_there(
    place: tuple[Form, str], code: str
) -> None:
    form, _ = place
    known = {*(question.nodeset for question in form.questions), *form.repeats, ""}
    assert nodeset_of(question_ref(form, code)) in known


@given(st.text(max_size=80))
def test_reading_never_raises(data: str) -> None:
    press = read(data)
    assert press is None or isinstance(press, ConversationPress | ScreenPress)


@pytest.mark.parametrize("argument", [10**18 - 1, *(r.id for r in PLAN.rounds), ""])
@pytest.mark.parametrize("name", ["report", "correct", "document", "consolidate", "progress"])
def test_every_screen_comes_back(name: str, argument: object) -> None:
    data = screen(name, argument).data
    assert len(data.encode()) <= LIMIT
    assert read(data) == ScreenPress(name, str(argument))


def test_what_people_read_is_not_in_the_data() -> None:
    button = in_conversation(Button("answer", text="Hộ nghèo " * 40), 1, FORMS[0])
    assert re.fullmatch(r"[\x20-\x7e]{1,64}", button.data)
