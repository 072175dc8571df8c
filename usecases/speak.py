"""What a person types, presses or sends, outside the slash commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.conversation import (
    Attached,
    Edited,
    Located,
    Opened,
    Pause,
    Pressed,
    Review,
    Typed,
    Unexpected,
)
from usecases import buttons
from usecases.adhoc.dialogue import ADHOC_SCREENS, ask_ad_hoc
from usecases.adhoc.over import says_over
from usecases.attachments import LIMIT
from usecases.buttons import number_in
from usecases.consolidated import want_consolidated
from usecases.contact import answer_letter
from usecases.deciding.screens import DECIDING_SCREENS
from usecases.dialogues.answering import command_typed, expects, sent_in, typed_in
from usecases.dialogues.asking import dialogues_of, drop_dialogue, open_dialogue
from usecases.dialogues.focus import stack_of
from usecases.dialogues.returning import returning, where_now
from usecases.documents import want_submitted_document
from usecases.drafting.converse import focus_of, happen
from usecases.drafting.reports import correct_report, open_report, show_reports
from usecases.facts.screens import FACT_SCREENS
from usecases.facts.showing import show_facts
from usecases.guiding.guide import show_guide, show_whole_guide
from usecases.help import say_menu
from usecases.matters.screens import MATTER_SCREENS
from usecases.messages import say
from usecases.monitoring.announcing import begin_announcement
from usecases.monitoring.chasing import show_chase
from usecases.monitoring.progress import show_progress, show_situation
from usecases.monitoring.screens import MONITORING_SCREENS
from usecases.papers.sending import is_paper, want_paper
from usecases.papers.templates import PAPER_SCREENS
from usecases.people.contact import take_contact
from usecases.people.directory import is_directory, want_directory
from usecases.people.inviting import choose_agency
from usecases.people.roll import show_people
from usecases.people.screens import PEOPLE_SCREENS
from usecases.provisional.deciding import PROVISIONAL_SCREENS
from usecases.reconciling.screens import RECONCILING_SCREENS
from usecases.records import Asked
from usecases.reminding.screens import REMINDING_SCREENS
from usecases.reviewing.screens import REVIEWING_SCREENS
from usecases.words import IN_CONVERSATION, command_in
from usecases.workbooks.returned import is_workbook, want_returned
from usecases.workbooks.screens import WORKBOOK_SCREENS

if TYPE_CHECKING:
    from collections.abc import Callable

    from reporting.answers import FileValue
    from reporting.conversation import Event
    from usecases.desk import Desk
    from usecases.records import Conversation

_SCREENS: dict[str, Callable[[Desk, str], None]] = {
    "reports": lambda desk, _: show_reports(desk),
    "report": lambda desk, argument: open_report(desk, number_in(argument)),
    "correct": lambda desk, argument: correct_report(desk, number_in(argument)),
    "document": lambda desk, argument: want_submitted_document(desk, number_in(argument)),
    "situation": lambda desk, _: show_situation(desk),
    "progress": show_progress,
    "consolidate": want_consolidated,
    "help": lambda desk, _: show_guide(desk),
    "help_all": lambda desk, _: show_whole_guide(desk),
    **MONITORING_SCREENS,
    **REMINDING_SCREENS,
    **FACT_SCREENS,
    **PROVISIONAL_SCREENS,
    **PEOPLE_SCREENS,
    **PAPER_SCREENS,
    **WORKBOOK_SCREENS,
    **ADHOC_SCREENS,
    **REVIEWING_SCREENS,
    **RECONCILING_SCREENS,
    **MATTER_SCREENS,
    **DECIDING_SCREENS,
}

_WORDS: dict[str, Callable[[Desk], None]] = {
    "reports": show_reports,
    "review": lambda desk: review(desk),
    "submit": lambda desk: _in_focus(desk, Opened()),
    "pause": lambda desk: _in_focus(desk, Pause()),
    "excel": lambda desk: _in_focus(desk, Pressed("excel")),
    "situation": show_situation,
    "help": show_guide,
    "progress": show_progress,
    "consolidate": want_consolidated,
    "people": show_people,
    "facts": show_facts,
    "chase": show_chase,
    "announce": begin_announcement,
    "ad_hoc": ask_ad_hoc,
    "invite": choose_agency,
}


def typed(desk: Desk, text: str, replied_to: int | None = None, *, forwarded: bool = False) -> None:
    """Typed text answers the question last asked, or the question or letter replied to; outside
    of them it may be a command in words."""
    if replied_to is None or not answer_letter(desk, replied_to, text):
        returning(desk, lambda: _answer(desk, text, replied_to, forwarded=forwarded))


def _answer(desk: Desk, text: str, replied_to: int | None, *, forwarded: bool) -> None:
    asked = _replied_to(desk, replied_to)
    dialogue_id, ref = (asked.dialogue_id, asked.ref) if asked else (_dialogue_on_top(desk), "")
    if dialogue_id is not None:
        _answer_dialogue(desk, dialogue_id, text, replied_to)
        return
    conversation = focus_of(desk) if asked is None else _conversation(desk, asked)
    command = command_in(text)
    if command in IN_CONVERSATION or (command and conversation is None):
        _WORDS[command](desk)
    elif not happen(desk, conversation, Typed(text, ref, forwarded)) and not says_over(
        desk, conversation
    ):
        say_menu(desk)


def _replied_to(desk: Desk, replied_to: int | None) -> Asked | None:
    chat = desk.turn.sender.chat_id
    return None if replied_to is None else desk.work.outbox.asked_by(chat, replied_to)


def _conversation(desk: Desk, asked: Asked) -> Conversation | None:
    return desk.work.conversations.get(asked.conversation_id or 0)


def _dialogue_on_top(desk: Desk) -> int | None:
    dialogue = open_dialogue(desk)
    return None if dialogue is None else dialogue.id


def _answer_dialogue(desk: Desk, key: int, text: str, replied_to: int | None) -> None:
    dialogue = next((each for each in dialogues_of(desk) if each.id == key), None)
    if dialogue is None:
        desk.say(say("dialogue_over"))
        where_now(desk)
        return
    command = command_typed(dialogue, text) if replied_to is None else ""
    if command == "pause":
        drop_dialogue(desk, str(dialogue.id))
    elif command:
        _WORDS[command](desk)
    else:
        typed_in(desk, dialogue, text)


def pressed(desk: Desk, data: str) -> None:
    returning(desk, lambda: _pressed(desk, data))


def _pressed(desk: Desk, data: str) -> None:
    press = buttons.read(data)
    if isinstance(press, buttons.ConversationPress):
        _pressed_in_conversation(desk, press)
    elif isinstance(press, buttons.ScreenPress) and press.screen in _SCREENS:
        _SCREENS[press.screen](desk, press.argument)
    else:
        say_old_button(desk)


def _pressed_in_conversation(desk: Desk, press: buttons.ConversationPress) -> None:
    conversation = desk.work.conversations.get(press.conversation_id)
    if conversation is not None and (
        happen(desk, conversation, _event(desk, conversation, press))
        or says_over(desk, conversation)
    ):
        return
    say_old_button(desk)


def _event(desk: Desk, conversation: Conversation, press: buttons.ConversationPress) -> Pressed:
    return press.event(desk.library.form(conversation.form_version, desk.work))


def say_old_button(desk: Desk) -> None:
    """The button leads nowhere (any more): say so, and where the person is now."""
    desk.say(say("old_button"))
    where_now(desk)


def attached(
    desk: Desk, file: FileValue, caption: str = "", *, what: str = "file", album: str = ""
) -> None:
    returning(desk, lambda: _attached(desk, file, Attached(file, caption, what, album)))


def _attached(desk: Desk, file: FileValue, event: Attached) -> None:
    dialogue = open_dialogue(desk)
    if dialogue is not None and sent_in(desk, dialogue, file):
        return
    named = is_directory(desk, file, in_conversation=True)
    busy = bool(stack_of(desk))
    if is_workbook(desk, file) and not named:
        want_returned(desk, file)
    elif named or is_directory(desk, file, in_conversation=busy):
        want_directory(desk, file)
    elif is_paper(desk, file, in_conversation=busy):
        want_paper(desk, file)
    elif file.size > LIMIT:
        desk.say(say("file_too_big", name=file.name, size=file.size, limit=LIMIT))
        where_now(desk)
    else:
        _in_focus(desk, event)


def recorded(desk: Desk, file: FileValue, *, what: str, album: str = "") -> None:
    """Sound or moving pictures: no paper, workbook or directory."""
    if file.size > LIMIT:
        desk.say(say("file_too_big", name=file.name, size=file.size, limit=LIMIT))
        where_now(desk)
    else:
        _in_focus(desk, Attached(file, "", what, album))


def located(desk: Desk, latitude: str, longitude: str) -> None:
    _in_focus(desk, Located(latitude, longitude))


def edited(desk: Desk, text: str) -> None:
    _in_focus(desk, Edited(text))


def contact(desk: Desk, phone: str, owner: int | None) -> None:
    """`owner`: the Telegram account the shared contact belongs to, if Telegram names one."""
    if not take_contact(desk, phone, owner):
        unexpected(desk, "contact")


def unexpected(desk: Desk, what: str) -> None:
    _in_focus(desk, Unexpected(what))


def review(desk: Desk) -> None:
    """/xemlai: the review of the report in focus, be a question outside of it above it; without
    one, the reports to choose from."""
    reports = [key for key in stack_of(desk) if key > 0]
    conversation = desk.work.conversations.get(reports[-1]) if reports else None
    if not happen(desk, conversation, Review()):
        show_reports(desk)


def _in_focus(desk: Desk, event: Event) -> None:
    dialogue = open_dialogue(desk)
    if dialogue is not None:
        expects(desk, dialogue)
    elif not happen(desk, focus_of(desk), event):
        say_menu(desk)
