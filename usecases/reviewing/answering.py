"""What a person types or sends while a dialogue asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.messages import say
from usecases.reviewing.approval import take_amendment
from usecases.reviewing.dialogues import cancel_row, open_dialogue
from usecases.reviewing.extension import take_extension, take_time_request
from usecases.reviewing.sending_back import take_comment
from usecases.reviewing.signed import take_number, take_signed_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.answers import FileValue
    from usecases.desk import Desk
    from usecases.reviewing.dialogues import Taking, TakingFile

TAKING: Mapping[str, Taking] = {
    "amendment": take_amendment,
    "comment": take_comment,
    "extension": take_extension,
    "signed_number": take_number,
    "time": take_time_request,
}
TAKING_FILES: Mapping[str, TakingFile] = {"signed_file": take_signed_file}


def typed_in_dialogue(desk: Desk, text: str) -> bool:
    """False when no dialogue asks this person for anything."""
    dialogue = open_dialogue(desk)
    if dialogue is None:
        return False
    words = text.strip()
    if dialogue.kind in TAKING and words:
        TAKING[dialogue.kind](desk, dialogue, words)
    else:
        desk.say(
            say(
                "dialogue_expects",
                wants_file=dialogue.kind in TAKING_FILES,
                buttons=(cancel_row(),),
            )
        )
    return True


def attached_in_dialogue(desk: Desk, file: FileValue) -> bool:
    dialogue = open_dialogue(desk)
    if dialogue is None:
        return False
    if dialogue.kind in TAKING_FILES:
        TAKING_FILES[dialogue.kind](desk, dialogue, file)
    else:
        desk.say(say("dialogue_expects", wants_file=False, buttons=(cancel_row(),)))
    return True
