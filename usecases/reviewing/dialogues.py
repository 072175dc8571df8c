"""Questions outside a report: a comment, a reason, a number (ADR 19).

While a dialogue lies on top of the focus of its person, what they type or send answers it. Its id
stands there below `DIALOGUES`. Whoever turns to a report leaves it; nothing had been typed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.buttons import number_in, screen
from usecases.help import say_stranger
from usecases.messages import say
from usecases.reviewing.records import DIALOGUES

if TYPE_CHECKING:
    from collections.abc import Callable

    from reporting.answers import FileValue
    from usecases.desk import Desk
    from usecases.records import JSON, Button, Message
    from usecases.reviewing.records import Dialogue

    Taking = Callable[[Desk, Dialogue, str], None]
    TakingFile = Callable[[Desk, Dialogue, FileValue], None]

LIMIT = 2000  # characters of a comment or a reason


def ask_in_dialogue(desk: Desk, kind: str, subject: JSON, message: Message) -> None:
    """Says `message`, whose answer goes to the dialogue `kind`; a newer question takes the place
    of an older one."""
    person = desk.person
    assert person is not None, "whoever is asked is somebody"
    key = desk.work.dialogues.open(person.id, kind, subject, desk.turn.now)
    desk.work.people.focus(person.id, (*_others(person.focus), DIALOGUES - key))
    desk.forget_person()
    desk.say(message)


def cancel_row(label: str = "leave_it") -> tuple[Button, ...]:
    return (screen("dialogue_drop", label=label),)


def open_dialogue(desk: Desk) -> Dialogue | None:
    person = desk.person
    if person is None or not person.active() or not person.focus or person.focus[-1] > DIALOGUES:
        return None
    return desk.work.dialogues.get(DIALOGUES - person.focus[-1])


def end_dialogue(desk: Desk) -> None:
    """Free text belongs to the report again that it belonged to before."""
    person = desk.person
    assert person is not None, "whoever has a dialogue is somebody"
    desk.work.people.focus(person.id, _others(person.focus))
    desk.forget_person()


def drop_dialogue(desk: Desk, argument: str = "") -> None:  # noqa: ARG001 - a screen
    """`Để nguyên`: nothing is changed."""
    person = desk.person
    if person is None or not person.active():
        say_stranger(desk)
        return
    if open_dialogue(desk) is not None:
        end_dialogue(desk)
    desk.say(say("dialogue_dropped"))


def too_long(desk: Desk, text: str) -> bool:
    """A text longer than a message can carry on is asked for again, shorter."""
    if len(text) <= LIMIT:
        return False
    desk.say(say("dialogue_too_long", limit=LIMIT, length=len(text), buttons=(cancel_row(),)))
    return True


def subject_id(dialogue: Dialogue, name: str) -> int:
    return number_in(str(dialogue.subject[name]))


def _others(focus: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(key for key in focus if key > DIALOGUES)
