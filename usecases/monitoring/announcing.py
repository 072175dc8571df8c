"""/thongbao: the office's own words to a selection of people, after a look at who gets them.

Nothing is kept between the steps: each message carries the words, and is read again by its place
in the chat when a button under it is pressed. The selection is a number with a bit for each unit
of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from usecases.buttons import number_in, screen
from usecases.dialogues.asking import ask_in_dialogue, cancel_row, end_kind, say_in
from usecases.messages import say
from usecases.monitoring.results import show_result
from usecases.people.office_only import office_only
from usecases.people.roll import PAGE
from usecases.records import MessageClass, Role
from usecases.reminding.fates import note_unannounced
from usecases.reminding.records import Fate, NoticeKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporting.plan import Unit
    from usecases.desk import Desk
    from usecases.dialogues.records import Dialogue
    from usecases.records import JSON, Button, Person

KIND = "announcement"  # of the dialogue
LIMIT = 3000  # characters
_REPORTING = (Role.LIAISON, Role.SECOND_LIAISON)
_KINDS = ("announce_whom", "announce_agencies", "announce_units", "announce_preview")


@dataclass(frozen=True, slots=True)
class Selection:
    """`mask`: a bit a unit, in the plan's order; `liaisons`: only who reports, no leaders."""

    mask: int
    liaisons: bool

    @staticmethod
    def read(argument: str) -> Selection:
        """Of "<mask in hex>:<a|l>:…"; nobody for anything else."""
        mask, _, rest = argument.partition(":")
        fits = 0 < len(mask) <= 30 and all(each in "0123456789abcdef" for each in mask)
        return Selection(int(mask, 16) if fits else 0, rest.startswith("l"))

    def __str__(self) -> str:
        return f"{self.mask:x}:{'l' if self.liaisons else 'a'}"

    def units(self, units: Sequence[Unit]) -> list[Unit]:
        return [unit for bit, unit in enumerate(units) if self.mask >> bit & 1]


@office_only
def begin_announcement(desk: Desk, text: str = "") -> None:
    """`text` is what follows the command; without it, it is asked for."""
    text = text.strip()
    if not text:
        message = say("announce_how", buttons=(cancel_row(),))
        ask_in_dialogue(desk, KIND, {}, message)
    elif len(text) > LIMIT:
        desk.say(say("contact_too_long", limit=LIMIT, length=len(text)))
    else:
        end_kind(desk, KIND)
        everybody = (1 << len(desk.library.current.units)) - 1
        rows = (
            (screen("announce_preview", f"{everybody:x}:a", label="announce_all"),),
            (screen("announce_preview", f"{everybody:x}:l", label="announce_liaisons"),),
            (screen("announce_agencies"), screen("announce_units", "0:a:0")),
        )
        desk.say(say("announce_whom", text=text, buttons=rows))


def take_announcement(desk: Desk, dialogue: Dialogue, text: str) -> None:
    """What was typed after `announce_how`."""
    if len(text) > LIMIT:
        long = say("contact_too_long", limit=LIMIT, length=len(text))
        say_in(desk, dialogue, long)
        return
    begin_announcement(desk, text)


@office_only
def choose_agency(desk: Desk, _: str) -> None:
    text = _words_pressed(desk)
    if text is None:
        return
    plan = desk.library.current
    rows = []
    for agency in plan.agencies:
        bits = [bit for bit, unit in enumerate(plan.units) if unit.agency.id == agency.id]
        if bits:
            mask = sum(1 << bit for bit in bits)
            rows.append(
                (screen("announce_preview", f"{mask:x}:a", label="plain", text=agency.name),)
            )
    desk.say(say("announce_agencies", text=text, buttons=tuple(rows)))


@office_only
def choose_units(desk: Desk, argument: str) -> None:
    """Each press ticks a unit, or takes the tick away. `argument`: selection:page."""
    text = _words_pressed(desk)
    if text is None:
        return
    chosen, page = Selection.read(argument), number_in(argument.rpartition(":")[2])
    units = desk.library.current.units
    last = (len(units) - 1) // PAGE
    at = min(page, last)
    rows: list[tuple[Button, ...]] = []
    for bit in range(at * PAGE, min(len(units), (at + 1) * PAGE)):
        label = "ticked" if chosen.mask >> bit & 1 else "plain"
        other = Selection(chosen.mask ^ (1 << bit), chosen.liaisons)
        name = units[bit].label
        rows.append((screen("announce_units", f"{other}:{at}", label=label, text=name),))
    rows += _turning(chosen, at, last)
    if chosen.mask:
        rows.append((screen("announce_preview", str(chosen), label="announce_done"),))
    names = [unit.short_name for unit in chosen.units(units)]
    desk.say(say("announce_units", text=text, units=names, buttons=tuple(rows)))


