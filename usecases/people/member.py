"""One person of a unit, or one entry nobody has come for: what the office can do about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.buttons import number_in, screen
from usecases.messages import say
from usecases.people.admission import admit, decline, end
from usecases.people.inviting import want_invitation
from usecases.people.office_only import office_only
from usecases.people.shown import entry_words, member_words, unit_of, unit_words
from usecases.records import MembershipState, Role

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.records import JSON, Button, DirectoryEntry, Membership


@office_only
def show_member(desk: Desk, argument: str) -> None:
    membership = _standing(desk, argument)
    if membership is None:
        return
    if membership.state is MembershipState.PENDING:
        first = (
            screen("admit", membership.id, label="confirm"),
            screen("decline", membership.id, label="not_confirmed"),
        )
        rows: list[tuple[Button, ...]] = [first]
    else:
        rows = [(screen("renew", membership.id),)]
        rows.append((screen("replace", membership.id), screen("revoke", membership.id)))
    rows.append((screen("people", membership.unit_id, label="people_of_unit"),))
    desk.say(say("member", **_words(desk, membership), buttons=tuple(rows)))


@office_only
def confirm_member(desk: Desk, argument: str) -> None:
    membership = _standing(desk, argument)
    if membership is None:
        return
    assert desk.person is not None
    if admit(desk, membership, by=desk.person.id):
        _say_done(desk, membership, "confirmed")
    else:
        _say_done(desk, membership, "confirmed_before")


@office_only
def ask_to_decline(desk: Desk, argument: str) -> None:
    _ask(desk, argument, "decline", MembershipState.PENDING)


@office_only
def decline_member(desk: Desk, argument: str) -> None:
    membership = _standing(desk, argument, MembershipState.PENDING)
    if membership is not None:
        assert desk.person is not None
        decline(desk, membership, by=desk.person.id)
        _say_done(desk, membership, "declined")


@office_only
def ask_to_revoke(desk: Desk, argument: str) -> None:
    _ask(desk, argument, "revoke", MembershipState.ACTIVE)


@office_only
def revoke_member(desk: Desk, argument: str) -> None:
    membership = _standing(desk, argument, MembershipState.ACTIVE)
    if membership is None or _is_own(desk, membership):
        return
    assert desk.person is not None
    end(desk, membership, by=desk.person.id)
    _say_done(desk, membership, "revoked")


@office_only
def replace_member(desk: Desk, argument: str) -> None:
    """A link for somebody else; whom they replace goes on until they have come."""
    membership = _standing(desk, argument, MembershipState.ACTIVE)
    if membership is not None and not _is_own(desk, membership):
        _invite_in_place_of(desk, membership, entry_id=None)


@office_only
def renew_member(desk: Desk, argument: str) -> None:
    """Another telephone or account of the same person."""
    membership = _standing(desk, argument, MembershipState.ACTIVE)
    if membership is not None:
        _invite_in_place_of(desk, membership, entry_id=membership.entry_id)


@office_only
def show_entry(desk: Desk, argument: str) -> None:
    entry = _listed(desk, argument)
    if entry is None:
        return
    plan = desk.library.current
    invited = {i.entry_id: i.expires_at for i in desk.work.invites.outstanding(desk.turn.now)}
    words = entry_words(entry, invited.get(entry.id), plan.timezone)
    rows = (
        (screen("invite_entry", entry.id, label="invite_this"),),
        (screen("strike", entry.id),),
        (screen("people", entry.unit_id, label="people_of_unit"),),
    )
    desk.say(say("entry", unit=unit_words(plan, entry.unit_id)["unit"], **words, buttons=rows))


@office_only
def ask_to_strike(desk: Desk, argument: str) -> None:
    entry = _listed(desk, argument)
    if entry is not None:
        sure = screen("strike_sure", entry.id, label="strike_sure", text=entry.name)
        back = screen("entry", entry.id, label="leave_it")
        desk.say(say("ask_to_strike", name=entry.name, buttons=((sure,), (back,))))


@office_only
def strike_entry(desk: Desk, argument: str) -> None:
    """Out of the directory; links sent for it no longer work."""
    entry = _listed(desk, argument)
    if entry is None:
        return
    assert desk.person is not None
    desk.work.directory.remove(entry.id, desk.turn.now)
    desk.work.invites.void(entry.id, desk.turn.now)
    detail = {"unit": entry.unit_id, "role": entry.role.value}
    desk.work.audit.note(desk.turn.now, desk.person.id, "struck", f"entry:{entry.id}", detail)
    back = (screen("people", entry.unit_id, label="people_of_unit"),)
    desk.say(say("struck", name=entry.name, buttons=(back,)))


def _standing(desk: Desk, argument: str, state: MembershipState | None = None) -> Membership | None:
    """The membership, if it still stands (in `state`); says so when it does not."""
    membership = desk.work.people.membership(number_in(argument))
    if membership is None or membership.state is MembershipState.REVOKED:
        desk.say(say("not_there"))
        return None
    if state is not None and membership.state is not state:
        _say_done(desk, membership, "changed")
        return None
    return membership


def _listed(desk: Desk, argument: str) -> DirectoryEntry | None:
    entry = desk.work.directory.get(number_in(argument))
    if entry is None:
        desk.say(say("not_there"))
    return entry


def _is_own(desk: Desk, membership: Membership) -> bool:
    """The office does not saw off the branch it sits on."""
    assert desk.person is not None
    own = membership.person_id == desk.person.id and membership.role is Role.OFFICE
    if own:
        _say_done(desk, membership, "own")
    return own


def _ask(desk: Desk, argument: str, what: str, state: MembershipState) -> None:
    membership = _standing(desk, argument, state)
    if membership is None or _is_own(desk, membership):
        return
    words = _words(desk, membership)
    sure = screen(f"{what}_sure", membership.id, text=words["name"])
    back = screen("member", membership.id, label="leave_it")
    shown = {name: words[name] for name in ("name", "role", "unit")}
    desk.say(say(f"ask_to_{what}", **shown, buttons=((sure,), (back,))))


def _invite_in_place_of(desk: Desk, membership: Membership, entry_id: int | None) -> None:
    if unit_of(desk.library.current, membership.unit_id) is None:
        desk.say(say("not_there"))
        return
    want_invitation(
        desk,
        membership.unit_id,
        membership.role,
        entry_id=entry_id,
        replaces_id=membership.id,
    )


def _words(desk: Desk, membership: Membership) -> dict[str, JSON]:
    plan = desk.library.current
    entry = desk.work.directory.get(membership.entry_id) if membership.entry_id else None
    person = desk.work.people.get(membership.person_id)
    words = member_words(person, membership, entry, plan.timezone)
    return words | {"unit": unit_words(plan, membership.unit_id)["unit"]}


def _say_done(desk: Desk, membership: Membership, what: str) -> None:
    words = _words(desk, membership)
    back = (screen("people", membership.unit_id, label="people_of_unit"),)
    shown = {name: words[name] for name in ("name", "role", "unit")}
    desk.say(say("member_done", what=what, **shown, buttons=(back,)))
