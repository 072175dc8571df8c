"""Questions outside a report: a comment, a reason, a line of the header, a request (ADR 25).

Each is a row; while it lies on top of its person's focus, what they type or send answers it, and a
reply to any of its messages does so wherever it lies. What is asked next lies above it, and once
that is over it is asked again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from usecases.buttons import number_in, screen
from usecases.dialogues.focus import stack_of, turn_from, turn_to
from usecases.help import say_stranger
from usecases.messages import say

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.dialogues.records import Dialogue
    from usecases.records import JSON, Button, Message

LIMIT = 2000  # characters of a comment or a reason
AD_HOC = "adhoc"  # kept as a request of its own: left, it can be gone on with
_DROP = "dialogue_drop"


def ask_in_dialogue(desk: Desk, kind: str, subject: JSON, message: Message) -> None:
    """Says `message`, whose answer goes to the dialogue `kind`. It takes the place of a question
    of the same kind: whoever asks for another comment has given up the one before."""
    person = desk.person
    assert person is not None, "whoever is asked is somebody"
    end_kind(desk, kind)
    key = desk.work.dialogues.open(person.id, kind, subject, desk.turn.now)
    turn_to(desk, -key)
    _ask(desk, key, message)


def ask_again(desk: Desk, dialogue: Dialogue) -> bool:
    """Says the question as it was said. False when it is no longer known."""
    if dialogue.asked_message_id is None:
        say_expects(desk, dialogue)
        return True
    message = desk.work.outbox.get(dialogue.asked_message_id)
    if not message.buttons:  # old messages are emptied; a question has a button
        return False
    desk.say(say("back_to_question"))
    _ask(desk, dialogue.id, message)
    return True


def _ask(desk: Desk, key: int, message: Message) -> None:
    rows = tuple(tuple(_numbered(button, key) for button in row) for row in message.buttons)
    said = desk.say(replace(message, buttons=rows, dialogue_id=key))
    desk.work.dialogues.asks(key, said)


def _numbered(button: Button, key: int) -> Button:
    """The way out names the question that it leaves."""
    return cancel_row(key, button.label)[0] if button.data == f"s:{_DROP}:" else button


def say_in(desk: Desk, dialogue: Dialogue, message: Message) -> None:
    """About the open question; a reply to it answers that."""
    desk.say(replace(message, dialogue_id=dialogue.id))


def say_expects(desk: Desk, dialogue: Dialogue, *, wants_file: bool = False) -> None:
    row = cancel_row(dialogue.id)
    say_in(desk, dialogue, say("dialogue_expects", wants_file=wants_file, buttons=(row,)))


def turn_to_dialogue(desk: Desk, kind: str, subject: JSON) -> int:
    """The id of the dialogue about `subject`, open already or from now on, on top of the others.
    What it asks is said elsewhere."""
    person = desk.person
    assert person is not None, "whoever has a dialogue is somebody"
    same = [d.id for d in dialogues_of(desk) if (d.kind, d.subject) == (kind, subject)]
    key = same[0] if same else desk.work.dialogues.open(person.id, kind, subject, desk.turn.now)
    turn_to(desk, -key)
    return key


def cancel_row(dialogue_id: int = 0, label: str = "leave_it") -> tuple[Button, ...]:
    """Without an id, of the question that is being asked."""
    return (screen(_DROP, dialogue_id or "", label=label),)


def open_dialogue(desk: Desk) -> Dialogue | None:
    """The one that this person's free text answers."""
    stack = stack_of(desk)
    if not stack or stack[-1] > 0 or desk.person is None or not desk.person.active():
        return None
    return desk.work.dialogues.get(-stack[-1])


def dialogues_of(desk: Desk) -> list[Dialogue]:
    """Everything this person is still asked outside of reports, what was asked last first."""
    keys = [-key for key in reversed(stack_of(desk)) if key < 0]
    return [found for key in keys if (found := desk.work.dialogues.get(key)) is not None]


def dialogue_of(desk: Desk, kind: str, dialogue_id: int = 0) -> Dialogue | None:
    """The open one of that kind; with an id, none but that one."""
    of_kind = [each for each in dialogues_of(desk) if each.kind == kind]
    return next((each for each in of_kind if dialogue_id in (0, each.id)), None)


def end_dialogue(desk: Desk, dialogue: Dialogue) -> None:
    turn_from(desk, -dialogue.id)


def end_kind(desk: Desk, kind: str) -> None:
    """What was asked has been settled otherwise, or is not wanted any more."""
    turn_from(desk, *(-each.id for each in dialogues_of(desk) if each.kind == kind))


def drop_dialogue(desk: Desk, argument: str = "") -> None:
    """`Để nguyên`: nothing is changed."""
    person = desk.person
    if person is None or not person.active():
        say_stranger(desk)
        return
    key = number_in(argument)
    dialogue = next((d for d in dialogues_of(desk) if d.id == key), None)
    dialogue = dialogue if key else open_dialogue(desk)
    if dialogue is not None:
        end_dialogue(desk, dialogue)
    kept = dialogue is not None and dialogue.kind == AD_HOC
    desk.say(say("dialogue_dropped", kept=kept))


def too_long(desk: Desk, dialogue: Dialogue, text: str) -> bool:
    """A text longer than a message can carry on is asked for again, shorter."""
    if len(text) <= LIMIT:
        return False
    row = cancel_row(dialogue.id)
    message = say("dialogue_too_long", limit=LIMIT, length=len(text), buttons=(row,))
    say_in(desk, dialogue, message)
    return True


def subject_id(dialogue: Dialogue, name: str) -> int:
    return number_in(str(dialogue.subject[name]))
