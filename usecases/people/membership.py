"""Whether a person can be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.people.notices import tell_of_block

if TYPE_CHECKING:
    from usecases.desk import Desk


def note_block(desk: Desk, *, blocked: bool) -> None:
    """The person blocked the bot or came back (my_chat_member of the Bot API)."""
    person = desk.person
    if person is not None and blocked:
        desk.work.people.block(desk.turn.sender.chat_id, desk.turn.now)
        tell_of_block(desk, person)
