"""/lienhe: a word to the office, and its answer. What follows the command is handed on; without it,
how to. Whoever of the office replies to a letter answers its writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.help import say_stranger
from usecases.messages import say
from usecases.records import MessageClass

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.records import Message

LIMIT = 3000  # characters; longer letters are sent in several


def write_to_office(desk: Desk, text: str) -> None:
    person = desk.person
    if person is None or not person.active():
        say_stranger(desk)
        return
    office = [p for p in desk.work.people.office() if p.id != person.id and p.chat_id is not None]
    name = desk.library.current.office.name
    if not text or not office:
        inside = person.is_office() and not office
        desk.say(say("contact", office=name, reachable=bool(office), inside=inside))
    elif len(text) > LIMIT:
        desk.say(say("contact_too_long", limit=LIMIT, length=len(text)))
    else:
        units = [desk.library.current.unit(m.unit_id).name for m in person.active()]
        letter = say(
            "contact_letter",
            message_class=MessageClass.REQUEST,
            name=person.name,
            units=units,
            text=text,
            person=person.id,
        )
        for colleague in office:
            assert colleague.chat_id is not None
            desk.tell(colleague.chat_id, letter)
        desk.say(say("contact_sent", office=name))


def answer_letter(desk: Desk, replied_to: int, text: str) -> bool:
    """A reply to a letter goes to who wrote it, a reply to an answer to the office again. False
    when `replied_to` is neither, or was sent to somebody who no longer is who they were."""
    person = desk.person
    letter = desk.work.outbox.sent_as(desk.turn.sender.chat_id, replied_to)
    if letter is None or person is None or not person.active():
        return False
    if letter.kind == "contact_answer":
        write_to_office(desk, text)
        return True
    if letter.kind != "contact_letter" or not person.is_office():
        return False
    _answer(desk, letter, person.name, text)
    return True


def _answer(desk: Desk, letter: Message, name: str, text: str) -> None:
    writer_id = letter.params["person"]
    assert isinstance(writer_id, int)
    writer = desk.work.people.get(writer_id)
    if len(text) > LIMIT:
        desk.say(say("contact_too_long", limit=LIMIT, length=len(text)))
    elif writer.chat_id is None or not writer.active():
        desk.say(say("contact_gone", name=writer.name))
    else:
        answer = say(
            "contact_answer",
            message_class=MessageClass.REQUEST,
            office=desk.library.current.office.name,
            name=name,
            about=letter.params["text"],
            text=text,
        )
        desk.tell(writer.chat_id, answer)
        desk.say(say("contact_answered", name=writer.name))
