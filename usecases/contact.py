"""/lienhe: a word to the office. What follows the command is handed on; without it, how to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.help import say_stranger
from usecases.messages import say
from usecases.records import MessageClass

if TYPE_CHECKING:
    from usecases.desk import Desk

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
        )
        for colleague in office:
            assert colleague.chat_id is not None
            desk.tell(colleague.chat_id, letter)
        desk.say(say("contact_sent", office=name))
