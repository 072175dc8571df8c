"""Inviting people and letting them in. A token is 128 random bits; only its hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from usecases.help import say_menu
from usecases.messages import say
from usecases.people.admission import want_menu
from usecases.people.guessing import must_wait, note_wrong
from usecases.people.notices import tell_of_joining
from usecases.people.shown import unit_words
from usecases.records import MembershipState, Role

if TYPE_CHECKING:
    from datetime import datetime

    from usecases.desk import Desk
    from usecases.ports import Work
    from usecases.records import Invite, Person

LIFETIME = timedelta(hours=72)


def invite(work: Work, unit_id: str, role: Role, now: datetime, *, direct: bool) -> str:
    """The token of a new invitation: one use, expiring. `direct` ones come from the command line,
    whose user already rules the machine: whoever uses one is active at once."""
    token = secrets.token_urlsafe(16)
    work.invites.add(
        token_hash(token), unit_id, role, expires_at=now + LIFETIME, direct=direct, at=now, by=None
    )
    work.audit.note(now, None, "invited", unit_id, {"role": role.value})
    return token


def join(desk: Desk, token: str) -> None:
    """/start with a token. The same text answers every token that does not open the door, except
    that a person learns why an invitation that was real no longer is."""
    if must_wait(desk):
        return
    invitation = desk.work.invites.find(token_hash(token.strip()))
    if invitation is None:
        note_wrong(desk)
        _say_no(desk, "invite_unknown")
    elif invitation.used_at is not None and _is_in(desk, invitation):
        say_menu(desk)
    elif invitation.used_at is not None or invitation.revoked_at is not None:
        _say_no(desk, "invite_used")
    elif invitation.expires_at <= desk.turn.now:
        _say_no(desk, "invite_expired")
    else:
        _let_in(desk, invitation)


def _say_no(desk: Desk, kind: str) -> None:
    """Why this link opens nothing, and whom to ask for another."""
    desk.say(say(kind, office=desk.library.current.office.name))


def _is_in(desk: Desk, invitation: Invite) -> bool:
    """As what the invitation makes one, whether active already or waiting."""
    person = desk.person
    return person is not None and any(
        m.stands and m.unit_id == invitation.unit_id and m.role is invitation.role
        for m in person.memberships
    )


def _let_in(desk: Desk, invitation: Invite) -> None:
    turn, work = desk.turn, desk.work
    person = desk.person or work.people.add(turn.sender, turn.now)
    if not work.invites.use(invitation.id, person.id, turn.now):
        _say_no(desk, "invite_used")
        return
    membership_id = work.people.join(
        person.id,
        invitation.unit_id,
        invitation.role,
        active=invitation.direct,
        at=turn.now,
        entry_id=invitation.entry_id,
        replaces_id=invitation.replaces_id,
    )
    detail = {"unit": invitation.unit_id, "role": invitation.role.value}
    work.audit.note(turn.now, person.id, "joined", f"person:{person.id}", detail)
    desk.forget_person()
    membership = work.people.membership(membership_id)
    assert membership is not None, "it was just joined"
    if membership.state is MembershipState.ACTIVE:
        _welcome(desk, invitation, person)
    else:
        _ask_for_contact(desk, invitation)


def _welcome(desk: Desk, invitation: Invite, person: Person) -> None:
    want_menu(desk, desk.work.people.get(person.id))
    tell_of_joining(desk, person, invitation.unit_id, invitation.role)
    words = unit_words(desk.library.current, invitation.unit_id)
    kind = "welcome_office" if invitation.role is Role.OFFICE else "welcome"
    shown = {"name": desk.turn.sender.name, "unit": words["unit"], "address": words["address"]}
    if kind == "welcome":
        shown["role"] = invitation.role.value
    desk.say(say(kind, **shown))
    say_menu(desk)


def _ask_for_contact(desk: Desk, invitation: Invite) -> None:
    """The office learns of it once the person has shared their telephone."""
    words = unit_words(desk.library.current, invitation.unit_id)
    message = say(
        "welcome_pending",
        name=desk.turn.sender.name,
        unit=words["unit"],
        address=words["address"],
        role=invitation.role.value,
    )
    desk.say(replace(message, ask_contact=True))


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
