"""Coming in before a season: listed in the directory, invited, known by one's own telephone."""

from __future__ import annotations

from rehearsal.cast import the_cast
from rehearsal.rounds import FIRST, liaison_phone
from rehearsal.stage import Stage
from reporting.directory.listing import Listed
from reporting.phones import phone_number
from reporting.plan import Unit
from simulator.phone import Phone
from usecases.people.directory import difference, take_over
from usecases.records import Role

_SECOND = 500  # telephone numbers of second liaisons follow those of liaisons at this distance


async def list_everybody(stage: Stage) -> None:
    """Each unit's liaison, and for the communes somebody beside them, as the office's spreadsheet
    would bring them."""
    plan = stage.place.library.current
    listed = [_listed(stage, unit, Role.LIAISON, 0) for unit in plan.units]
    listed += [
        _listed(stage, unit, Role.SECOND_LIAISON, _SECOND) for unit in plan.units if unit.area
    ]
    now = stage.clock.now()
    await stage.place.writer.perform(
        lambda work: take_over(work, difference(work.directory.all(), listed), None, now)
    )


async def let_in(stage: Stage, unit: Unit) -> Phone:
    """The unit's liaison uses an invitation and shares their own number, the listed one."""
    phone = liaison_phone(stage, unit)
    phone.open_link(await stage.invite(unit.id, Role.LIAISON, direct=False))
    await stage.settle()
    phone.share_contact()
    await stage.settle()
    return phone


def _listed(stage: Stage, unit: Unit, role: Role, distance: int) -> Listed:
    number = stage.place.library.current.units.index(unit) + distance
    name = the_cast().name(number if not distance else number + len(unit.id))
    return Listed(unit.id, role.value, name, "", phone_number(f"09{FIRST + number:08d}"))
