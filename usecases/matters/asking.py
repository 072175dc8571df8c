"""`Kỳ trước đơn vị kiến nghị …; đến nay?`: a unit is asked about what it has left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.buttons import number_in, screen
from usecases.dialogues.asking import ask_in_dialogue, cancel_row, end_dialogue, too_long
from usecases.library import AD_HOC
from usecases.matters.records import Step
from usecases.matters.register import left_to_unit
from usecases.messages import say
from usecases.owed import find_owed
from usecases.people.roll import paged
from usecases.records import MessageClass
from usecases.reviewing.telling import report_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from usecases.desk import Desk
    from usecases.dialogues.records import Dialogue
    from usecases.matters.register import Entry
    from usecases.records import Obligation

KIND = "matter_words"  # of the dialogue
SHOWN = 400  # characters of what the unit wrote itself


def ask_matters(desk: Desk, obligation: Obligation) -> None:
    """Says what is still unanswered, if anything is: when a report is begun and when it is in."""
    found = _unanswered(desk, obligation)
    if not found:
        return
    for entry in found:
        if not any(s.round_id == obligation.round_id for s in entry.steps):
            _take(desk, obligation, entry.matter.id, Step.ASKED, "")
    _say(desk, obligation, found, "")


def show_matters_of_unit(desk: Desk, argument: str) -> None:
    """`argument`: obligation, or obligation and page."""
    number, _, page = argument.partition(":")
    obligation = find_owed(desk, number_in(number))
    found = _unanswered(desk, obligation) if obligation is not None else []
    if obligation is None or not found:
        desk.say(say("not_there"))
        return
    _say(desk, obligation, found, page)


def _say(desk: Desk, obligation: Obligation, found: list[Entry], page: str) -> None:
    shown, turning = paged(found, page, f"matters_unit:{obligation.id}")
    first = found.index(shown[0]) + 1
    rows = []
    for number, entry in enumerate(shown, first):
        argument = f"{obligation.id}:{entry.matter.id}"
        rows.append(
            (
                screen("matter_settled", argument, text=str(number)),
                screen("matter_remains", argument, text=str(number)),
            )
        )
    desk.say(
        say(
            "matters_asked",
            message_class=MessageClass.REQUEST,
            **report_words(desk, obligation),
            count=len(found),
            items=[
                {
                    "number": number,
                    "sort": entry.matter.sort,
                    "earlier": entry.period,
                    "text": cut(entry.matter.text),
                }
                for number, entry in enumerate(shown, first)
            ],
            buttons=(*rows, *turning),
        )
    )


def _unanswered(desk: Desk, obligation: Obligation) -> list[Entry]:
    record = desk.work.rounds.get(obligation.round_id)
    if record is None or record.kind == AD_HOC:
        return []
    return [
        entry
        for entry in _left_to(desk, obligation)
        if entry.state == "carried_over" and entry.said_in(obligation.round_id) is None
    ]


def _left_to(desk: Desk, obligation: Obligation) -> list[Entry]:
    return left_to_unit(desk.work, desk.library, obligation.round_id, obligation.unit_id)


def _says(step: Step) -> Callable[[Desk, str], None]:
    def screen_of(desk: Desk, argument: str) -> None:
        """`argument`: obligation, matter."""
        found = _of_unit(desk, argument)
        if found is None:
            return
        obligation, entry = found
        _take(desk, obligation, entry.matter.id, step, "")
        rows = [(screen("matter_words", argument),)]
        if _unanswered(desk, obligation):
            rows.append((screen("matters_unit", obligation.id),))
        desk.say(
            say(
                "matter_noted",
                **report_words(desk, obligation),
                step=step.value,
                text=cut(entry.matter.text),
                buttons=tuple(rows),
            )
        )

    return screen_of


matter_settled, matter_remains = _says(Step.SETTLED), _says(Step.REMAINS)


def ask_words(desk: Desk, argument: str) -> None:
    found = _of_unit(desk, argument)
    if found is None:
        return
    obligation, entry = found
    question = say("matter_words", **report_words(desk, obligation), text=cut(entry.matter.text),
                   buttons=(cancel_row(),))  # fmt: skip
    ask_in_dialogue(desk, KIND, {"about": argument}, question)


def take_words(desk: Desk, dialogue: Dialogue, text: str) -> None:
    if too_long(desk, dialogue, text):
        return
    end_dialogue(desk, dialogue)
    found = _of_unit(desk, str(dialogue.subject["about"]))
    if found is None:
        return
    obligation, entry = found
    _take(desk, obligation, entry.matter.id, Step.WORDS, text)
    words = report_words(desk, obligation)
    desk.say(say("matter_noted", **words, step=Step.WORDS.value, text=cut(entry.matter.text)))


def _of_unit(desk: Desk, argument: str) -> tuple[Obligation, Entry] | None:
    """What earlier rounds have left to the person's own unit; the rest is not there."""
    number, _, rest = argument.partition(":")
    obligation = find_owed(desk, number_in(number))
    if obligation is not None:
        for entry in _left_to(desk, obligation):
            if entry.matter.id == number_in(rest):
                return obligation, entry
    desk.say(say("not_there"))
    return None


def _take(desk: Desk, obligation: Obligation, matter_id: int, step: Step, words: str) -> None:
    take(desk, matter_id, obligation.round_id, step, words)


def take(desk: Desk, matter_id: int, round_id: str, step: Step, words: str) -> None:
    """Kept, and written down for good."""
    assert desk.person is not None, "somebody takes the step"
    person_id, now = desk.person.id, desk.turn.now
    desk.work.matters.take(matter_id, round_id, step, words, person_id, now)
    detail = {"step": step.value, "round": round_id, "words": words}
    desk.work.audit.note(now, person_id, "matter", f"matter:{matter_id}", detail)


def cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
