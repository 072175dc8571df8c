"""`Mời tất cả`: a link for everybody who is listed and has not come, words for each unit to paste,
and pages to print."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from usecases.buttons import screen
from usecases.messages import say
from usecases.people.invites import LIFETIME
from usecases.people.inviting import add_invitation, forget_in_time, invitation_text
from usecases.people.office_only import office_only
from usecases.people.shown import moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from reporting.plan import Plan, Unit
    from usecases.desk import Desk
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import JSON, DirectoryEntry, OutgoingFile

_IN_ONE_TEXT = 4  # people: a text for Zalo has at most 2,000 characters


@dataclass(frozen=True, slots=True)
class Guest:
    """`link` is what they open; `kept_link` stands in the database, the token left out of it."""

    entry: DirectoryEntry
    token_sha256: str
    link: str
    kept_link: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a unit gets on paper."""

    unit: Unit
    guests: tuple[Guest, ...]


@dataclass(frozen=True, slots=True)
class Invitations:
    plan: Plan
    pages: tuple[Page, ...]
    at: datetime
    expires_at: datetime


@office_only
def ask_to_invite_all(desk: Desk, _: str = "") -> None:
    expected_ = expected(desk.work, desk.library.current)
    if not expected_:
        desk.say(say("nobody_to_invite", buttons=((screen("directory"),),)))
        return
    units = {entry.unit_id for entry in expected_}
    rows = ((screen("invite_all_sure"),), (screen("directory", label="leave_it"),))
    desk.say(say("ask_to_invite_all", people=len(expected_), units=len(units), buttons=rows))


@office_only
def invite_all(desk: Desk, _: str = "") -> None:
    assert desk.person is not None
    order = {"by": desk.person.id, "chat": desk.turn.sender.chat_id}
    desk.work.jobs.add("invite_all", order, desk.turn.now)
    desk.say(say("inviting_all"))


def expected(work: Work, plan: Plan) -> list[DirectoryEntry]:
    """Whoever is listed for a unit of the plan and nobody stands for, in the plan's order."""
    order = {unit.id: at for at, unit in enumerate(plan.units)}
    present = {m.entry_id for person in work.people.roll() for m in person.memberships if m.stands}
    absent = [e for e in work.directory.all() if e.id not in present and e.unit_id in order]
    return sorted(absent, key=lambda entry: (order[entry.unit_id], entry.id))


def invitations(plan: Plan, guests: Sequence[Guest], now: datetime) -> Invitations:
    """`guests` in the plan's order."""
    pages = tuple(
        Page(plan.unit(unit_id), tuple(own))
        for unit_id, own in groupby(guests, key=lambda guest: guest.entry.unit_id)
    )
    zone = plan.timezone
    return Invitations(plan, pages, now.astimezone(zone), (now + LIFETIME).astimezone(zone))


def issue_all(
    work: Work,
    library: Library,
    order: JSON,
    guests: Sequence[Guest],
    pages: OutgoingFile,
    now: datetime,
) -> None:
    """The job's end: see `usecases.people.inviting.issue`. Whoever came meanwhile has no use for
    the link on their page."""
    if not work.people.get(order["by"]).is_office():
        return
    forget_in_time(work, pages, now)
    plan, chat = library.current, order["chat"]
    still = {entry.id for entry in expected(work, plan)}
    invited = [guest for guest in guests if guest.entry.id in still]
    for guest in invited:
        entry = guest.entry
        add_invitation(
            work, guest.token_sha256, entry.unit_id, entry.role, entry, None, order["by"], now
        )
    made = invitations(plan, invited, now)
    message = say(
        "invitation_pages",
        file=pages,
        people=len(invited),
        units=len(made.pages),
        until=moment(made.expires_at, plan.timezone),
    )
    work.outbox.add(chat, message, now)
    work.jobs.add("invitation_pdf", {"word": pages.sha256, "chat": chat}, now)
    for page in made.pages:
        for few in _few(page.guests):
            people = [
                {"name": g.entry.name, "role": g.entry.role.value, "link": g.kept_link} for g in few
            ]
            work.outbox.add(chat, invitation_text(plan, page.unit.id, people, now), now)


def hand_over_pdf(work: Work, chat: int, pdf: OutgoingFile, now: datetime) -> None:
    """The same pages to print from anything; kept no longer than the Word file is."""
    forget_in_time(work, pdf, now)
    work.outbox.add(chat, say("invitation_pages_pdf", file=pdf), now)


def _few(guests: Sequence[Guest]) -> Iterator[Sequence[Guest]]:
    for start in range(0, len(guests), _IN_ONE_TEXT):
        yield guests[start : start + _IN_ONE_TEXT]
