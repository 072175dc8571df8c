"""Guessed tokens are slowed: a few wrong ones, and the account waits."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from usecases.messages import say

if TYPE_CHECKING:
    from usecases.desk import Desk

MOST = 5
WINDOW = timedelta(minutes=10)


def must_wait(desk: Desk) -> bool:
    """True, and said, while the account has used up its wrong tokens: then no token is looked up,
    the right one neither."""
    turn = desk.turn
    if desk.work.invites.guesses(turn.sender.telegram_id, turn.now, WINDOW) < MOST:
        return False
    minutes, office = int(WINDOW.total_seconds() // 60), desk.library.current.office.name
    desk.say(say("invite_wait", minutes=minutes, office=office))
    return True


def note_wrong(desk: Desk) -> None:
    turn = desk.turn
    count = desk.work.invites.guessed(turn.sender.telegram_id, turn.now, WINDOW)
    if count == MOST:
        subject = f"telegram:{turn.sender.telegram_id}"
        desk.work.audit.note(turn.now, None, "guessing_slowed", subject, {"wrong": count})
