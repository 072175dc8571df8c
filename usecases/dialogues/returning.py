"""Where a person is, said when they come back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.conversation import Opened
from usecases.dialogues.answering import asked_again
from usecases.dialogues.focus import stack_of, turn_from
from usecases.drafting.converse import happen
from usecases.help import say_menu

if TYPE_CHECKING:
    from collections.abc import Callable

    from usecases.desk import Desk


def returning(desk: Desk, turn: Callable[[], None]) -> None:
    """Does the turn. When what was on top is over by it or left, what lies beneath is asked again:
    nobody answers a question they have not before their eyes."""
    before = stack_of(desk)
    turn()
    after = stack_of(desk)
    if len(after) < len(before) and before[: len(after)] == after:
        _say_top(desk)


def where_now(desk: Desk) -> None:
    """The open question, or what could be done."""
    if not _say_top(desk):
        say_menu(desk)


def _say_top(desk: Desk) -> bool:
    """False when nothing is open; what no longer goes on is left. Whoever is outside is asked
    nothing and changes nothing."""
    if desk.person is None or not desk.person.active():
        return False
    while stack := stack_of(desk):
        key = stack[-1]
        if _said(desk, key):
            return True
        turn_from(desk, key)
    return False


def _said(desk: Desk, key: int) -> bool:
    if key > 0:
        return happen(desk, desk.work.conversations.get(key), Opened())
    dialogue = desk.work.dialogues.get(-key)
    return dialogue is not None and asked_again(desk, dialogue)
