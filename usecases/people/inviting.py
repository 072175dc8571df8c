"""/moithamgia: agency, unit, role or listed person; then a link, its picture and words to paste.

A link is made by a job: who makes tokens knows a secret that no unit of work knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.buttons import number_in, screen
from usecases.messages import say
from usecases.people.invites import LIFETIME
from usecases.people.office_only import office_only
from usecases.people.shown import moment, unit_of, unit_words
from usecases.records import Role

if TYPE_CHECKING:
    from datetime import datetime

    from reporting.plan import Agency, Plan, Unit
    from usecases.desk import Desk
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import JSON, Button, DirectoryEntry, OutgoingFile

ROLES = {"d": Role.LIAISON, "p": Role.SECOND_LIAISON, "l": Role.LEADER, "t": Role.OFFICE}


@office_only
def choose_agency(desk: Desk, _: str = "") -> None:
    plan = desk.library.current
    rows = []
    for agency in plan.agencies:
        units = _units(desk, agency)
        if len(units) == 1:
            button = screen("invite_unit", units[0].id, label="plain", text=units[0].label)
            rows.append((button,))
        elif units:
            rows.append((screen("invite_agency", agency.id, label="plain", text=agency.name),))
    desk.say(say("invite_agency", buttons=tuple(rows)))


@office_only
def choose_unit(desk: Desk, agency_id: str) -> None:
    agency = next((a for a in desk.library.current.agencies if a.id == agency_id), None)
    if agency is None:
        desk.say(say("not_there"))
        return
    rows = tuple(
        (screen("invite_unit", unit.id, label="plain", text=unit.label),)
        for unit in _units(desk, agency)
    )
    desk.say(say("invite_unit", agency=agency.name, buttons=rows))


@office_only
def choose_role(desk: Desk, unit_id: str) -> None:
    """The roles a unit has, and whoever is listed for it and has not come."""
    plan = desk.library.current
    unit = unit_of(plan, unit_id)
    if unit is None:
        desk.say(say("not_there"))
        return
    rows: list[tuple[Button, ...]] = [
        (screen("invite_entry", entry.id, label=f"as_{entry.role}", text=entry.name),)
        for entry in desk.work.directory.all()
        if entry.unit_id == unit.id and not desk.work.people.of_entry(entry.id)
    ]
    listed = len(rows)
    for code, role in ROLES.items():
        if role is not Role.OFFICE or unit.id == plan.office.id:
            rows.append((screen("invite_role", f"{unit.id}:{code}", label=f"role_{role}"),))
    desk.say(say("invite_role", unit=unit.name, listed=listed, buttons=tuple(rows)))


@office_only
def invite_role(desk: Desk, argument: str) -> None:
    unit_id, _, code = argument.rpartition(":")
    plan = desk.library.current
    role = ROLES.get(code)
    is_elsewhere = role is Role.OFFICE and unit_id != plan.office.id
    if role is None or is_elsewhere or unit_of(plan, unit_id) is None:
        desk.say(say("not_there"))
        return
    want_invitation(desk, unit_id, role)


@office_only
def invite_entry(desk: Desk, argument: str) -> None:
    """A new link for somebody listed; the ones they were sent before no longer work."""
    entry = desk.work.directory.get(number_in(argument))
    if entry is None:
        desk.say(say("not_there"))
        return
    want_invitation(desk, entry.unit_id, entry.role, entry_id=entry.id)


def want_invitation(
    desk: Desk,
    unit_id: str,
    role: Role,
    *,
    entry_id: int | None = None,
    replaces_id: int | None = None,
) -> None:
    """For the person of this turn, who was found to speak for the office."""
    assert desk.person is not None, "only the office invites"
    params = {
        "unit": unit_id,
        "role": role.value,
        "entry": entry_id,
        "replaces": replaces_id,
        "by": desk.person.id,
        "chat": desk.turn.sender.chat_id,
    }
    desk.work.jobs.add("invitation", params, desk.turn.now)


def issue(
    work: Work,
    library: Library,
    order: JSON,
    token_sha256: str,
    link: str,
    picture: OutgoingFile,
    now: datetime,
) -> None:
    """The job's end: the invitation counts, and its words go out. `order` is what
    `want_invitation` wrote; nothing happens if who wrote it no longer speaks for the office, or
    who was to be invited is no longer listed."""
    plan, role = library.current, Role(order["role"])
    entry = work.directory.get(order["entry"]) if order["entry"] else None
    is_gone = entry is None and order["entry"] is not None
    if is_gone or not work.people.get(order["by"]).is_office():
        return
    forget_in_time(work, picture, now)
    add_invitation(
        work, token_sha256, order["unit"], role, entry, order["replaces"], order["by"], now
    )
    words = {
        **unit_words(plan, order["unit"]),
        "role": role.value,
        "name": entry.name if entry else "",
        "link": link,
        "until": moment(now + LIFETIME, plan.timezone),
    }
    shown = {name: words[name] for name in ("unit", "role", "name", "link", "until")}
    replaces = order["replaces"] is not None and entry is None
    work.outbox.add(order["chat"], say("invitation", file=picture, replaces=replaces, **shown), now)
    people = [{"name": words["name"], "role": role.value, "link": link}]
    work.outbox.add(order["chat"], invitation_text(plan, order["unit"], people, now), now)


def forget_in_time(work: Work, file: OutgoingFile, now: datetime) -> None:
    """A file with tokens in it is kept no longer than they are worth anything."""
    work.jobs.add("forget_file", {"sha256": file.sha256}, now + LIFETIME)


def add_invitation(
    work: Work,
    token_sha256: str,
    unit_id: str,
    role: Role,
    entry: DirectoryEntry | None,
    replaces_id: int | None,
    by: int,
    now: datetime,
) -> None:
    """Whoever has an entry of the directory has one invitation at a time."""
    if entry is not None:
        work.invites.void(entry.id, now)
    work.invites.add(
        token_sha256,
        unit_id,
        role,
        expires_at=now + LIFETIME,
        direct=False,
        at=now,
        by=by,
        entry_id=entry.id if entry else None,
        replaces_id=replaces_id,
    )
    work.audit.note(now, by, "invited", unit_id, {"role": role.value})


def invitation_text(plan: Plan, unit_id: str, people: list[JSON], now: datetime) -> JSON:
    """Words to paste into Zalo as they are."""
    words = unit_words(plan, unit_id)
    return say(
        "invitation_text",
        unit=words["unit"],
        address=words["address"],
        tone=words["tone"],
        programme=plan.programme_short,
        office=plan.office.name,
        people=people,
        until=moment(now + LIFETIME, plan.timezone),
    )


def _units(desk: Desk, agency: Agency) -> list[Unit]:
    plan = desk.library.current
    today = desk.turn.now.astimezone(plan.timezone).date()
    return [unit for unit in plan.units_on(today) if unit.agency.id == agency.id]