@office_only
def preview_announcement(desk: Desk, argument: str) -> None:
    """As it will be read, and by whom."""
    text = _words_pressed(desk)
    if text is None:
        return
    chosen = Selection.read(argument)
    people = _people(desk, chosen)
    other = Selection(chosen.mask, not chosen.liaisons)
    label = "announce_everybody" if chosen.liaisons else "announce_liaisons"
    rows: list[tuple[Button, ...]] = []
    if people:
        rows.append((screen("announce_send", str(chosen), text=str(len(people))),))
    rows.append((screen("announce_preview", str(other), label=label),))
    rows.append((screen("announce_units", f"{chosen}:0"),))
    rows.append((screen("announce_drop"),))
    units = chosen.units(desk.library.current.units)
    message = say(
        "announce_preview",
        text=text,
        office=desk.library.current.office.name,
        people=[person.name for person in people],
        units=len(units),
        nobody=[u.short_name for u in units if not any(u.id in p.sees() for p in people)],
        liaisons=chosen.liaisons,
        buttons=tuple(rows),
    )
    desk.say(message)


@office_only
def send_announcement(desk: Desk, argument: str) -> None:
    """Pressed twice it is sent once: the message it stands under names it."""
    text = _words_pressed(desk)
    if text is None:
        return
    assert desk.person is not None
    chosen, work, now = Selection.read(argument), desk.work, desk.turn.now
    slot = f"thongbao:{desk.turn.sender.chat_id}:{desk.turn.pressed}"
    told = [person for person in _people(desk, chosen) if _tell(desk, slot, person, text)]
    missed = [(person.id, fate) for person in told if (fate := _unreachable(person))]
    if missed:
        note_unannounced(work, desk.library, missed, text, now)
    if told:
        units = [unit.id for unit in chosen.units(desk.library.current.units)]
        detail = {"text": text, "units": units, "people": [person.id for person in told]}
        work.audit.note(now, desk.person.id, "announced", slot, detail)
    show_result(desk, slot)


@office_only
def drop_announcement(desk: Desk, _: str) -> None:
    desk.say(say("announce_dropped"))


def _tell(desk: Desk, slot: str, person: Person, text: str) -> bool:
    """False when this announcement has a notice for them already."""
    work, now = desk.work, desk.turn.now
    notice = work.notices.claim(person.id, slot, NoticeKind.ANNOUNCEMENT, [], now, now)
    if notice is None:
        return False
    fate = _unreachable(person)
    if fate is not None:
        work.notices.settle(notice, fate, "", now)
        return True
    assert desk.person is not None and person.chat_id is not None
    message = say(
        "announcement",
        message_class=MessageClass.REQUEST,
        office=desk.library.current.office.name,
        name=desk.person.name,
        text=text,
    )
    queued = desk.tell(person.chat_id, message)
    assert queued is not None, "an announcement has no key of its own"
    work.notices.sends(notice, queued)
    return True


def _unreachable(person: Person) -> Fate | None:
    """Why nothing need be tried."""
    if person.chat_id is None:
        return Fate.NEVER_STARTED
    return Fate.BLOCKED if person.blocked else None


def _people(desk: Desk, chosen: Selection) -> list[Person]:
    """Active people of the chosen units but whoever announces, in the plan's order."""
    found: dict[int, Person] = {}
    for unit in chosen.units(desk.library.current.units):
        for person in desk.work.people.of_unit(unit.id):
            roles = {m.role for m in person.active() if m.unit_id == unit.id}
            if not chosen.liaisons or roles & set(_REPORTING):
                found[person.id] = person
    assert desk.person is not None
    found.pop(desk.person.id, None)
    return list(found.values())


def _words_pressed(desk: Desk) -> str | None:
    """What is to be announced, by the message whose button was pressed; says so if it is gone."""
    pressed = desk.turn.pressed
    shown = desk.work.outbox.sent_as(desk.turn.sender.chat_id, pressed) if pressed else None
    text: JSON = shown.params.get("text") if shown and shown.kind in _KINDS else None
    if not isinstance(text, str):
        desk.say(say("not_there"))
        return None
    return text


def _turning(chosen: Selection, at: int, last: int) -> Iterator[tuple[Button, ...]]:
    before = screen("announce_units", f"{chosen}:{at - 1}", label="page_before")
    after = screen("announce_units", f"{chosen}:{at + 1}", label="page_after")
    row = (*((before,) if at else ()), *((after,) if at < last else ()))
    if row:
        yield row
