"""/lienhe: a word to the office, and its answer. What follows the command is handed on; without it,
what is typed next is. Whoever of the office replies to a letter answers its writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.conversation import Place
from reporting.forms.refs import nodeset_of
from usecases.dialogues.asking import ask_in_dialogue, cancel_row, end_dialogue
from usecases.help import say_stranger
from usecases.messages import say
from usecases.owed import owed_in
from usecases.people.shown import unit_words
from usecases.records import MessageClass

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.dialogues.records import Dialogue
    from usecases.records import JSON, Message, Person

_FEW = 3  # reports named under a letter
LIMIT = 3000  # characters; longer letters are sent in several


def write_to_office(desk: Desk, text: str) -> None:
    person = desk.person
    if person is None or not person.active():
        say_stranger(desk)
        return
    office = [p for p in desk.work.people.office() if p.id != person.id and p.chat_id is not None]
    name = desk.library.current.office.name
    if not office:
        inside = person.is_office()
        desk.say(say("contact", office=name, reachable=False, inside=inside))
    elif not text:
        how = say("contact", office=name, reachable=True, inside=False, buttons=(cancel_row(),))
        ask_in_dialogue(desk, "letter", {}, how)
    elif len(text) > LIMIT:
        desk.say(say("contact_too_long", limit=LIMIT, length=len(text)))
    else:
        plan = desk.library.current
        units = [unit_words(plan, m.unit_id)["unit"] for m in person.active()]
        letter = say(
            "contact_letter",
            message_class=MessageClass.REQUEST,
            name=person.name,
            units=list(dict.fromkeys(units)),
            reports=_reports(desk, person),
            question=_question(desk),
            text=text,
            person=person.id,
        )
        for colleague in office:
            assert colleague.chat_id is not None
            desk.tell(colleague.chat_id, letter)
        desk.say(say("contact_sent", office=name))


def take_letter(desk: Desk, dialogue: Dialogue, text: str) -> None:
    """What follows a bare /lienhe; what is too long is asked for again."""
    if len(text) <= LIMIT:
        end_dialogue(desk, dialogue)
    write_to_office(desk, text)


def _reports(desk: Desk, person: Person) -> list[JSON]:
    """How the reports stand that the letter may be about, nearest due time first."""
    found = []
    for owed in owed_in(desk, person.sees())[:_FEW]:
        plan = desk.library.plan_of_round(owed.round_id, desk.work)
        period = plan.round(owed.round_id).period
        found.append(
            {
                "period": period,
                "state": owed.state.value,
                "answered": owed.answered,
                "total": owed.total,
            }
        )
    return found


def _question(desk: Desk) -> str:
    """What the writer was last asked, "" outside any conversation."""
    person = desk.person
    focus = person.focus[-1] if person is not None and person.focus else None
    conversation = desk.work.conversations.get(focus) if focus is not None else None
    owed = desk.work.obligations.get(conversation.obligation_id) if conversation else None
    if conversation is None or owed is None:
        return ""
    asked = nodeset_of(Place.from_json(conversation.place).asked)
    form = desk.library.form(owed.form_version, desk.work)
    label = next((q.label for q in form.questions if q.nodeset == asked), "")
    return label if "{" not in label else ""  # a label that depends on answers


def answer_letter(desk: Desk, replied_to: int, text: str) -> bool:
    """A reply to a letter goes to who wrote it, a reply to an answer or an announcement to the
    office. False when `replied_to` is neither, or was sent to somebody who no longer is who they
    were."""
    person = desk.person
    letter = desk.work.outbox.sent_as(desk.turn.sender.chat_id, replied_to)
    if letter is None or person is None or not person.active():
        return False
    if letter.kind in ("contact_answer", "announcement"):
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
