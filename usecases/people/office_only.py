"""Asks at each press anew whether the person speaks for the office."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Protocol

from usecases.help import say_stranger
from usecases.messages import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from usecases.desk import Desk


class Screen(Protocol):
    """Opened by a button with an argument, or by a command without one."""

    def __call__(self, desk: Desk, argument: str = "", /) -> None: ...


def office_only(screen: Callable[[Desk, str], None]) -> Screen:
    """The screen, shown to the office alone; others learn no more than that it is the office's."""

    @wraps(screen)
    def asked(desk: Desk, argument: str = "", /) -> None:
        person = desk.person
        if person is None or not person.active():
            say_stranger(desk)
        elif not person.is_office():
            desk.say(say("office_only"))
        else:
            screen(desk, argument)

    return asked
