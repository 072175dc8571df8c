"""/danhba: unit by unit, who is in, who waits, who was listed and never came."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from usecases.buttons import screen
from usecases.messages import say
from usecases.people.office_only import office_only
from usecases.people.shown import entry_words, member_words, unit_of, unit_words
from usecases.records import MembershipState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporting.plan import Unit
    from usecases.desk import Desk
    from usecases.records import Button, DirectoryEntry, Membership, Person

T = TypeVar("T")

PAGE = 8  # buttons of one screen


@dataclass(frozen=True, slots=True)
class Member:
    person: Person
    membership: Membership

    @property
    def pending(self) -> bool:
        return self.membership.state is MembershipState.PENDING


class Roll:
    """Everybody as the database has them now."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.plan = desk.library.current
        self.entries = {entry.id: entry for entry in desk.work.directory.all()}

    @cached_property
    def members(self) -> list[Member]:
        return [
            Member(person, membership)
            for person in self._desk.work.people.roll()
            for membership in person.memberships
            if membership.state is not MembershipState.REVOKED
        ]

    @cached_property
    def absent(self) -> list[DirectoryEntry]:
        """Entries nobody stands for."""
        present = {member.membership.entry_id for member in self.members}
        return [entry for entry in self.entries.values() if entry.id not in present]

    def of(self, unit_id: str) -> list[Member]:
        return [member for member in self.members if member.membership.unit_id == unit_id]

    def active(self, unit_id: str) -> list[Member]:
        return [member for member in self.of(unit_id) if not member.pending]

    def absent_of(self, unit_id: str) -> list[DirectoryEntry]:
        return [entry for entry in self.absent if entry.unit_id == unit_id]

    def units(self) -> Sequence[Unit]:
        """The plan's units; then former ones that still have people."""
        today = self._desk.turn.now.astimezone(self.plan.timezone).date()
        standing = self.plan.units_on(today)
        peopled = {member.membership.unit_id for member in self.members}
        ids = {unit.id for unit in standing}
        return [*standing, *(u for u in self.plan.units if u.id in peopled - ids)]


@office_only
def show_people(desk: Desk, page: str = "") -> None:
    """The roll of all units, a page of buttons at a time."""
    roll = Roll(desk)
    units = roll.units()
    rows: list[tuple[Button, ...]] = []
    waiting = [member for member in roll.members if member.pending]
    if waiting:
        rows.append((screen("waiting", text=str(len(waiting))),))
    shown, turning = paged(units, page, "directory")
    rows += [(_unit_button(roll, unit),) for unit in shown]
    rows += turning
    rows.append((screen("invite"), screen("invite_all")))
    rows.append((screen("directory_blank"),))
    active = [member for member in roll.members if not member.pending]
    message = say(
        "people",
        units=len(units),
        joined=sum(1 for unit in units if roll.active(unit.id)),
        active=len(active),
        pending=len(waiting),
        blocked=[_in_short(roll, member) for member in active if member.person.blocked],
        absent=len(roll.absent),
        nobody=[unit.short_name for unit in units if not roll.active(unit.id)],
        buttons=tuple(rows),
    )
    desk.say(message)


@office_only
def show_waiting(desk: Desk, page: str = "") -> None:
    """Who waits for the office's word, oldest first."""
    roll = Roll(desk)
    waiting = [member for member in roll.members if member.pending]
    shown, turning = paged(waiting, page, "waiting")
    rows = [(_member_button(member),) for member in shown]
    people = [_words(roll, member) | unit_words(roll.plan, member.membership.unit_id)
              for member in shown]  # fmt: skip
    desk.say(say("people_waiting", people=people, buttons=(*rows, *turning)))


@office_only
def show_unit(desk: Desk, unit_id: str) -> None:
    roll = Roll(desk)
    unit = unit_of(roll.plan, unit_id)
    members, absent = roll.of(unit_id), roll.absent_of(unit_id)
    if unit is None and not members:
        desk.say(say("not_there"))
        return
    invited = {
        invite.entry_id: invite.expires_at
        for invite in desk.work.invites.outstanding(desk.turn.now)
    }
    rows = [(_member_button(member),) for member in members]
    rows += [
        (screen("entry", entry.id, label=f"as_{entry.role}", text=entry.name),) for entry in absent
    ]
    if unit is not None:
        rows.append((screen("invite_unit", unit_id, label="invite_more"),))
    rows.append((screen("directory"),))
    message = say(
        "people_of_unit",
        unit=unit_words(roll.plan, unit_id)["unit"],
        people=[_words(roll, member) for member in members],
        absent=[entry_words(entry, invited.get(entry.id), roll.plan.timezone) for entry in absent],
        buttons=tuple(rows),
    )
    desk.say(message)


def paged(items: Sequence[T], page: str, name: str) -> tuple[Sequence[T], list[tuple[Button, ...]]]:
    """The items of that page and the row that turns it, if there is anything to turn."""
    last = max(0, (len(items) - 1) // PAGE)
    at = min(int(page), last) if page.isdecimal() and len(page) < 5 else 0
    turning = []
    if at:
        turning.append(screen(name, at - 1, label="page_before"))
    if at < last:
        turning.append(screen(name, at + 1, label="page_after"))
    return items[at * PAGE : (at + 1) * PAGE], [tuple(turning)] if turning else []


def _unit_button(roll: Roll, unit: Unit) -> Button:
    count = len(roll.active(unit.id))
    label = "unit_people" if count else "unit_nobody"
    name = unit.label
    text = f"{name} · {count}" if count else name
    return screen("people", unit.id, label=label, text=text)


def _member_button(member: Member) -> Button:
    role = member.membership.role
    return screen("member", member.membership.id, label=f"as_{role}", text=member.person.name)


def _words(roll: Roll, member: Member) -> dict[str, object]:
    entry = roll.entries.get(member.membership.entry_id or 0)
    return member_words(member.person, member.membership, entry, roll.plan.timezone)


def _in_short(roll: Roll, member: Member) -> dict[str, object]:
    unit = unit_words(roll.plan, member.membership.unit_id)["short"]
    return {"name": member.person.name, "unit": unit, "phone": _words(roll, member)["phone"]}
