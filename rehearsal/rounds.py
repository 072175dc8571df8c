"""A whole round: everybody joins, reports, and the office asks for the consolidated report."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rehearsal.actors import Liaison, Sent
from rehearsal.cast import the_cast
from rehearsal.facts import facts_for
from rehearsal.habits import Habits
from rehearsal.stage import Stage
from rehearsal.transcripts import Transcript
from reporting.forms import Surroundings
from reporting.plan import Plan, Round, Unit
from simulator.chats import ChatMessage
from simulator.phone import Phone
from usecases.drafting.given import given_for
from usecases.records import Role

FIRST = 1001  # Telegram id of the first person
_OFFICE = 999
_HALF_WAY = 6  # answers
_BREATH = timedelta(seconds=40)  # between two messages of one person


class Unfinished(Exception):
    """Actors stopped getting anywhere; says which and what their phones show."""


@dataclass
class Played:
    """The cast after the last act, by unit id."""

    liaisons: dict[str, Liaison]
    phones: dict[str, Phone]
    office: Phone
    office_transcript: Transcript

    @property
    def sent(self) -> dict[str, Sent]:
        return {unit_id: liaison.sent for unit_id, liaison in self.liaisons.items()}


async def enter_office(stage: Stage) -> Phone:
    """The first person of the office, who comes in by the command line's link."""
    name = the_cast().office
    phone = stage.simulator.add_person(_OFFICE, name, phone="0900000999")
    stage.simulator.subtitle(_OFFICE, stage.place.library.current.office.short_name)
    phone.open_link(await stage.invite(stage.place.library.current.office.id, Role.OFFICE))
    await stage.settle()
    return phone


def liaison_phone(stage: Stage, unit: Unit) -> Phone:
    """Of somebody who has not spoken with the bot yet."""
    number = stage.place.library.current.units.index(unit)
    person = FIRST + number
    phone = stage.simulator.add_person(person, the_cast().name(number), phone=f"09{person:08d}")
    stage.simulator.subtitle(person, unit.short_name)
    return phone


async def enter_liaison(stage: Stage, unit: Unit) -> Phone:
    phone = liaison_phone(stage, unit)
    phone.open_link(await stage.invite(unit.id, Role.LIAISON))
    await stage.settle()
    return phone


@dataclass(frozen=True, slots=True)
class Script:
    """Who does what. Units in `missing` have joined and do nothing; those in `half_way` stop after
    some answers; the others begin in groups at `starts`, or all at once where it is empty."""

    seed: int = 0
    missing: Collection[str] = ()
    half_way: Collection[str] = ()
    starts: Sequence[datetime] = ()


async def play_round(stage: Stage, round_: Round, script: Script) -> Played:
    """Raises Unfinished or `rehearsal.actors.Lost` when the conversation leads nowhere."""
    plan = stage.place.library.current
    office = await enter_office(stage)
    phones = {unit.id: await enter_liaison(stage, unit) for unit in plan.units}
    transcript = Transcript(office, the_cast().office, plan.timezone)
    played = Played({}, phones, office, transcript)
    for start, units in _groups(plan, script):
        await stage.wait_until(start or stage.clock.now())
        acting = []
        for unit in units:
            stop = _HALF_WAY if unit.id in script.half_way else None
            liaison = await liaison_of(stage, round_, unit, phones[unit.id], script.seed, stop)
            played.liaisons[unit.id] = liaison
            acting.append(liaison)
        await act(stage, acting)
    return played


def _groups(plan: Plan, script: Script) -> list[tuple[datetime | None, list[Unit]]]:
    """Units whose form is given others' totals report after all the others."""
    acting = [unit for unit in plan.units if unit.id not in script.missing]
    last = [u for u in acting if any(is_total(q.given) for q in plan.form_for(u).questions)]
    first = [unit for unit in acting if unit not in last]
    starts = script.starts or (None, None)
    groups = [(start, first[i :: len(starts) - 1]) for i, start in enumerate(starts[:-1])]
    return [*groups, (starts[-1], last)]


def is_total(given: str) -> bool:
    return given.startswith("sum:")


async def act(stage: Stage, liaisons: list[Liaison]) -> None:
    while not all(liaison.finished for liaison in liaisons):
        acted = [liaison.act() for liaison in liaisons]
        if not any(acted):
            stuck = [liaison for liaison in liaisons if not liaison.finished]
            raise Unfinished("; ".join(_shown(liaison.phone) for liaison in stuck))
        await stage.pass_time(_BREATH)


async def liaison_of(
    stage: Stage, round_: Round, unit: Unit, phone: Phone, seed: int, stop: int | None
) -> Liaison:
    plan, library = stage.place.library.current, stage.place.library
    form = plan.form_for(unit)
    obligation = await stage.place.reader.perform(
        lambda work: next(o for o in work.obligations.of_round(round_.id) if o.unit_id == unit.id)
    )
    given = await stage.place.reader.perform(
        lambda work: given_for(work, library, plan, obligation, form)
    )
    surroundings = Surroundings(
        now=stage.clock.now().astimezone(plan.timezone), round_kind=round_.kind, given=given
    )
    own = f"{seed}:{round_.id}:{unit.id}"
    habits = Habits.of(library.files)
    facts = facts_for(form, surroundings, habits, list(the_cast().sentences), own)
    name = the_cast().name(plan.units.index(unit))
    transcript = Transcript(phone, name, plan.timezone)
    return Liaison(phone, transcript, facts, own, round_.period, stop)


async def ask_for_consolidated(stage: Stage, office: Phone) -> ChatMessage:
    """/tonghop on the office's phone; the message that brings the Word file."""
    office.send("/tonghop")
    await stage.settle()
    return next(
        message
        for message in reversed(office.messages)
        if message.from_bot and message.file is not None and message.file_name.endswith(".docx")
    )


def _shown(phone: Phone) -> str:
    last = phone.last
    return f"{phone.person.first_name}: {last.text if last else '(nothing)'}"
