"""Who becomes active, who no longer is, and what that takes along: focus, menu, directory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.help import menu_rows
from usecases.messages import say
from usecases.people.shown import unit_words
from usecases.records import MessageClass

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.records import Membership, Person


def admit(desk: Desk, membership: Membership, by: int | None) -> bool:
    """A pending membership becomes active, and whom it replaces ends: the office (`by`) confirmed
    it, or their telephone is the listed one (None). False when somebody else decided first."""
    work, now = desk.work, desk.turn.now
    if not work.people.activate(membership.id):
        return False
    for other in _making_room(desk, membership):
        end(desk, other, by, moved=other.entry_id == membership.entry_id)
    if membership.entry_id is not None:
        work.invites.void(membership.entry_id, now)
    detail = {"unit": membership.unit_id, "role": membership.role.value}
    work.audit.note(now, by, "admitted", f"person:{membership.person_id}", detail)
    person = work.people.get(membership.person_id)
    want_menu(desk, person)
    _tell(desk, person, membership, "membership_confirmed")
    return True


def _making_room(desk: Desk, membership: Membership) -> list[Membership]:
    """Whom it replaces, and who else stood for the same entry of the directory."""
    people = desk.work.people
    others = {}
    if membership.entry_id is not None:
        others = {one.id: one for one in people.of_entry(membership.entry_id)}
    if membership.replaces_id is not None and membership.replaces_id not in others:
        replaced = people.membership(membership.replaces_id)
        if replaced is not None:
            others[replaced.id] = replaced
    return [one for one in others.values() if one.person_id != membership.person_id]


def end(desk: Desk, membership: Membership, by: int | None, *, moved: bool = False) -> bool:
    """The membership ends at once: drafts stay with the unit, its conversations leave the person's
    focus. Unless it `moved` to another account, its entry leaves the directory, too."""
    work, now = desk.work, desk.turn.now
    if not work.people.revoke(membership.id):
        return False
    if membership.entry_id is not None and not moved:
        work.directory.remove(membership.entry_id, now)
        work.invites.void(membership.entry_id, now)
    detail = {"unit": membership.unit_id, "role": membership.role.value, "moved": moved}
    work.audit.note(now, by, "revoked", f"person:{membership.person_id}", detail)
    person = work.people.get(membership.person_id)
    _loosen(desk, person)
    want_menu(desk, person, always=True)
    _tell(desk, person, membership, "membership_ended")
    return True


def decline(desk: Desk, membership: Membership, by: int) -> bool:
    """The office does not know who is waiting; what is listed stays listed."""
    if not desk.work.people.revoke(membership.id):
        return False
    detail = {"unit": membership.unit_id, "role": membership.role.value}
    subject = f"person:{membership.person_id}"
    desk.work.audit.note(desk.turn.now, by, "not_confirmed", subject, detail)
    person = desk.work.people.get(membership.person_id)
    _tell(desk, person, membership, "membership_declined")
    return True


def want_menu(desk: Desk, person: Person, *, always: bool = False) -> None:
    """The command menu that fits. Everybody's is the liaison's: it need not be set for one who has
    had no other."""
    role = menu_of(person)
    if person.chat_id is not None and (always or role != "liaison"):
        desk.work.jobs.add("menu", {"chat": person.chat_id, "role": role}, desk.turn.now)


def menu_of(person: Person) -> str:
    if person.is_office():
        return "office"
    only_leads = person.active() and not person.units()
    return "leader" if only_leads else "liaison"


def _loosen(desk: Desk, person: Person) -> None:
    """Takes the conversations of units that no longer are the person's out of their focus, and
    what they were asked outside of reports unless they are of the office."""
    kept = []
    for key in person.focus:
        if key < 0:  # a dialogue
            if person.is_office():
                kept.append(key)
            continue
        conversation = desk.work.conversations.get(key)
        assert conversation is not None, "focus names conversations"
        obligation = desk.work.obligations.get(conversation.obligation_id)
        assert obligation is not None, "a conversation is about an obligation"
        if obligation.unit_id in person.units():
            kept.append(key)
    desk.work.people.focus(person.id, kept)


def _tell(desk: Desk, person: Person, membership: Membership, kind: str) -> None:
    if person.chat_id is None:
        return
    plan = desk.library.current
    words = unit_words(plan, membership.unit_id)
    message = say(
        kind,
        message_class=MessageClass.RECEIPT,
        unit=words["unit"],
        address=words["address"],
        role=membership.role.value,
        office=plan.office.name,
        buttons=menu_rows(person) if kind == "membership_confirmed" else (),
    )
    desk.tell(person.chat_id, message)
