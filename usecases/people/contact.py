"""The telephone of whoever used an invitation: their own, as Telegram vouches for it.

Equal to the listed one it makes them active at once; otherwise the office decides."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.phones import telegram_phone
from usecases.messages import say
from usecases.people.admission import admit
from usecases.people.notices import ask_to_confirm, tell_of_joining
from usecases.records import MembershipState

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.records import DirectoryEntry, Membership, Person


def waiting(person: Person | None) -> list[Membership]:
    """Memberships that wait for a telephone or for the office."""
    pending = MembershipState.PENDING
    return [m for m in person.memberships if m.state is pending] if person else []


def take_contact(desk: Desk, phone: str, owner: int | None) -> bool:
    """A contact was sent; `owner` is the Telegram account it belongs to, if any. False when the
    person does not wait for anything."""
    person = desk.person
    pending = waiting(person)
    if person is None or not pending:
        return False
    if owner != desk.turn.sender.telegram_id:
        desk.work.audit.note(desk.turn.now, person.id, "foreign_contact", f"person:{person.id}", {})
        desk.say(replace(say("contact_not_own"), ask_contact=True))
        return True
    number = telegram_phone(phone)
    desk.work.people.set_phone(person.id, number)
    desk.work.audit.note(desk.turn.now, person.id, "shared_phone", f"person:{person.id}", {})
    desk.say(replace(say("contact_taken"), forget_keyboard=True))
    for membership in pending:
        _settle(desk, person, membership, number)
    desk.forget_person()
    if waiting(desk.person):
        desk.say(say("waiting", office=desk.library.current.office.name, shared=True))
    return True


def _settle(desk: Desk, person: Person, membership: Membership, number: str) -> None:
    entry = _listed_as(desk, membership, number)
    if entry is None or not _is_free(desk, membership, entry):
        ask_to_confirm(desk, person, membership, number, taken=entry is not None)
        return
    desk.work.people.stand_for(membership.id, entry.id)
    admit(desk, replace(membership, entry_id=entry.id), by=None)
    tell_of_joining(desk, person, membership.unit_id, membership.role)


def _listed_as(desk: Desk, membership: Membership, number: str) -> DirectoryEntry | None:
    """Their entry, if this is its telephone. Who was invited as somebody in particular is looked
    up as nobody else."""
    if membership.entry_id is not None:
        entry = desk.work.directory.get(membership.entry_id)
        return entry if entry and entry.phone == number else None
    for entry in desk.work.directory.all():
        place = (entry.unit_id, entry.role, entry.phone)
        if place == (membership.unit_id, membership.role, number):
            return entry
    return None


def _is_free(desk: Desk, membership: Membership, entry: DirectoryEntry) -> bool:
    """A number can get a new owner: while another account stands for the entry, only an invitation
    that the office made for this very entry lets a new one take over."""
    others = [m for m in desk.work.people.of_entry(entry.id) if m.id != membership.id]
    return not others or membership.entry_id == entry.id
