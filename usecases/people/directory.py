"""danh-ba.xlsx: sent as a file, read by a job, shown, taken over only when the office says so."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from reporting.directory import Listed
from reporting.text import fold
from usecases.attachments import want_for_job
from usecases.buttons import number_in, screen
from usecases.messages import say
from usecases.people.office_only import office_only
from usecases.people.shown import unit_words
from usecases.records import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from reporting.answers import FileValue
    from reporting.faults import Fault
    from reporting.plan import Plan
    from usecases.desk import Desk
    from usecases.ports import Work
    from usecases.records import JSON, DirectoryEntry

REF = "directory"  # marks the attachment
_NAMED = ("danh ba", "danhba")


def is_directory(desk: Desk, file: FileValue, *, in_conversation: bool) -> bool:
    """An .xlsx from somebody of the office; in the middle of their own report only by its name."""
    person = desk.person
    if person is None or not person.is_office() or not file.name.lower().endswith(".xlsx"):
        return False
    return not in_conversation or fold(file.name).startswith(_NAMED)


def want_directory(desk: Desk, file: FileValue) -> None:
    want_for_job(desk, file, REF, "directory")


@office_only
def want_blank(desk: Desk, _: str = "") -> None:
    desk.work.jobs.add("directory_blank", {"chat": desk.turn.sender.chat_id}, desk.turn.now)


@dataclass(frozen=True, slots=True)
class Difference:
    """What taking `listed` over would do. Whoever is not in it stays."""

    new: Sequence[Listed]
    changed: Sequence[tuple[DirectoryEntry, Listed]]
    same: int
    unmentioned: Sequence[DirectoryEntry]


def difference(entries: Iterable[DirectoryEntry], listed: Iterable[Listed]) -> Difference:
    """Somebody is the same by unit, role and telephone, else by unit, role and name."""
    people = list(listed)
    left = {(e.unit_id, e.role.value, e.phone): e for e in entries}
    matched: list[tuple[DirectoryEntry, Listed]] = []
    unknown: list[Listed] = []
    for one in people:
        entry = left.pop((one.unit_id, one.role, one.phone), None)
        if entry is None:
            unknown.append(one)
        else:
            matched.append((entry, one))
    by_name = {(e.unit_id, e.role.value, fold(e.name)): e for e in left.values()}
    new: list[Listed] = []
    for one in unknown:
        entry = by_name.pop((one.unit_id, one.role, fold(one.name)), None)
        if entry is None:
            new.append(one)
        else:
            matched.append((entry, one))
            del left[entry.unit_id, entry.role.value, entry.phone]
    changed = [(e, one) for e, one in matched if _said(e) != (one.name, one.post, one.phone)]
    return Difference(new, changed, len(matched) - len(changed), list(left.values()))


def take_over(work: Work, found: Difference, by: int | None, now: datetime) -> None:
    for entry, one in found.changed:
        work.directory.change(entry.id, one.name, one.post, one.phone)
    for one in found.new:
        role = Role(one.role)
        work.directory.add(one.unit_id, role, one.name, one.post, one.phone, at=now, by=by)
    detail = {"new": len(found.new), "changed": len(found.changed), "same": found.same}
    work.audit.note(now, by, "directory_taken_over", "directory", detail)


def show_directory(
    work: Work,
    plan: Plan,
    order: JSON,
    name: str,
    sha256: str,
    listed: Sequence[Listed],
    now: datetime,
) -> None:
    """The job's end, of a file without faults: what it would change, and whether it may."""
    if not work.people.get(order["by"]).is_office():
        return
    people = [asdict(one) for one in listed]
    upload = work.directory.show(name, sha256, people, at=now, by=order["by"])
    found = difference(work.directory.all(), listed)
    rows = (
        (
            screen("directory_keep", upload),
            screen("directory_drop", upload),
        ),
    )
    message = say(
        "directory_preview",
        name=name,
        **difference_words(plan, found),
        buttons=rows if found.new or found.changed else (),
    )
    work.outbox.add(order["chat"], message, now)


def tell_of_faults(
    work: Work, order: JSON, name: str, faults: Sequence[Fault], now: datetime
) -> None:
    """The job's end, of a file that nothing is taken from."""
    told = [
        {"code": f.code, "place": asdict(f.place) | {"file": ""}, "params": dict(f.params)}
        for f in faults
    ]
    work.outbox.add(order["chat"], say("directory_faults", name=name, faults=told), now)


def difference_words(plan: Plan, found: Difference) -> dict[str, JSON]:
    def words(unit_id: str, role: str, name: str, phone: str) -> dict[str, JSON]:
        short = unit_words(plan, unit_id)["short"]
        return {"unit": short, "role": role, "name": name, "phone": phone}

    return {
        "new": [words(one.unit_id, one.role, one.name, one.phone) for one in found.new],
        "changed": [
            words(one.unit_id, one.role, one.name, one.phone)
            | {"old_name": entry.name, "old_phone": entry.phone}
            for entry, one in found.changed
        ],
        "same": found.same,
        "unmentioned": [words(e.unit_id, e.role.value, e.name, e.phone) for e in found.unmentioned],
    }


@office_only
def keep_directory(desk: Desk, argument: str) -> None:
    """Reckoned anew: the directory may have changed since it was shown."""
    upload = desk.work.directory.shown(number_in(argument))
    assert desk.person is not None
    if upload is None:
        desk.say(say("not_there"))
    elif not desk.work.directory.decide(upload.id, "kept", desk.turn.now):
        desk.say(say("directory_decided", name=upload.name, kept=upload.state == "kept"))
    else:
        listed = [Listed(**one) for one in upload.people]
        found = difference(desk.work.directory.all(), listed)
        take_over(desk.work, found, desk.person.id, desk.turn.now)
        rows = ((screen("invite_all"),), (screen("directory"),))
        message = say(
            "directory_kept", new=len(found.new), changed=len(found.changed), buttons=rows
        )
        desk.say(message)


@office_only
def drop_directory(desk: Desk, argument: str) -> None:
    upload = desk.work.directory.shown(number_in(argument))
    if upload is None:
        desk.say(say("not_there"))
        return
    kept = upload.state == "kept"
    desk.work.directory.decide(upload.id, "dropped", desk.turn.now)
    desk.say(say("directory_decided", name=upload.name, kept=kept))


def _said(entry: DirectoryEntry) -> tuple[str, str, str]:
    return entry.name, entry.post, entry.phone
