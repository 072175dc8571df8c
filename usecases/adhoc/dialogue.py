"""/dotxuat and everything typed, sent or pressed in its dialogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.adhoc import pressing, sent, steps
from usecases.adhoc.letters import keep_letter
from usecases.adhoc.paper import begun, found
from usecases.adhoc.showing import show
from usecases.buttons import number_in
from usecases.dialogues.asking import end_dialogue, subject_id
from usecases.messages import say
from usecases.people.office_only import office_only

if TYPE_CHECKING:
    from reporting.answers import FileValue
    from usecases.adhoc.paper import Paper
    from usecases.desk import Desk
    from usecases.dialogues.records import Dialogue


@office_only
def ask_ad_hoc(desk: Desk, _: str = "") -> None:
    """Goes on with what was begun; with requests that run, they are shown first."""
    assert desk.person is not None, "only the office asks"
    record = desk.work.requests.open_of(desk.person.id)
    paper = found(desk, record.id) if record else None
    if paper is not None:
        paper.keep(paper.asked, paper.pending)
        show(paper, "resumed" if paper.request.title else "")
    elif desk.work.requests.sent():
        sent.show_running(desk)
    else:
        show(begun(desk))


@office_only
def new_request(desk: Desk, _: str = "") -> None:
    assert desk.person is not None, "only the office asks"
    record = desk.work.requests.open_of(desk.person.id)
    if record is None:
        show(begun(desk))
    else:
        ask_ad_hoc(desk)


@office_only
def pressed(desk: Desk, argument: str) -> None:
    """`argument`: request, action, what it is about."""
    request, _, rest = argument.partition(":")
    action, _, about = rest.partition(":")
    paper = found(desk, number_in(request))
    if paper is None:
        desk.say(say("not_there"))
    else:
        pressing.press(paper, action, about)


def take_typed(desk: Desk, dialogue: Dialogue, text: str) -> None:
    paper = _paper(desk, dialogue)
    if paper is None:
        end_dialogue(desk, dialogue)
        desk.say(say("not_there"))
    else:
        steps.answer(paper, text)


def show_request(desk: Desk, dialogue: Dialogue) -> bool:
    """Where the writing stands. False when it is over."""
    paper = _paper(desk, dialogue)
    if paper is None:
        return False
    show(paper, "resumed" if paper.request.title else "")
    return True


def _paper(desk: Desk, dialogue: Dialogue) -> Paper | None:
    return found(desk, subject_id(dialogue, "request"))


def take_file(desk: Desk, dialogue: Dialogue, file: FileValue) -> bool:
    """The superior's letter itself, while it is talked about."""
    paper = _paper(desk, dialogue)
    if paper is None or paper.asked not in steps.LETTER:
        return False
    if keep_letter(paper, file):
        steps.after_file(paper)
    return True


ADHOC_SCREENS = {"adhoc": pressed, "adhoc_new": new_request, "adhoc_list": ask_ad_hoc}
