"""What the office is told of people, whoever of it can be reached."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from usecases.buttons import screen
from usecases.messages import say
from usecases.people.shown import unit_words
from usecases.records import MessageClass

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.records import Membership, Message, Person, Role


def tell_of_joining(desk: Desk, person: Person, unit_id: str, role: Role) -> None:
    message = say(
        "joined_notice",
        message_class=MessageClass.NUDGE,
        name=person.name,
        unit=unit_words(desk.library.current, unit_id)["unit"],
        role=role.value,
    )
    _tell_office(desk, message, person.id)


def ask_to_confirm(
    desk: Desk, person: Person, membership: Membership, phone: str, *, taken: bool
) -> None:
    """`taken`: the telephone is listed, but another account stands for its entry."""
    message = say(
        "confirm_person",
        message_class=MessageClass.REQUEST,
        name=person.name,
        unit=unit_words(desk.library.current, membership.unit_id)["unit"],
        role=membership.role.value,
        phone=phone,
        taken=taken,
        buttons=(
            (
                screen("admit", membership.id, label="confirm"),
                screen("decline", membership.id, label="not_confirmed"),
            ),
        ),
    )
    _tell_office(desk, message, person.id, f"confirm:{membership.id}:{phone}")


def tell_of_block(desk: Desk, person: Person) -> None:
    """Somebody who reports stopped the bot: they have to be called. Once a day."""
    plan = desk.library.current
    day = desk.turn.now.astimezone(plan.timezone).date().isoformat()
    for membership in person.active():
        message = say(
            "blocked_notice",
            message_class=MessageClass.REQUEST,
            name=person.name,
            unit=unit_words(plan, membership.unit_id)["unit"],
            role=membership.role.value,
            phone=person.phone,
            buttons=((screen("people", membership.unit_id),),),
        )
        _tell_office(desk, message, person.id, f"blocked:{membership.id}:{day}")


def _tell_office(desk: Desk, message: Message, but: int, once: str = "") -> None:
    for colleague in desk.work.people.office():
        if colleague.id != but and colleague.chat_id is not None:
            key = f"{once}:{colleague.id}" if once else None
            desk.tell(colleague.chat_id, replace(message, dedupe_key=key))
