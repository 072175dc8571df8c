"""Inviting people and letting them in. A token is 128 random bits; only its hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from usecases.help import say_menu
from usecases.messages import say
from usecases.records import MessageClass, Role

if TYPE_CHECKING:
    from datetime import datetime

    from usecases.desk import Desk
    from usecases.ports import Work
    from usecases.records import Invite

LIFETIME = timedelta(hours=72)


def invite(work: Work, unit_id: str, role: Role, now: datetime, *, direct: bool) -> str:
    """The token of a new invitation: one use, expiring. `direct` ones come from the command line,
    whose user already rules the machine: whoever uses one is active at once."""
    token = secrets.token_urlsafe(16)
    work.invites.add(
        _hash(token), unit_id, role, expires_at=now + LIFETIME, direct=direct, at=now, by=None
    )
    work.audit.note(now, None, "invited", unit_id, {"role": role.value})
    return token


def join(desk: Desk, token: str) -> None:
    """/start with a token. The same text answers every token that does not open the door, except
    that a person learns why an invitation that was real no longer is."""
    invitation = desk.work.invites.find(_hash(token.strip()))
    if invitation is None:
        desk.say(say("invite_unknown"))
    elif invitation.used_at is not None and _is_in(desk, invitation):
        say_menu(desk)
    elif invitation.used_at is not None or invitation.revoked_at is not None:
        desk.say(say("invite_used"))
    elif invitation.expires_at <= desk.turn.now:
        desk.say(say("invite_expired"))
    else:
        _let_in(desk, invitation)


def _is_in(desk: Desk, invitation: Invite) -> bool:
    person = desk.person
    return person is not None and any(
        m.unit_id == invitation.unit_id and m.role is invitation.role for m in person.active()
    )


def _let_in(desk: Desk, invitation: Invite) -> None:
    turn, work = desk.turn, desk.work
    person = desk.person or work.people.add(turn.sender, turn.now)
    if not work.invites.use(invitation.id, person.id, turn.now):
        desk.say(say("invite_used"))
        return
    work.people.join(
        person.id, invitation.unit_id, invitation.role, active=invitation.direct, at=turn.now
    )
    detail = {"unit": invitation.unit_id, "role": invitation.role.value}
    work.audit.note(turn.now, person.id, "joined", f"person:{person.id}", detail)
    if invitation.role is Role.OFFICE:
        work.jobs.add("menu", {"chat": turn.sender.chat_id}, turn.now)
    desk.forget_person()
    _tell_office(desk, invitation, person.id)
    unit = desk.library.current.unit(invitation.unit_id)
    desk.say(say(_welcome(invitation), name=turn.sender.name, unit=unit.name, address=unit.address))
    if invitation.direct:
        say_menu(desk)


def _welcome(invitation: Invite) -> str:
    if not invitation.direct:
        return "welcome_pending"
    return "welcome_office" if invitation.role is Role.OFFICE else "welcome"


def _tell_office(desk: Desk, invitation: Invite, person_id: int) -> None:
    unit = desk.library.current.unit(invitation.unit_id)
    message = say(
        "joined_notice",
        message_class=MessageClass.NUDGE,
        name=desk.turn.sender.name,
        unit=unit.name,
        role=invitation.role.value,
    )
    for colleague in desk.work.people.office():
        if colleague.id != person_id and colleague.chat_id is not None:
            desk.tell(colleague.chat_id, message)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
