"""Help, the menu outside any conversation, strangers and groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.buttons import screen
from usecases.messages import say

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.records import Button


def show_help(desk: Desk) -> None:
    person = desk.person
    if person is None or not person.active():
        say_stranger(desk)
    else:
        desk.say(say("help", office=person.is_office(), reports=bool(person.units())))


def say_stranger(desk: Desk) -> None:
    """Whoever is not invited, no longer is, or waits for the office: one text, no data."""
    plan = desk.library.current
    desk.say(say("stranger", office=plan.office.name, programme=plan.programme))


def say_menu(desk: Desk) -> None:
    """Text outside any conversation gets fitting buttons, never silence."""
    person = desk.person
    if person is None or not person.active():
        say_stranger(desk)
        return
    rows: list[tuple[Button, ...]] = []
    if person.is_office():
        rows.append((screen("progress"), screen("consolidate")))
    if person.units():
        rows.append((screen("reports"), screen("situation")))
    desk.say(say("menu", buttons=tuple(rows)))


def say_group_hint(desk: Desk) -> None:
    """Groups and channels get one hint and no data."""
    desk.tell(
        desk.turn.sender.chat_id,
        say("group_hint", dedupe_key=f"group_hint:{desk.turn.sender.chat_id}"),
    )


def ignore(desk: Desk) -> None:
    """The last catch-all: the update is settled and nothing is said."""
