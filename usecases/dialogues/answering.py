"""What a person types or sends while a dialogue asks, by its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from usecases.adhoc.dialogue import show_request, take_file, take_typed
from usecases.contact import take_letter
from usecases.deciding.finishing import take_reason
from usecases.deciding.header import take_header
from usecases.dialogues.asking import AD_HOC, ask_again, end_dialogue, say_expects
from usecases.facts.asking import take_fact
from usecases.matters.asking import take_words as take_matter_words
from usecases.matters.deciding import take_answer
from usecases.messages import say
from usecases.monitoring.announcing import take_announcement
from usecases.reconciling.answering import take_words
from usecases.reviewing.approval import take_amendment
from usecases.reviewing.extension import take_extension, take_time_request
from usecases.reviewing.sending_back import take_comment
from usecases.reviewing.signed import take_number, take_signed_file
from usecases.words import IN_CONVERSATION, command_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reporting.answers import FileValue
    from usecases.desk import Desk
    from usecases.dialogues.records import Dialogue


@dataclass(frozen=True, slots=True)
class Kind:
    """`typed` takes a text, `sent` a file and says whether it is one that was asked for. Those `of
    the office` end with its role. `literal`: even words that mean a command are an answer. `again`
    says the question where it is not said as it was."""

    typed: Callable[[Desk, Dialogue, str], None] | None = None
    sent: Callable[[Desk, Dialogue, FileValue], bool] | None = None
    of_office: bool = True
    literal: bool = False
    again: Callable[[Desk, Dialogue], bool] = ask_again


KINDS: Mapping[str, Kind] = {
    AD_HOC: Kind(take_typed, take_file, literal=True, again=show_request),
    "amendment": Kind(take_amendment, of_office=False),
    "announcement": Kind(take_announcement),
    "comment": Kind(take_comment),
    "extension": Kind(take_extension),
    "fact": Kind(take_fact),
    "final": Kind(take_reason),
    "header": Kind(take_header),
    "letter": Kind(take_letter, of_office=False),
    "matter_answer": Kind(take_answer),
    "matter_words": Kind(take_matter_words, of_office=False),
    "reconciling": Kind(take_words, of_office=False),
    "signed_file": Kind(sent=take_signed_file, of_office=False),
    "signed_number": Kind(take_number, take_signed_file, of_office=False),
    "time": Kind(take_time_request, of_office=False),
}


def typed_in(desk: Desk, dialogue: Dialogue, text: str) -> None:
    """Rights are looked at anew: time has gone by since it was asked."""
    kind, words = KINDS[dialogue.kind], text.strip()
    if not _may(desk, kind):
        end_dialogue(desk, dialogue)
        desk.say(say("office_only"))
    elif kind.typed is None or not words:
        say_expects(desk, dialogue, wants_file=kind.typed is None)
    else:
        kind.typed(desk, dialogue, words)


def sent_in(desk: Desk, dialogue: Dialogue, file: FileValue) -> bool:
    """False when it asks for no file (now): whose that is, is found out elsewhere."""
    kind = KINDS[dialogue.kind]
    return kind.sent is not None and _may(desk, kind) and kind.sent(desk, dialogue, file)


def expects(desk: Desk, dialogue: Dialogue) -> None:
    """What came is no answer: says what would be."""
    say_expects(desk, dialogue, wants_file=KINDS[dialogue.kind].typed is None)


def asked_again(desk: Desk, dialogue: Dialogue) -> bool:
    """False when the question is over for this person."""
    kind = KINDS[dialogue.kind]
    return _may(desk, kind) and kind.again(desk, dialogue)


def command_typed(dialogue: Dialogue, text: str) -> str:
    """The command that `text` is although a question stands open; "" for an answer. What would be
    about a report is an answer here, but for the words that leave."""
    command = command_in(text)
    if command == "pause":
        return command
    return "" if command in IN_CONVERSATION or KINDS[dialogue.kind].literal else command


def _may(desk: Desk, kind: Kind) -> bool:
    return not kind.of_office or (desk.person is not None and desk.person.is_office())
