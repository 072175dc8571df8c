"""The menu outside any conversation, strangers and groups."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from usecases.buttons import screen
from usecases.messages import say
from usecases.records import MembershipState

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.records import Button, Person


def say_stranger(desk: Desk) -> None:
    """Whoever is not invited or no longer is: one text, no data. Whoever waits to be confirmed is
    told what for."""
    plan, person = desk.library.current, desk.person
    if person is not None and any(m.state is MembershipState.PENDING for m in person.memberships):
        shared = bool(person.phone)
        waiting = say("waiting", office=plan.office.name, shared=shared)
        desk.say(replace(waiting, ask_contact=not shared))
    else:
        desk.say(say("stranger", office=plan.office.name, programme=plan.programme))


def say_menu(desk: Desk) -> None:
    """Text outside any conversation gets fitting buttons, never silence."""
    person = desk.person
    if person is None or not person.active():
        say_stranger(desk)
        return
    reports = bool(person.units()) and not person.is_office()
    desk.say(say("menu", reports=reports, buttons=menu_rows(person)))


def menu_rows(person: Person) -> tuple[tuple[Button, ...], ...]:
    """What fits the person's roles; a leader has nothing to report, but may look."""
    rows: list[tuple[Button, ...]] = []
    if person.is_office():
        rows.append((screen("progress"), screen("consolidate")))
        rows.append((screen("directory"), screen("invite")))
    if person.units():
        rows.append((screen("reports"), screen("situation")))
    if not rows:
        rows.append((screen("situation"), screen("help")))
    return tuple(rows)


def say_group_hint(desk: Desk) -> None:
    """Groups and channels get one hint and no data."""
    desk.tell(
        desk.turn.sender.chat_id,
        say("group_hint", dedupe_key=f"group_hint:{desk.turn.sender.chat_id}"),
    )


def ignore(desk: Desk) -> None:
    """The last catch-all: the update is settled and nothing is said."""
